import "server-only";
import { randomUUID } from "node:crypto";
import { type RawMailOutcome, sendRawMail } from "@/lib/adapters/raw-mail";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import {
  claimDelivery,
  countSilent,
  endClaim,
  hasDueDelivery,
  markSilent,
  type ClaimedDelivery,
  type DeliveryEnd,
} from "@/lib/db/deliveries";
import { notify } from "@/lib/db/notifications";
import type { JobActor } from "@/lib/domain/access/actor";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { deliveryPauseMinutes, isRefusedForGood, type DeliveryState } from "@/lib/domain/notices/delivery";
import { mayMail } from "./post-mail";

const product: JobActor = { kind: "job", name: "mail_notices", requestId: "mail-notices" };
/** So that one round ends, however much waits. */
const mailsARound = 50;

const actionOf: Readonly<Record<DeliveryState, AuditAction>> = {
  waiting: "notice.delivery_failed",
  sending: "notice.delivery_begun",
  sent: "notice.delivered",
  perhaps_sent: "notice.delivery_unsure",
  failed: "notice.delivery_failed",
  cancelled: "notice.delivery_cancelled",
};

/**
 * The worker's round: what waits leaves, each once. That a try begins is written and committed before the first byte, so that a worker
 * killed after it leaves a row that nobody sends again by itself. Returns how many mails left.
 */
export async function deliverNotices(): Promise<number> {
  if ((await countSilent(db())) > 0) await askAboutSilent();
  if (!(await hasDueDelivery(db())) || !(await mayMail())) return 0;
  let sent = 0;
  for (let round = 0; round < mailsARound; round += 1) {
    const claim = randomUUID();
    const due = await change(product, "notice.delivery_begun", {}, (tx) => claimDelivery(tx, claim));
    if (due === null) break;
    const end = due.isClosed ? ({ state: "cancelled", failure: "case_gone" } as const) : await attempt(due);
    await finish(due, claim, end);
    if (end.state === "sent") sent += 1;
  }
  return sent;
}

async function attempt(due: ClaimedDelivery): Promise<DeliveryEnd> {
  const document = await db().noticeDocument.findUnique({
    where: { noticeId_format: { noticeId: due.noticeId, format: "eml" } },
    select: { bytes: true },
  });
  if (document === null) return { state: "failed", failure: "no_document" };
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
    : { state: "waiting", failure, response, pauseMinutes };
}

async function finish(due: ClaimedDelivery, claim: string, end: DeliveryEnd): Promise<void> {
  await change(product, actionOf[end.state], {}, async (tx) => {
    const isOurs = await endClaim(tx, due.noticeId, claim, end);
    if (!isOurs || end.state === "sent" || end.state === "waiting") return;
    const kind = end.state === "perhaps_sent" ? "notice_perhaps_mailed" : "notice_not_mailed";
    await notify(tx, { to: [due.askedBy], kind, params: { number: due.number } });
  });
}

async function askAboutSilent(): Promise<void> {
  await change(product, "notice.delivery_unsure", {}, async (tx) => {
    for (const { number, askedBy } of await markSilent(tx))
      await notify(tx, { to: [askedBy], kind: "notice_perhaps_mailed", params: { number } });
  });
}
