import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { rememberAuthentic } from "@/lib/db/authentic-marker";
import { change } from "@/lib/db/change";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { IntakeInput } from "@/lib/db/intake";
import type { UserActor } from "@/lib/domain/access/actor";
import type { AgeAnswer, CaseState } from "@/lib/domain/case/vocabulary";
import type { ReportAnswers, ReportHistory } from "@/lib/domain/intake/report-input";
import { person } from "@/lib/testing/review-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { claimCase } from "./claim-case";
import { completeCase } from "./complete-case";
import { giveOpinion } from "./give-opinion";
import { logReport } from "./log-report";

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

const seen: ReportAnswers = {
  track: "stolen_photo_scammer",
  ageAnswer: "no",
  signals: { "SPS-01": "yes" },
  observed: "Sells packs against a money pot.",
  mandateId: null,
  observedAt: null,
};
const handle = () => `lou_${randomUUID().slice(0, 8)}`;
const address = (name: string, stableId: string | null = null): IntakeInput["address"] => ({
  platform: "x",
  handle: name,
  key: name,
  stableId,
  profileUrl: `https://x.com/${name}`,
});
type Given = Partial<Omit<IntakeInput, "answers" | "address">> & { answers?: Partial<ReportAnswers>; stableId?: string };
const report = (actor: UserActor, name: string, { answers, stableId, ...given }: Given = {}) =>
  logReport(actor, {
    address: address(name, stableId ?? null),
    answers: { ...seen, ...answers },
    sourceText: `https://x.com/${name}`,
    language: "fr",
    origin: "report",
    ...given,
  });
const row = (id: string) => db().case.findUniqueOrThrow({ where: { id } });
const account = async (caseId: string) => db().account.findUniqueOrThrow({ where: { id: (await row(caseId)).accountId } });
const trail = (caseId: string) => db().auditEntry.findMany({ where: { caseId }, orderBy: { id: "asc" } });
/** Puts a case into a state as time and other people would; past the rules, which are proven elsewhere. */
const putInto = (caseId: string, state: CaseState) =>
  withClient(database.ownerUrl, (client) =>
    client.query(
      `DO $$ BEGIN ALTER TABLE "case" DISABLE TRIGGER case_rules; UPDATE "case" SET state = '${state}', version = version + 1 WHERE id = '${caseId}';
       ALTER TABLE "case" ENABLE TRIGGER case_rules; END $$`,
    ),
  );
async function caseIn(state: CaseState, name = handle()) {
  const { caseId, caseNumber } = await report(vera, name);
  if (state !== "open") await putInto(caseId, state);
  return { caseId, caseNumber, name };
}

describe("a report about an account that the desk does not know", () => {
  it("makes account, case and report, with its priority and the day by which it is due", async () => {
    const name = handle();
    const taken = await report(vera, name, { answers: { signals: { "SPS-01": "yes", "SPS-05": "yes", "SPS-07": "no" } } });
    expect(taken.kind).toBe("opened");
    const made = await row(taken.caseId);
    expect(made).toMatchObject({
      state: "open", round: 1, version: 1, life: 1, reportCount: 1, strongSignals: 1, mediumSignals: 1, pointsSignals: 15, pointsReports: 5,
      language: "fr", origin: "report", openedBy: vera.id, track: "stolen_photo_scammer", heldBy: null,
    });
    const days = (made.dueAt?.getTime() ?? 0) - made.openedAt.getTime();
    expect(Math.round(days / 86_400_000)).toBe(14);
    expect(Number(made.queueRank)).toBe(20 * 43_200 - Math.floor(made.openedAt.getTime() / 1000));
    expect(await account(taken.caseId)).toMatchObject({ handle: name, handleKey: name, isCurrent: true, stableId: null });
    expect(await db().report.findMany({ where: { caseId: taken.caseId } })).toMatchObject([{ reporterId: vera.id, ageAnswer: "no", observed: seen.observed }]);
  });

  it("is in the trail under its reporter: account, case and report, all with the case and the act", async () => {
    const { caseId } = await report(vera, handle());
    const entries = await trail(caseId);
    expect(entries.map(({ subjectTable }) => subjectTable).sort()).toEqual(["account", "case", "report"]);
    for (const entry of entries) expect(entry).toMatchObject({ actor: `user:${vera.id}`, action: "report.logged", operation: "insert" });
    expect(JSON.stringify(entries, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))).not.toContain("money pot");
  });

  it("is refused from somebody who may not log, and a mandate from somebody who may not read mandates", async () => {
    const auditor = await person("Odo", "auditor");
    await expect(report(auditor, handle())).rejects.toMatchObject({ code: "forbidden" });
    await expect(report(vera, handle(), { answers: { mandateId: randomUUID() } })).rejects.toMatchObject({ code: "forbidden" });
    await expect(report(ada, handle(), { answers: { mandateId: randomUUID() } })).rejects.toMatchObject({ reason: "mandate_not_valid" });
  });
});

