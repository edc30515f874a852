import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rememberAuthentic } from "@/lib/db/authentic-marker";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { AgeAnswer, CaseState } from "@/lib/domain/case/vocabulary";
import { handle, report, reportedCase, row, trail } from "@/lib/testing/intake-desk";
import { person } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { claimCase } from "./claim-case";

let database: TestDatabase;
let vera: UserActor, milo: UserActor, ada: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  vera = await person("Vera", "volunteer");
  milo = await person("Milo", "volunteer");
  ada = await person("Ada", "reviewer");
});

afterAll(async () => {
  await closeDb();
  await database.drop();
});

const caseIn = (state: CaseState) => reportedCase(database.ownerUrl, vera, state);

describe("a doubt about age", () => {
  it.each(["yes", "unsure"] as AgeAnswer[])("(%s) opens a new case in the safety lane at once", async (ageAnswer) => {
    const taken = await report(vera, handle(), { answers: { ageAnswer } });
    expect(taken.kind).toBe("lane");
    expect(await row(taken.caseId)).toMatchObject({ state: "safeguarding", dueAt: null });
    for (const entry of await trail(taken.caseId)) expect(entry.isLane).toBe(true);
  });

  it.each([
    "open",
    "in_review",
    "second_opinion",
    "confirmed",
    "draft",
    "notified",
    "refused",
    "unanswered",
    "rejected",
    "undetermined",
  ] as const)("takes a case that is %s into the lane with it", async (state) => {
    const { caseId, name } = await caseIn(state);
    const before = await row(caseId);
    const taken = await report(milo, name, { answers: { ageAnswer: "unsure" } });
    expect(taken).toMatchObject({ caseId, kind: "lane" });
    expect(await row(caseId)).toMatchObject({
      state: "safeguarding",
      version: before.version + 1,
      heldBy: null,
      dueAt: null,
    });
    expect((await trail(caseId)).at(-1)).toMatchObject({ action: "case.safeguarded", reason: "possible_minor" });
  });

  it.each(["actioned", "closed"] as const)(
    "about an account that is back after a case that is %s opens the successor in the lane",
    async (state) => {
      const { caseId, name } = await caseIn(state);
      const taken = await report(milo, name, { answers: { ageAnswer: "yes" } });
      expect(await row(taken.caseId)).toMatchObject({ state: "safeguarding", predecessorId: caseId });
      expect(await row(caseId)).toMatchObject({ state });
    },
  );

  it("takes every case that the desk still works on, also one already notified", async () => {
    const { caseId, name } = await caseIn("notified");
    const successor = await report(vera, name);
    await report(milo, name, { answers: { ageAnswer: "unsure" } });
    expect(await row(successor.caseId)).toMatchObject({ state: "safeguarding" });
    expect(await row(caseId)).toMatchObject({ state: "safeguarding" });
  });

  it("once in the lane, a later report joins there whatever it answers", async () => {
    const name = handle();
    const first = await report(vera, name, { answers: { ageAnswer: "yes" } });
    const later = await report(milo, name);
    expect(later).toMatchObject({ caseId: first.caseId, kind: "lane" });
    expect(await row(first.caseId)).toMatchObject({ state: "safeguarding", reportCount: 2, version: 1 });
  });

  it("ends the lease and the drafts of whoever was reading the case", async () => {
    const { caseId, name } = await caseIn("open");
    await claimCase(ada, { ref: { id: caseId } });
    await db().opinionDraft.create({ data: { caseId, userId: ada.id, content: {} } });
    await report(milo, name, { answers: { ageAnswer: "yes" } });
    expect(await row(caseId)).toMatchObject({ heldBy: null, leaseUntil: null });
    expect(await db().opinionDraft.count({ where: { caseId } })).toBe(0);
  });
});

describe("the trail of a report that goes to the lane", () => {
  it.each(["a new address", "a new address with an id", "an address that is known"] as const)(
    "holds no entry that anybody but safeguarding reads, about %s",
    async (which) => {
      const name = handle();
      if (which === "an address that is known") await report(vera, name);
      const [start] = await db().$queryRaw<{ id: bigint }[]>`SELECT coalesce(max(id), 0) AS id FROM audit_entry`;
      const stableId = which === "a new address" ? {} : { stableId: String(Math.floor(Math.random() * 1e12)) };
      await report(milo, name, { answers: { ageAnswer: "yes" }, ...stableId });
      const entries = await db().auditEntry.findMany({ where: { id: { gt: start?.id ?? 0n } } });
      expect(entries.map(({ subjectTable }) => subjectTable)).toContain("report");
      expect(entries.filter(({ isLane }) => !isLane).map((entry) => entry.subjectTable)).toEqual([]);
    },
  );
});

describe("an account once found authentic", () => {
  it("waits for a reviewer when it is reported again, by its handle or by its id", async () => {
    const [name, other] = [handle(), handle()];
    const stableId = String(Math.floor(Math.random() * 1e12));
    await change({ kind: "operator", requestId: "test" }, "case.erased", {}, (tx) =>
      rememberAuthentic(tx, "x", name, stableId),
    );
    const byHandle = await report(vera, name);
    expect(byHandle.kind).toBe("held");
    expect(await row(byHandle.caseId)).toMatchObject({ state: "draft", dueAt: null });
    const byId = await report(vera, other, { stableId });
    expect(await row(byId.caseId)).toMatchObject({ state: "draft" });
  });

  it("still goes to the lane at a doubt about age", async () => {
    const name = handle();
    await change({ kind: "operator", requestId: "test" }, "case.erased", {}, (tx) => rememberAuthentic(tx, "x", name));
    expect((await report(vera, name, { answers: { ageAnswer: "unsure" } })).kind).toBe("lane");
  });
});
