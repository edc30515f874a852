import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import { account, forceState, handle, report, reportedCase, row, seen, trail } from "@/lib/testing/intake-desk";
import { person } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { claimCase } from "./claim-case";
import { giveOpinion } from "./give-opinion";
import { sealTrail } from "./seal-trail";

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
const putInto = (caseId: string, state: CaseState) => forceState(database.ownerUrl, caseId, state);

describe("a report about an account that the desk does not know", () => {
  it("makes account, case and report, with its priority and the day by which it is due", async () => {
    const name = handle();
    const taken = await report(vera, name, {
      answers: { signals: { "SPS-01": "yes", "SPS-05": "yes", "SPS-07": "no" } },
    });
    expect(taken.kind).toBe("opened");
    const made = await row(taken.caseId);
    expect(made).toMatchObject({
      state: "open",
      round: 1,
      version: 1,
      life: 1,
      reportCount: 1,
      strongSignals: 1,
      mediumSignals: 1,
      pointsSignals: 15,
      pointsReports: 5,
      language: "fr",
      origin: "report",
      openedBy: vera.id,
      track: "stolen_photo_scammer",
      heldBy: null,
    });
    const days = (made.dueAt?.getTime() ?? 0) - made.openedAt.getTime();
    expect(Math.round(days / 86_400_000)).toBe(14);
    expect(Number(made.queueRank)).toBe(20 * 259_200 - Math.floor(made.openedAt.getTime() / 1000));
    expect(await account(taken.caseId)).toMatchObject({
      handle: name,
      handleKey: name,
      isCurrent: true,
      stableId: null,
    });
    expect(await db().report.findMany({ where: { caseId: taken.caseId } })).toMatchObject([
      { reporterId: vera.id, ageAnswer: "no", observed: seen.observed },
    ]);
  });

  it("is in the trail under its reporter: account, case and report, all with the case and the act", async () => {
    const { caseId } = await report(vera, handle());
    const entries = await trail(caseId);
    expect(entries.map(({ subjectTable }) => subjectTable).sort()).toEqual(["account", "case", "report"]);
    for (const entry of entries)
      expect(entry).toMatchObject({ actor: `user:${vera.id}`, action: "report.logged", operation: "insert" });
    expect(
      JSON.stringify(entries, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toContain("money pot");
  });

  it("is refused from somebody who may not log, and a mandate from somebody who may not read mandates", async () => {
    const auditor = await person("Odo", "auditor");
    await expect(report(auditor, handle())).rejects.toMatchObject({ code: "forbidden" });
    await expect(report(vera, handle(), { answers: { mandateId: randomUUID() } })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(report(ada, handle(), { answers: { mandateId: randomUUID() } })).rejects.toMatchObject({
      reason: "mandate_not_valid",
    });
  });
});

describe("a report about an account with an open case", () => {
  it.each(["open", "reopened", "in_review", "second_opinion", "confirmed", "draft"] as const)(
    "joins it while it is %s, without raising its version",
    async (state) => {
      const { caseId, name } = await caseIn(state);
      const before = await row(caseId);
      const taken = await report(milo, name, { answers: { signals: { "SPS-03": "yes", "SPS-01": "unknown" } } });
      expect(taken).toEqual({
        caseId,
        caseNumber: Number(before.number),
        kind: state === "draft" ? "held" : "joined",
        isInLane: false,
        reportId: expect.any(String) as string,
      });
      const after = await row(caseId);
      expect(after).toMatchObject({
        state,
        version: before.version,
        reportCount: 2,
        signals: { "SPS-01": "yes", "SPS-03": "yes" },
        strongSignals: 2,
        pointsSignals: 20,
        pointsReports: 9,
      });
      expect(after.queueRank > before.queueRank).toBe(true);
    },
  );

  it("leaves the opinion in progress alone", async () => {
    const { caseId, name } = await caseIn("open");
    const claimed = await claimCase(ada, { ref: { id: caseId } });
    await report(milo, name);
    const given = await giveOpinion(ada, {
      ref: { id: caseId },
      expectedVersion: claimed.version,
      classification: "stolen_photo_scammer",
      reasons: ["SPS-01"],
      note: "",
    });
    expect(given.state).toBe("second_opinion");
  });

  it("counts the same person once in the priority, and says that they completed their report", async () => {
    const { caseId, name } = await caseIn("open");
    await report(vera, name);
    expect(await row(caseId)).toMatchObject({ reportCount: 2, pointsReports: 5 });
    expect((await trail(caseId)).at(-1)).toMatchObject({ action: "case.completed" });
  });

  it("ten at once about a new account make one case with ten reports", async () => {
    const name = handle();
    const people = await Promise.all(
      Array.from({ length: 10 }, (_, index) => person(`Many${String(index)}`, "volunteer")),
    );
    const taken = await Promise.all(people.map((actor) => report(actor, name)));
    expect(new Set(taken.map(({ caseId }) => caseId)).size).toBe(1);
    expect(taken.filter(({ kind }) => kind === "opened")).toHaveLength(1);
    expect(taken.filter(({ kind }) => kind === "joined")).toHaveLength(9);
    const caseId = taken[0]?.caseId ?? "";
    expect(await row(caseId)).toMatchObject({ reportCount: 10, version: 1 });
    expect(await db().report.count({ where: { caseId } })).toBe(10);
    expect(await db().account.count({ where: { handleKey: name } })).toBe(1);
  });

  it("ten at once about a known account are all counted, each under its own reporter", async () => {
    const { caseId, name } = await caseIn("open");
    const people = await Promise.all(
      Array.from({ length: 10 }, (_, place) => person(`Joiner ${String(place)}`, "volunteer")),
    );
    const taken = await Promise.all(
      people.map((actor) => report(actor, name, { answers: { signals: { "SPS-03": "yes" } } })),
    );
    expect(taken.map(({ caseId: joined, kind }) => ({ joined, kind }))).toEqual(
      people.map(() => ({ joined: caseId, kind: "joined" })),
    );
    const alone = await caseIn("open");
    for (const actor of people) await report(actor, alone.name, { answers: { signals: { "SPS-03": "yes" } } });
    const { reportCount, pointsReports, pointsSignals, signals } = await row(alone.caseId);
    expect(await row(caseId)).toMatchObject({ version: 1, reportCount, pointsReports, pointsSignals, signals });
    const joins = (await trail(caseId)).filter(
      (entry) => entry.action === "report.joined" && entry.subjectTable === "report",
    );
    expect(joins.map(({ actor }) => actor).sort()).toEqual(people.map(({ id }) => `user:${id}`).sort());
  });

  it("one that meets a decision in the making waits for it, and reopens what it decided", async () => {
    const { caseId, name } = await caseIn("second_opinion");
    const taken = await withClient(database.ownerUrl, async (client) => {
      await client.query("BEGIN");
      await client.query(`UPDATE "case" SET state = 'rejected', version = version + 1 WHERE id = $1`, [caseId]);
      const pending = report(milo, name);
      await wait(300);
      await client.query("COMMIT");
      return await pending;
    });
    expect(taken).toMatchObject({ caseId, kind: "reopened" });
    expect(await row(caseId)).toMatchObject({ state: "reopened", round: 2, reportCount: 2 });
  });

  it("ten at once by handle and by id about one account make one account", async () => {
    const stableId = String(Math.floor(Math.random() * 1e12));
    const names = [handle(), handle()];
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, index) => report(vera, names[index % 2] ?? "", { stableId })),
    );
    expect(new Set(taken.map(({ caseId }) => caseId)).size).toBe(1);
    expect(await db().account.count({ where: { stableId } })).toBe(1);
  });
});

