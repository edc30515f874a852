import "server-only";
import { nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { countDeliveries, readReferences } from "@/lib/db/deliveries";
import { lockNotice } from "@/lib/db/notices";
import { nextDueOf } from "@/lib/db/notice-tracking";
import { joinedReferences } from "@/lib/domain/notices/api-reports";

interface Receipt {
  /** The service's number; "" where nobody knows one. */
  readonly reference: string;
  /** Null where the service itself answered. */
  readonly recordedBy: string | null;
}

/**
 * A report has ended: where the service gave it a number, that is the receipt of its case. Once none of the notice's reports is on its
 * way or doubtful, the notice itself counts as received, under all their numbers.
 */
export async function receiveReport(
  tx: Tx,
  about: { noticeId: string; number: number; caseId: string },
  { reference, recordedBy }: Receipt,
): Promise<void> {
  const { noticeId, number, caseId } = about;
  const row = await lockNotice(tx, number);
  const receivedAt = new Date();
  await nameAction(tx, "notice.received");
  const [open] = await tx.$queryRaw<object[]>`
    SELECT 1 FROM "case" WHERE id = ${caseId}::uuid AND state NOT IN ('safeguarding', 'erased', 'authentic') FOR UPDATE`;
  if (open && reference !== "") {
    const happenedAt = receivedAt;
    await tx.noticeEvent.create({ data: { noticeId, caseId, kind: "received", reference, happenedAt, recordedBy } });
  }
  const unended = await countDeliveries(tx, noticeId, ["waiting", "sending", "perhaps_sent", "failed"]);
  const all = joinedReferences(await readReferences(tx, noticeId));
  if (unended > 0 || all === "" || row.state !== "sent") return;
  const received = { state: "received", reference: all, receivedAt, version: row.version + 1 };
  await tx.notice.update({ where: { id: noticeId }, data: received });
  const cases = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM notice_case nc JOIN "case" c ON c.id = nc.case_id
    WHERE nc.notice_id = ${noticeId}::uuid AND c.state IN ('notified', 'refused', 'unanswered') ORDER BY c.id FOR UPDATE OF c`;
  for (const { id } of cases) await tx.case.update({ where: { id }, data: { dueAt: await nextDueOf(tx, id) } });
}
