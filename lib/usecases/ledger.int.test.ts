import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { noticeMessageId } from "@/lib/domain/notices/build-eml";
import { getEscalation } from "@/lib/queries/get-escalation";
import { getNotice } from "@/lib/queries/get-notice";
import { matchAnswer } from "@/lib/queries/match-answer";
import { createActor, setUp } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { change } from "@/lib/db/change";
import { prepareNotice } from "./prepare-notice";
import { recordAnswer } from "./record-answer";
import { recordReceipt } from "./record-receipt";
import { recordSighting } from "./record-sighting";
import { recordStep } from "./record-step";
import { remindNotices } from "./remind-notices";
import { safeguardCase } from "./safeguard-case";
import { sendNotice } from "./send-notice";
import { verifyGone } from "./verify-gone";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await createActor("reviewer");
  volunteer = await createActor("volunteer");
  await nameOrganisation();
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const sent = async (at = new Date(), channelId = "x-in-app") => {
  const one = await confirmedCase({ reporter: volunteer, platform: channelId.startsWith("x-") ? "x" : "telegram" });
  const { number } = await prepareNotice(reviewer, { kind: "terms_report", channelId, caseNumbers: [one.number] });
  await sendNotice(reviewer, { number, version: 1, format: "form_text", sentAt: at, kept: [], reference: "" });
  return { number, one };
};
const answered = (number: number, outcome: "refused" | "account_removed", informedOn = new Date()) =>
  recordAnswer(reviewer, { number, outcome, informedOn, note: "", caseNumbers: [] });
const lineOf = async (caseId: string) => {
  const { rows } = await asOwner("SELECT * FROM ledger_line WHERE case_id = $1", [caseId]);
  return rows[0] as Record<string, unknown> | undefined;
};

describe("the ledger", () => {
  it("follows each case of a notice from sending to return, in the transaction of each step", async () => {
    const { number, one } = await sent(daysAgo(4));
    expect(await lineOf(one.id)).toMatchObject({
      platform_id: "x",
      received_at: null,
      outcome: null,
      is_hidden: false,
    });
    await recordReceipt(reviewer, { number, reference: "R-1", receivedAt: daysAgo(3) });
    await answered(number, "account_removed", daysAgo(2));
    await verifyGone(reviewer, { number, caseNumber: one.number, verifiedAt: daysAgo(1), seen: "No such account." });
    await recordSighting(reviewer, {
      number,
      caseNumber: one.number,
      verifiedAt: new Date(),
      seen: "There again.",
      what: "came_back",
    });
    const line = await lineOf(one.id);
    expect(line).toMatchObject({ outcome: "account_removed" });
    for (const step of ["received_at", "answered_at", "removed_at", "returned_at"])
      expect(line?.[step], step).toBeInstanceOf(Date);
    const events = await db().noticeEvent.findMany({ where: { caseId: one.id }, orderBy: { recordedAt: "asc" } });
    expect(events.map(({ kind, note }) => [kind, note])).toEqual([
      ["sent", ""],
      ["received", ""],
      ["answered", ""],
      ["verified_gone", "No such account."],
      ["came_back", "There again."],
    ]);
    expect((await getNotice(reviewer, number)).tracked[0]?.cameBackAt).not.toBeNull();
  });

  it("says by itself that an account came back when a successor of its case opens, and nothing when that opens in the lane", async () => {
    const back = await succeeded("open");
    expect(back).toBeInstanceOf(Date);
    expect(await succeeded("safeguarding")).toBeNull();
  });

  it("refuses to say that an account came back that was never gone", async () => {
    const { number, one } = await sent();
    const seen = { number, caseNumber: one.number, verifiedAt: new Date(), seen: "" };
    await expect(recordSighting(reviewer, { ...seen, what: "came_back" })).rejects.toMatchObject({
      reason: "notice_never_gone",
    });
    await recordSighting(reviewer, { ...seen, what: "still_there" });
    expect(await db().noticeEvent.count({ where: { caseId: one.id, kind: "still_there" } })).toBe(1);
  });

  it("counts nothing of a case that is in the safety lane", async () => {
    const { one } = await sent();
    await safeguardCase(reviewer, { ref: { number: one.number } });
    expect(await lineOf(one.id)).toMatchObject({ is_hidden: true });
  });

  it("cannot be written by the application but through its notices", async () => {
    await expect(db().$executeRaw`UPDATE ledger_line SET outcome = 'account_removed'`).rejects.toThrow(
      /permission denied/,
    );
  });
});