describe("a report about an account with an open case", () => {
  it.each(["open", "reopened", "in_review", "second_opinion", "confirmed", "draft"] as const)("joins it while it is %s, without raising its version", async (state) => {
    const { caseId, name } = await caseIn(state);
    const before = await row(caseId);
    const taken = await report(milo, name, { answers: { signals: { "SPS-03": "yes", "SPS-01": "unknown" } } });
    expect(taken).toEqual({ caseId, caseNumber: Number(before.number), kind: state === "draft" ? "held" : "joined", isInLane: false });
    const after = await row(caseId);
    expect(after).toMatchObject({
      state, version: before.version, reportCount: 2, signals: { "SPS-01": "yes", "SPS-03": "yes" }, strongSignals: 2, pointsSignals: 20, pointsReports: 9,
    });
    expect(after.queueRank > before.queueRank).toBe(true);
  });

  it("leaves the opinion in progress alone", async () => {
    const { caseId, name } = await caseIn("open");
    const claimed = await claimCase(ada, { ref: { id: caseId } });
    await report(milo, name);
    const given = await giveOpinion(ada, { ref: { id: caseId }, expectedVersion: claimed.version, classification: "stolen_photo_scammer", reasons: ["SPS-01"], note: "" });
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
    const people = await Promise.all(Array.from({ length: 10 }, (_, index) => person(`Many${String(index)}`, "volunteer")));
    const taken = await Promise.all(people.map((actor) => report(actor, name)));
    expect(new Set(taken.map(({ caseId }) => caseId)).size).toBe(1);
    expect(taken.filter(({ kind }) => kind === "opened")).toHaveLength(1);
    expect(taken.filter(({ kind }) => kind === "joined")).toHaveLength(9);
    const caseId = taken[0]?.caseId ?? "";
    expect(await row(caseId)).toMatchObject({ reportCount: 10, version: 1 });
    expect(await db().report.count({ where: { caseId } })).toBe(10);
    expect(await db().account.count({ where: { handleKey: name } })).toBe(1);
  });

  it("ten at once by handle and by id about one account make one account", async () => {
    const stableId = String(Math.floor(Math.random() * 1e12));
    const names = [handle(), handle()];
    const taken = await Promise.all(Array.from({ length: 10 }, (_, index) => report(vera, names[index % 2] ?? "", { stableId })));
    expect(new Set(taken.map(({ caseId }) => caseId)).size).toBe(1);
    expect(await db().account.count({ where: { stableId } })).toBe(1);
  });
});

describe("a report about an account whose case has ended", () => {
  it.each(["rejected", "undetermined"] as const)("reopens the same case when it was %s, in a new round", async (state) => {
    const { caseId, name } = await caseIn(state);
    const before = await row(caseId);
    const taken = await report(milo, name);
    expect(taken).toMatchObject({ caseId, kind: "reopened" });
    expect(await row(caseId)).toMatchObject({ state: "reopened", round: 2, version: before.version + 1, classification: null, decidedBy: null, reportCount: 2 });
    expect((await trail(caseId)).at(-1)).toMatchObject({ action: "case.reopened", reason: "new_facts", actor: `user:${milo.id}` });
  });

  it.each(["notified", "actioned", "refused", "unanswered", "closed"] as const)("opens a successor that names its predecessor when it was %s", async (state) => {
    const { caseId, caseNumber, name } = await caseIn(state);
    const taken = await report(milo, name);
    expect(taken).toMatchObject({ kind: "succeeded", predecessorNumber: caseNumber });
    expect(await row(taken.caseId)).toMatchObject({ state: "open", predecessorId: caseId, life: 2, pointsReturn: 10, reportCount: 1 });
    expect(await row(caseId)).toMatchObject({ state, reportCount: 1 });
  });

  it("ten at once about a returned account make one successor", async () => {
    const { caseId, name } = await caseIn("actioned");
    const taken = await Promise.all(Array.from({ length: 10 }, () => report(milo, name)));
    expect(taken.filter(({ kind }) => kind === "succeeded")).toHaveLength(1);
    expect(await db().case.findMany({ where: { predecessorId: caseId } })).toMatchObject([{ reportCount: 10, life: 2 }]);
  });

  it("opens a case of its own when the earlier one was erased", async () => {
    const { caseId, name } = await caseIn("rejected");
    await change({ kind: "operator", requestId: "test" }, "case.erased", {}, (tx) => tx.$queryRaw`SELECT erase_case(${caseId}::uuid)`);
    const taken = await report(milo, name);
    expect(taken.kind).toBe("opened");
    expect(await row(taken.caseId)).toMatchObject({ predecessorId: null, life: 1 });
  });

  it("keeps the mandate of the person who waited for the earlier life", async () => {
    const mandate = await change(ada, "mandate.created", {}, (tx) =>
      tx.mandate.create({ data: { label: "M1", authenticUrl: "https://example.org/me", code: "c", status: "verified", createdBy: ada.id, expiresAt: new Date("2999-01-01") } }),
    );
    const name = handle();
    const first = await report(ada, name, { answers: { mandateId: mandate.id } });
    expect(await row(first.caseId)).toMatchObject({ mandateId: mandate.id, pointsWaiting: 15 });
    await putInto(first.caseId, "closed");
    const next = await report(vera, name);
    expect(await row(next.caseId)).toMatchObject({ mandateId: mandate.id, pointsWaiting: 15 });
  });
});

