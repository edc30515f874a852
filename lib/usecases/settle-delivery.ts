import "server-only";
import { change } from "@/lib/db/change";
import { settleDeliveryRow } from "@/lib/db/deliveries";
import { lockNotice } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";

/** Whoever looked says whether a mail left that was cut short or refused, or has it tried again under the same Message-ID. */
export async function settleDelivery(
  actor: UserActor,
  { number, answer }: { number: number; answer: "left" | "again" },
): Promise<void> {
  assertCan(actor, "notice:send");
  await change(actor, "notice.delivery_settled", {}, async (tx) => {
    const row = await lockNotice(tx, number);
    if (!(await settleDeliveryRow(tx, row.id, answer === "left" ? "sent" : "waiting")))
      throw conflict("notice_mail_settled");
  });
}