const succeeded = async (state: "open" | "safeguarding") => {
  const { number, one } = await sent();
  await answered(number, "account_removed");
  const { accountId } = await db().case.findUniqueOrThrow({ where: { id: one.id } });
  await change(setUp, "case.succeeded", {}, (tx) =>
    tx.case.create({
      data: { accountId, platformId: "x", state, track: "stolen_photo_scammer", predecessorId: one.id },
    }),
  );
  return (await db().noticeCase.findFirstOrThrow({ where: { caseId: one.id } })).cameBackAt;
};

describe("an answer that is read", () => {
  it("finds its notice by our Message-ID to the second, or by the desk's number, and no other", async () => {
    const { number, one } = await sent(new Date(), "telegram-abuse-mailbox");
    const { input } = await getNotice(reviewer, number);
    const id = noticeMessageId(input);
    const found = await matchAnswer(reviewer, { repliesTo: [`<${id}>`], reference: "" });
    expect(found).toMatchObject([
      { number, by: "message_id", cases: [one.number], isReceived: false, recipientKind: "platform" },
    ]);
    const forged = id.replace(/\.\d+@/, ".1000000000@");
    expect(await matchAnswer(reviewer, { repliesTo: [`<${forged}>`], reference: "" })).toEqual([]);
    expect(await matchAnswer(reviewer, { repliesTo: [], reference: "" })).toEqual([]);
    await recordReceipt(reviewer, { number, reference: "TG-881", receivedAt: new Date() });
    expect(await matchAnswer(reviewer, { repliesTo: [], reference: "TG-881" })).toMatchObject([
      { number, by: "reference" },
    ]);
    await safeguardCase(reviewer, { ref: { number: one.number } });
    expect(await matchAnswer(reviewer, { repliesTo: [`<${id}>`], reference: "TG-881" })).toEqual([]);
    await expect(matchAnswer(volunteer, { repliesTo: [], reference: "" })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what follows a refusal", () => {
  it("is recorded once it was filed, within its time, and said in the texts that come after", async () => {
    const { number, one } = await sent(daysAgo(300));
    await answered(number, "refused", daysAgo(20));
    const step = { number, caseNumber: one.number, takenOn: daysAgo(5), reference: "C-7" };
    await recordStep(reviewer, { ...step, step: "complaint" });
    const { steps, facts } = await getEscalation(reviewer, { number, caseNumber: one.number, language: "en" });
    expect(facts.complainedAt).not.toBeNull();
    expect(steps.find((each) => each.step === "coordinator")?.text).toContain("internal complaint filed");
    await answered(number, "refused", daysAgo(290));
    await expect(recordStep(reviewer, { ...step, step: "complaint" })).rejects.toMatchObject({
      reason: "step_too_late",
    });
    await answered(number, "account_removed");
    await expect(recordStep(reviewer, { ...step, step: "coordinator" })).rejects.toMatchObject({
      reason: "step_measure_taken",
    });
  });
});

describe("deadlines", () => {
  const told = (number: number, what: string) =>
    db().notification.count({
      where: {
        userId: reviewer.id,
        kind: "notice_due",
        AND: [{ params: { path: ["number"], equals: number } }, { params: { path: ["what"], equals: what } }],
      },
    });

  it("are told of once each: 72 hours without a receipt, silence after one, the last two weeks of a complaint", async () => {
    const receipt = await sent(daysAgo(4));
    const fresh = await sent(daysAgo(2));
    const silent = await sent(daysAgo(40));
    await recordReceipt(reviewer, { number: silent.number, reference: "", receivedAt: daysAgo(30) });
    const complaint = await sent(daysAgo(200));
    await answered(complaint.number, "refused", daysAgo(175));
    await remindNotices();
    await remindNotices();
    expect(await told(receipt.number, "receipt")).toBe(1);
    expect(await told(fresh.number, "receipt")).toBe(0);
    expect(await told(silent.number, "answer")).toBe(1);
    expect(await told(complaint.number, "complaint")).toBe(1);
  });

  it("follow the desk's own median once it has answered five times, and two weeks until then", async () => {
    const usual = async () => {
      const { rows } = await asOwner("SELECT desk_answer_days('telegram-notoscam') AS days");
      return (rows[0] as { days: number }).days;
    };
    expect(await usual()).toBe(14);
    for (const days of [1, 2, 3, 30, 40]) {
      const { number } = await sent(daysAgo(50), "telegram-notoscam");
      await answered(number, "account_removed", daysAgo(50 - days));
    }
    expect(await usual()).toBe(3);
  });
});
