import "server-only";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { lockNotice, type NoticeRow } from "@/lib/db/notices";
import { nextDueOf } from "@/lib/db/notice-tracking";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";
import type { ReceiptInput } from "@/lib/domain/notices/notice-tracking-input";

const tracked = ["sent", "received", "answered"];

/** @throws DomainError `conflict` for a draft, or a notice of which this desk holds no more than its dates. */
export function assertHasLeft(row: NoticeRow, version?: number): void {
  if (!tracked.includes(row.state)) throw conflict("notice_not_sent", { state: row.state });
  if (version !== undefined && row.version !== version) throw conflict("notice_changed", { version: row.version });
}

/** The desk acknowledged the notice; its own reference is what a later complaint has to name. */
export async function recordReceipt(actor: UserActor, input: ReceiptInput): Promise<{ version: number }> {
  assertCan(actor, "notice:record");
  return change(actor, "notice.received", {}, async (tx) => {
    const row = await lockNotice(tx, input.number);
    assertHasLeft(row, input.version);
    return { version: await writeReceipt(tx, actor, row, input) };
  });
}

export async function writeReceipt(
  tx: Tx,
  actor: UserActor,
  row: NoticeRow,
  { reference, receivedAt }: { reference: string; receivedAt: Date },
): Promise<number> {
  const version = row.version + 1;
  const state = row.state === "sent" ? "received" : row.state;
  await tx.notice.update({ where: { id: row.id }, data: { state, reference, receivedAt, version } });
  const cases = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM notice_case nc JOIN "case" c ON c.id = nc.case_id
    WHERE nc.notice_id = ${row.id}::uuid AND c.state NOT IN ('safeguarding', 'erased', 'authentic') ORDER BY c.id FOR UPDATE OF c`;
  for (const { id } of cases) {
    await tx.noticeEvent.create({
      data: { noticeId: row.id, caseId: id, kind: "received", reference, happenedAt: receivedAt, recordedBy: actor.id },
    });
    await tx.case.updateMany({
      where: { id, state: { in: ["notified", "refused", "unanswered"] } },
      data: { dueAt: await nextDueOf(tx, id) },
    });
  }
  return version;
}
