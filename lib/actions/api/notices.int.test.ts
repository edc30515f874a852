import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { actorFor, createUser } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { sendNotice } from "@/lib/usecases/send-notice";
import { noticeEventSchema, noticeListSchema, readLedger, takeNoticeEvent } from "./notices";

let database: TestDatabase;
let script: UserActor;
let human: UserActor;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  await nameOrganisation();
  const user = await createUser({ roles: ["reviewer"] });
  human = actorFor(user);
  script = actorFor(user, ["case:read", "case:write", "notice:read", "notice:write"]);
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

/** A notice that a human has sent. */
async function sentNotice(): Promise<{ number: number; caseNumber: number }> {
  const reporter = actorFor(await createUser());
  const { number: caseNumber } = await confirmedCase({ reporter });
  const { number, version } = await prepareNotice(script, {
    ...{ kind: "terms_report", channelId: "x-in-app", caseNumbers: [caseNumber] },
  });
  const sending = { number, version, format: "form_text", sentAt: new Date(), kept: [], reference: "" } as const;
  await expect(sendNotice(script, { ...sending, kept: [] })).rejects.toMatchObject({ reason: "token_scope" });
  await sendNotice(human, { ...sending, kept: [] });
  return { number, caseNumber };
}

it("a script prepares a notice, sees it in the ledger, and records what became of it", async () => {
  const { number, caseNumber } = await sentNotice();
  const ledger = await readLedger(script, noticeListSchema.parse({ view: "waiting" }));
  expect(ledger.notices[0]).toMatchObject({ number, cases: [caseNumber], state: "sent" });
  const received = noticeEventSchema.parse({
    event: "received",
    reference: "X-77",
    receivedAt: "2026-11-20T10:00:00Z",
  });
  const { version } = await takeNoticeEvent(script, number, received);
  const answered = noticeEventSchema.parse({
    event: "answered",
    outcome: "account_suspended",
    informedOn: "2026-11-21",
  });
  expect((await takeNoticeEvent(script, number, answered)).version).toBeGreaterThan(version);
  expect(await db().notice.findUniqueOrThrow({ where: { number } })).toMatchObject({
    state: "answered",
    reference: "X-77",
  });
  const gone = noticeEventSchema.parse({ event: "verified_gone", caseNumber, verifiedAt: "2026-11-22T10:00:00Z" });
  await takeNoticeEvent(script, number, gone);
  const { id } = await db().notice.findUniqueOrThrow({ where: { number } });
  const [row] = await db().noticeCase.findMany({ where: { noticeId: id } });
  expect(row).toMatchObject({ outcome: "account_suspended", verifiedGoneAt: new Date("2026-11-22T10:00:00Z") });
});

it("a token without the scope reads and writes none, and no token says that a notice was sent", async () => {
  const { number } = await sentNotice();
  const reader = actorFor(await createUser({ roles: ["reviewer"] }), ["notice:read"]);
  const event = noticeEventSchema.parse({ event: "received", reference: "", receivedAt: "2026-11-20T10:00:00Z" });
  await expect(takeNoticeEvent(reader, number, event)).rejects.toMatchObject({ reason: "token_scope" });
  const other = actorFor(await createUser({ roles: ["reviewer"] }), ["case:read"]);
  await expect(readLedger(other, noticeListSchema.parse({}))).rejects.toMatchObject({ reason: "token_scope" });
  expect(noticeEventSchema.safeParse({ event: "sent", sentAt: "2026-11-20T10:00:00Z" }).success).toBe(false);
});