describe("a report about an account whose case has ended", () => {
  it.each(["rejected", "undetermined"] as const)(
    "reopens the same case when it was %s, in a new round",
    async (state) => {
      const { caseId, name } = await caseIn(state);
      const before = await row(caseId);
      const taken = await report(milo, name);
      expect(taken).toMatchObject({ caseId, kind: "reopened" });
      expect(await row(caseId)).toMatchObject({
        state: "reopened",
        round: 2,
        version: before.version + 1,
        classification: null,
        decidedBy: null,
        reportCount: 2,
      });
      expect((await trail(caseId)).at(-1)).toMatchObject({
        action: "case.reopened",
        reason: "new_facts",
        actor: `user:${milo.id}`,
      });
    },
  );

  it.each(["notified", "actioned", "refused", "unanswered", "closed"] as const)(
    "opens a successor that names its predecessor when it was %s",
    async (state) => {
      const { caseId, caseNumber, name } = await caseIn(state);
      const taken = await report(milo, name);
      expect(taken).toMatchObject({ kind: "succeeded", predecessorNumber: caseNumber });
      expect(await row(taken.caseId)).toMatchObject({
        state: "open",
        predecessorId: caseId,
        life: 2,
        pointsReturn: 10,
        reportCount: 1,
      });
      expect(await row(caseId)).toMatchObject({ state, reportCount: 1 });
    },
  );

  it("ten at once about a returned account make one successor", async () => {
    const { caseId, name } = await caseIn("actioned");
    const taken = await Promise.all(Array.from({ length: 10 }, () => report(milo, name)));
    expect(taken.filter(({ kind }) => kind === "succeeded")).toHaveLength(1);
    expect(await db().case.findMany({ where: { predecessorId: caseId } })).toMatchObject([
      { reportCount: 10, life: 2 },
    ]);
  });

  it("opens a case of its own when the earlier one was erased", async () => {
    const { caseId, name } = await caseIn("rejected");
    await sealTrail();
    await change(
      { kind: "operator", requestId: "test" },
      "case.erased",
      {},
      (tx) => tx.$queryRaw`SELECT erase_case(${caseId}::uuid)`,
    );
    const taken = await report(milo, name);
    expect(taken.kind).toBe("opened");
    expect(await row(taken.caseId)).toMatchObject({ predecessorId: null, life: 1 });
  });

  it("keeps the mandate of the person who waited for the earlier life", async () => {
    const mandate = await change(ada, "mandate.created", {}, (tx) =>
      tx.mandate.create({
        data: {
          label: "M1",
          authenticUrl: "https://example.org/me",
          code: "c",
          status: "verified",
          createdBy: ada.id,
          expiresAt: new Date("2999-01-01"),
        },
      }),
    );
    const name = handle();
    const first = await report(ada, name, { answers: { mandateId: mandate.id } });
    expect(await row(first.caseId)).toMatchObject({ mandateId: mandate.id, pointsWaiting: 15 });
    await putInto(first.caseId, "closed");
    const next = await report(vera, name);
    expect(await row(next.caseId)).toMatchObject({ mandateId: mandate.id, pointsWaiting: 15 });
  });
});
