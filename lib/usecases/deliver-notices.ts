import "server-only";
import { type RawMailOutcome, sendRawMail } from "@/lib/adapters/raw-mail";
import { db } from "@/lib/db/client";
import { hasDueDelivery, type ClaimedDelivery, type DeliveryEnd } from "@/lib/db/deliveries";
import { deliveryPauseMinutes, isRefusedForGood } from "@/lib/domain/notices/delivery";
import { askAboutSilent, deliverRound } from "./deliver-round";
import { mayMail } from "./post-mail";

/** The worker's round of mails: what waits leaves, each once. Returns how many left. */
export async function deliverNotices(): Promise<number> {
  await askAboutSilent();
  if (!(await hasDueDelivery(db(), ["mail"])) || !(await mayMail())) return 0;
  return deliverRound(["mail"], attempt);
}

async function attempt(due: ClaimedDelivery): Promise<DeliveryEnd> {
  const document = await db().noticeDocument.findUnique({
    where: { noticeId_format: { noticeId: due.noticeId, format: "eml" } },
    select: { bytes: true },
  });
  if (document === null || due.mailbox === null) return { state: "failed", failure: "no_document" };
  return endOf(await sendRawMail(due.mailbox, document.bytes), due.attempts);
}

function endOf(outcome: RawMailOutcome, attempts: number): DeliveryEnd {
  if (outcome.kind === "sent") return { state: "sent", response: outcome.response };
  if (outcome.kind === "unsure") return { state: "perhaps_sent" };
  const response = outcome.kind === "refused" ? outcome.response : null;
  const pauseMinutes = response !== null && isRefusedForGood(response) ? null : deliveryPauseMinutes(attempts);
  const failure = outcome.kind;
  return pauseMinutes === null
    ? { state: "failed", failure, response }
    : { state: "waiting", failure, response, pauseSeconds: pauseMinutes * 60 };
}
