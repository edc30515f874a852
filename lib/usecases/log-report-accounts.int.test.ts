import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import type { ReportHistory } from "@/lib/domain/intake/report-input";
import { account, handle, report, reportedCase, row, seen, trail } from "@/lib/testing/intake-desk";
import { person } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { completeCase } from "./complete-case";

let database: TestDatabase;
let vera: UserActor, milo: UserActor, ada: UserActor, ben: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  vera = await person("Vera", "volunteer");
  milo = await person("Milo", "volunteer");
  ada = await person("Ada", "reviewer");
  ben = await person("Ben", "reviewer");
});

afterAll(async () => {
  await closeDb();
  await database.drop();
});

const caseIn = (state: CaseState) => reportedCase(database.ownerUrl, vera, state);

describe("handles and ids", () => {
  const id = () => String(Math.floor(Math.random() * 1e15));

  it("the same id under another handle is the same account, renamed, with its earlier handle kept", async () => {
    const [before, after, stableId] = [handle(), handle(), id()];
    const first = await report(vera, before, { stableId });
    const second = await report(milo, after, { stableId });
    expect(second).toMatchObject({ caseId: first.caseId, kind: "joined" });
    const known = await account(first.caseId);
    expect(known).toMatchObject({ handle: after, handleKey: after, isCurrent: true });
    expect(await db().accountHandle.findMany({ where: { accountId: known.id } })).toMatchObject([{ handle: before }]);
    expect((await trail(first.caseId)).map(({ action }) => action)).toContain("account.renamed");
  });

  it("the same handle under another id is another account, and its next owner is not blamed", async () => {
    const name = handle();
    const first = await report(vera, name, { stableId: id() });
    const second = await report(milo, name, { stableId: id() });
    expect(second.kind).toBe("opened");
    expect(second.caseId).not.toBe(first.caseId);
    expect(await account(first.caseId)).toMatchObject({ isCurrent: false });
    const byHandle = await report(ada, name);
    expect(byHandle).toMatchObject({ caseId: second.caseId, kind: "joined" });
  });

  it("an account known by its handle learns its id, and is found by it after a change of handle", async () => {
    const [before, after, stableId] = [handle(), handle(), id()];
    const first = await report(vera, before);
    await report(milo, before, { stableId });
    expect(await account(first.caseId)).toMatchObject({ stableId });
    expect(await report(ada, after, { stableId })).toMatchObject({ caseId: first.caseId });
  });

  it("an address made of the id alone finds the account and leaves its handle", async () => {
    const [name, stableId] = [handle(), id()];
    const first = await report(vera, name, { stableId });
    const byId = await report(milo, `id:${stableId}`, { stableId });
    expect(byId).toMatchObject({ caseId: first.caseId, kind: "joined" });
    expect(await account(first.caseId)).toMatchObject({ handle: name });
  });
});

describe("the same report twice", () => {
  it("changes nothing, also when both arrive at once", async () => {
    const name = handle();
    const importKey = `form:${randomUUID()}`;
    const taken = await Promise.all(Array.from({ length: 5 }, () => report(vera, name, { importKey })));
    expect(taken.filter(({ kind }) => kind === "opened")).toHaveLength(1);
    expect(taken.filter(({ kind }) => kind === "already_imported")).toHaveLength(4);
    expect(await row(taken[0]?.caseId ?? "")).toMatchObject({ reportCount: 1 });
  });
});

describe("a case that comes with its history", () => {
  const past: ReportHistory = {
    state: "actioned",
    openedAt: new Date("2026-01-02T10:00:00Z"),
    notifiedAt: new Date("2026-01-10T10:00:00Z"),
    outcome: "account_removed",
    informedOn: new Date("2026-01-14T10:00:00Z"),
  };
  const imported = (name: string, history: ReportHistory = past) => report(ada, name, { origin: "import", history });

  it("arrives in its state, with its dates, decided elsewhere", async () => {
    const taken = await imported(handle());
    expect(await row(taken.caseId)).toMatchObject({
      state: "actioned",
      classification: "stolen_photo_scammer",
      decidedBy: "imported",
      origin: "import",
      dueAt: null,
      openedAt: past.openedAt,
      stateChangedAt: past.informedOn,
      lastOutcome: "account_removed",
      lastOutcomeAt: past.informedOn,
    });
  });

  it("brings its notice along where the platform's channel is known", async () => {
    await change({ kind: "operator", requestId: "test" }, "reference.seeded", {}, (tx) =>
      tx.channel.create({ data: { id: "x-form", platformId: "x", name: "Form", kind: "form" } }),
    );
    const taken = await imported(handle());
    const [sent] = await db().noticeCase.findMany({ where: { caseId: taken.caseId } });
    expect(sent).toMatchObject({
      outcome: "account_removed",
      informedOn: past.informedOn,
      complaintDeadline: new Date("2026-07-14T10:00:00Z"),
    });
    expect(await db().notice.findUnique({ where: { id: sent?.noticeId ?? "" } })).toMatchObject({
      state: "imported",
      sentAt: past.notifiedAt,
    });
    expect(
      (await db().noticeEvent.findMany({ where: { caseId: taken.caseId }, orderBy: { happenedAt: "asc" } })).map(
        ({ kind }) => kind,
      ),
    ).toEqual(["sent", "answered"]);
  });

  it("has a successor when the account is reported again", async () => {
    const name = handle();
    const taken = await imported(name);
    expect(await report(vera, name)).toMatchObject({ kind: "succeeded", predecessorNumber: taken.caseNumber });
  });

  it("never undoes a decision of this desk: an old row about a rejected account is only kept", async () => {
    const { caseId, name } = await caseIn("rejected");
    expect(await imported(name)).toMatchObject({ caseId, kind: "joined" });
    expect(await row(caseId)).toMatchObject({ state: "rejected", round: 1 });
  });

  it("is refused from somebody who may import but not write history", async () => {
    await expect(report(vera, handle(), { origin: "import", history: past })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("completing a case", () => {
  it("lets the person who logged it add what they saw since, as a further report", async () => {
    const { caseId, caseNumber } = await caseIn("open");
    const taken = await completeCase(vera, {
      ref: { number: caseNumber },
      answers: { ...seen, observed: "A second money pot." },
      language: "en",
    });
    expect(taken).toMatchObject({ caseId, kind: "joined" });
    expect(await db().report.count({ where: { caseId, reporterId: vera.id } })).toBe(2);
  });

  it("is about its own account, also when somebody else has the handle by now", async () => {
    const { caseId, caseNumber, name } = await caseIn("open");
    await report(milo, name, { stableId: "77" });
    await report(milo, name, { stableId: "78" });
    expect(await account(caseId)).toMatchObject({ isCurrent: false });
    expect(await completeCase(vera, { ref: { number: caseNumber }, answers: seen, language: "en" })).toMatchObject({
      caseId,
    });
  });

  it("is not for a volunteer who did not log it: to them it does not exist", async () => {
    const { caseNumber } = await caseIn("open");
    await expect(
      completeCase(milo, { ref: { number: caseNumber }, answers: seen, language: "en" }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      completeCase(ben, { ref: { number: caseNumber }, answers: seen, language: "en" }),
    ).resolves.toMatchObject({ kind: "joined" });
  });
});
