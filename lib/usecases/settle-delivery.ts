import "server-only";
import { change } from "@/lib/db/change";
import { settleDeliveryRow } from "@/lib/db/deliveries";
import { lockNotice } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";
import type { SettleDeliveryInput } from "@/lib/domain/notices/notice-edit";
import { receiveReport } from "./receive-report";

/**
 * Whoever looked says whether a mail or a report left that was cut short or refused, or has it tried again: a mail under the same
 * Message-ID, a report as it was frozen. A report that did arrive has a number over there.
 */
export async function settleDelivery(
  actor: UserActor,
  { number, answer, report, reference = "" }: SettleDeliveryInput,
): Promise<void> {
  assertCan(actor, "notice:send");
  const left = answer === "left";
  const said = { to: left ? "sent" : "waiting", reference: left ? reference : "" } as const;
  await change(actor, "notice.delivery_settled", {}, async (tx) => {
    const row = await lockNotice(tx, number);
    const settled = await settleDeliveryRow(tx, { noticeId: row.id, reportId: report ?? null }, said);
    if (settled === null) throw conflict("notice_mail_settled");
    if (left && settled.caseId !== null)
      await receiveReport(
        tx,
        { noticeId: row.id, number, caseId: settled.caseId },
        { reference, recordedBy: actor.id },
      );
  });
}
