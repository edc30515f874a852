import { randomInt, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { provideEnvironment } from "@/lib/env";
import { loadAuditQuery } from "@/lib/tables/audit-filters";
import { createActor } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { deliverNotices } from "@/lib/usecases/deliver-notices";
import { editNotice } from "@/lib/usecases/edit-notice";
import { decideLaneExit, proposeLaneExit } from "@/lib/usecases/leave-lane";
import { mailNotice } from "@/lib/usecases/mail-notice";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { recordAnswer } from "@/lib/usecases/record-answer";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { sendNotice } from "@/lib/usecases/send-notice";
import { listAudit, type AuditRow } from "./list-audit";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;
let auditor: UserActor;
const asOwner = (text: string, values: unknown[] = []) =>
  withClient(database.ownerUrl, (client) => client.query(text, values));

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  [reviewer, volunteer, auditor] = [
    await createActor("reviewer"),
    await createActor("volunteer"),
    await createActor("auditor"),
  ];
  await nameOrganisation();
  // Nobody listens there: the mail is tried, and its row changes.
  provideEnvironment({ SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "desk@collectif.example" });
});
afterAll(async () => {
  provideEnvironment({ SMTP_URL: "", MAIL_FROM: "" });
  await closeDb();
  await database.drop();
});

/** All that the trail says to this reader, page by page. */
async function readTrail(actor: UserActor): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  for (let before: string | null = ""; before !== null;) {
    const page = await listAudit(actor, loadAuditQuery(before === "" ? {} : { before }));
    rows.push(...page.rows);
    before = page.before;
  }
  return rows;
}
/** What is told since, in the order in which it happened. */
const since = async (before: readonly AuditRow[], actor = auditor) => {
  const known = new Set(before.map(({ id }) => id));
  return (await readTrail(actor)).filter(({ id }) => !known.has(id)).toReversed();
};
const toX = { kind: "terms_report", channelId: "x-in-app" } as const;
/** Under a number that no other thing of the desk has. */
const made = (platform: "x" | "telegram" = "x") =>
  confirmedCase({ reporter: volunteer, platform, id: randomUUID(), number: randomInt(7_000_000, 9_000_000) });

async function draft(...caseNumbers: number[]) {
  const { number } = await prepareNotice(reviewer, { ...toX, caseNumbers });
  return number;
}
/** Edited, with a telephone that stays for a reason, sent and answered: every table that a notice has rows in, but the outbox. */
async function sentAbout(...caseNumbers: number[]) {
  const number = await draft(...caseNumbers);
  const explanation = "La personne donne le 06 12 34 56 78 dans son annonce et demande de l’argent à qui lui écrit.";
  await editNotice(reviewer, { number, version: 1, edit: { explanation } });
  const kept = [{ text: "06 12 34 56 78", because: "Le numéro est celui du faux compte." }];
  await sendNotice(reviewer, {
    number,
    version: 2,
    format: "form_text",
    sentAt: new Date(),
    kept,
    reference: "REF-77",
  });
  const answer = { outcome: "account_removed", informedOn: new Date(), note: "" } as const;
  await recordAnswer(reviewer, { number, ...answer, caseNumbers: [] });
}
async function mailedAbout(id: number) {
  const { number } = await prepareNotice(reviewer, {
    ...{ kind: "terms_report", channelId: "telegram-abuse-mailbox", caseNumbers: [id] },
  });
  await mailNotice(reviewer, { number, version: 1, kept: [] });
  await asOwner("UPDATE notice_delivery SET next_at = now() - interval '1 minute'");
  await deliverNotices();
}

describe("what an auditor is told of notices", () => {
  it("is nothing, once all their cases are in the lane: neither of a draft, nor of what was sent, mailed, kept or answered", async () => {
    const before = await readTrail(auditor);
    const [begun, sent, mailed] = [await made(), await made(), await made("telegram")];
    await draft(begun.number);
    await sentAbout(sent.number);
    await mailedAbout(mailed.number);
    const tables = (await since(before)).map(({ subjectTable }) => subjectTable);
    for (const table of ["notice", "notice_case", "notice_document", "notice_event", "notice_kept", "notice_delivery"])
      expect(tables).toContain(table);
    for (const { id } of [begun, sent, mailed]) await safeguardCase(reviewer, { ref: { id } });
    // The worker said whose mail server it met first, whatever there was to mail.
    expect((await since(before)).filter(({ action }) => action !== "mail.server_first")).toEqual([]);
    const both: UserActor = { ...auditor, roles: ["auditor", "safeguarding"] };
    expect((await since(before, both)).length).toBeGreaterThan(30);
  });

  it("goes on where one of their cases is not there, and neither a place nor a version tells that another is missing", async () => {
    const before = await readTrail(auditor);
    const [gone, stays] = [await made(), await made()];
    const number = await draft(gone.number, stays.number);
    await safeguardCase(reviewer, { ref: { id: gone.id } });
    const { version } = await db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } });
    const rest = "Le compte se sert des photos de quelqu’un d’autre et demande de l’argent à qui lui écrit.";
    await editNotice(reviewer, { number, version, edit: { explanation: rest } });
    const told = await since(before);
    expect(told.map(({ action, subjectTable, caseNumber }) => [action, subjectTable, caseNumber])).toEqual([
      ["case.opened", "account", stays.number],
      ["report.logged", "case", stays.number],
      ["report.logged", "report", stays.number],
      ["case.decided", "case", stays.number],
      ["notice.prepared", "notice", null],
      ["notice.prepared", "notice_case", stays.number],
      ["notice.edited", "notice", null],
    ]);
    const ofNotice = told.filter(({ action }) => action.startsWith("notice"));
    for (const { changes } of ofNotice) {
      expect(changes).not.toHaveProperty("version");
      expect(changes).not.toHaveProperty("position");
    }
    const text = JSON.stringify(ofNotice);
    for (const tale of [gone.id, gone.handle, String(gone.number)]) expect(text).not.toContain(tale);
  });

  it("comes back with the case, once two people let it out of the lane", async () => {
    const before = await readTrail(auditor);
    const one = await made();
    await draft(one.number);
    const open = await since(before);
    await safeguardCase(reviewer, { ref: { id: one.id } });
    expect(await since(before)).toEqual([]);
    const [first, second] = [await createActor("safeguarding"), await createActor("safeguarding")];
    await proposeLaneExit(first, { ref: { id: one.id }, reason: "adult_established" });
    await decideLaneExit(second, { ref: { id: one.id }, decision: "confirmed" });
    expect((await since(before)).filter(({ subjectTable }) => subjectTable !== "user")).toEqual(open);
  });

  it("is who did what, and not what a case is about: no category, no ground, no reference, no digest of a file", async () => {
    const before = await readTrail(auditor);
    await sentAbout((await made()).number);
    const text = JSON.stringify((await since(before)).map(({ changes }) => changes));
    for (const tale of ["STATEMENT_CATEGORY", "KEYWORD_", "legal_grounds", "REF-77", '"sha256"'])
      expect(text).not.toContain(tale);
    const { rows } = await asOwner("SELECT changes::text AS told FROM audit_entry WHERE subject_table LIKE 'notice%'");
    // They are in the trail itself, for whoever reads cases.
    expect(JSON.stringify(rows)).toContain("STATEMENT_CATEGORY");
  });
});