describe("a doubt about age", () => {
  it.each(["yes", "unsure"] as AgeAnswer[])("(%s) opens a new case in the safety lane at once", async (ageAnswer) => {
    const taken = await report(vera, handle(), { answers: { ageAnswer } });
    expect(taken.kind).toBe("lane");
    expect(await row(taken.caseId)).toMatchObject({ state: "safeguarding", dueAt: null });
    for (const entry of await trail(taken.caseId)) expect(entry.isLane).toBe(true);
  });

  it.each(["open", "in_review", "second_opinion", "confirmed", "draft", "notified", "refused", "unanswered", "rejected", "undetermined"] as const)(
    "takes a case that is %s into the lane with it",
    async (state) => {
      const { caseId, name } = await caseIn(state);
      const before = await row(caseId);
      const taken = await report(milo, name, { answers: { ageAnswer: "unsure" } });
      expect(taken).toMatchObject({ caseId, kind: "lane" });
      expect(await row(caseId)).toMatchObject({ state: "safeguarding", version: before.version + 1, heldBy: null, dueAt: null });
      expect((await trail(caseId)).at(-1)).toMatchObject({ action: "case.safeguarded", reason: "possible_minor" });
    },
  );

  it.each(["actioned", "closed"] as const)("about an account that is back after a case that is %s opens the successor in the lane", async (state) => {
    const { caseId, name } = await caseIn(state);
    const taken = await report(milo, name, { answers: { ageAnswer: "yes" } });
    expect(await row(taken.caseId)).toMatchObject({ state: "safeguarding", predecessorId: caseId });
    expect(await row(caseId)).toMatchObject({ state });
  });

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

describe("an account once found authentic", () => {
  it("waits for a reviewer when it is reported again, by its handle or by its id", async () => {
    const [name, other] = [handle(), handle()];
    const stableId = String(Math.floor(Math.random() * 1e12));
    await change({ kind: "operator", requestId: "test" }, "case.erased", {}, (tx) => rememberAuthentic(tx, "x", name, stableId));
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
      state: "actioned", classification: "stolen_photo_scammer", decidedBy: "imported", origin: "import", dueAt: null,
      openedAt: past.openedAt, stateChangedAt: past.informedOn, lastOutcome: "account_removed", lastOutcomeAt: past.informedOn,
    });
  });

  it("brings its notice along where the platform's channel is known", async () => {
    await change({ kind: "operator", requestId: "test" }, "reference.seeded", {}, (tx) =>
      tx.channel.create({ data: { id: "x-form", platformId: "x", name: "Form", kind: "form" } }),
    );
    const taken = await imported(handle());
    const [sent] = await db().noticeCase.findMany({ where: { caseId: taken.caseId } });
    expect(sent).toMatchObject({ outcome: "account_removed", informedOn: past.informedOn, complaintDeadline: new Date("2026-07-14T10:00:00Z") });
    expect(await db().notice.findUnique({ where: { id: sent?.noticeId ?? "" } })).toMatchObject({ state: "imported", sentAt: past.notifiedAt });
    expect((await db().noticeEvent.findMany({ where: { caseId: taken.caseId }, orderBy: { happenedAt: "asc" } })).map(({ kind }) => kind)).toEqual(["sent", "answered"]);
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
    await expect(report(vera, handle(), { origin: "import", history: past })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("completing a case", () => {
  it("lets the person who logged it add what they saw since, as a further report", async () => {
    const { caseId, caseNumber } = await caseIn("open");
    const taken = await completeCase(vera, { ref: { number: caseNumber }, answers: { ...seen, observed: "A second money pot." }, language: "en" });
    expect(taken).toMatchObject({ caseId, kind: "joined" });
    expect(await db().report.count({ where: { caseId, reporterId: vera.id } })).toBe(2);
  });

  it("is about its own account, also when somebody else has the handle by now", async () => {
    const { caseId, caseNumber, name } = await caseIn("open");
    await report(milo, name, { stableId: "77" });
    await report(milo, name, { stableId: "78" });
    expect(await account(caseId)).toMatchObject({ isCurrent: false });
    expect(await completeCase(vera, { ref: { number: caseNumber }, answers: seen, language: "en" })).toMatchObject({ caseId });
  });

  it("is not for a volunteer who did not log it: to them it does not exist", async () => {
    const { caseNumber } = await caseIn("open");
    await expect(completeCase(milo, { ref: { number: caseNumber }, answers: seen, language: "en" })).rejects.toMatchObject({ code: "not_found" });
    await expect(completeCase(ben, { ref: { number: caseNumber }, answers: seen, language: "en" })).resolves.toMatchObject({ kind: "joined" });
  });
});
