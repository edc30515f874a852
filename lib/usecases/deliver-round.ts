import "server-only";
import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import {
  claimDelivery,
  countDeliveries,
  countSilent,
  endClaim,
  markSilent,
  postponeOthers,
  type ClaimedDelivery,
  type DeliveryEnd,
} from "@/lib/db/deliveries";
import { lockNotice } from "@/lib/db/notices";
import { notify } from "@/lib/db/notifications";
import type { JobActor } from "@/lib/domain/access/actor";
import type { AuditAction } from "@/lib/domain/audit/actions";
import type { DeliveryMethod, DeliveryState } from "@/lib/domain/notices/delivery";
import { receiveReport } from "./receive-report";

const product: JobActor = { kind: "job", name: "mail_notices", requestId: "mail-notices" };
/** So that one round ends, however much waits. */
const deliveriesARound = 50;

const actionOf: Readonly<Record<DeliveryState, AuditAction>> = {
  waiting: "notice.delivery_failed",
  sending: "notice.delivery_begun",
  sent: "notice.delivered",
  perhaps_sent: "notice.delivery_unsure",
  failed: "notice.delivery_failed",
  cancelled: "notice.delivery_cancelled",
};

/**
 * What waits by these ways leaves, each once. That a try begins is written and committed before the first byte, so that a worker killed
 * after it leaves a row that nobody sends again by itself. Returns how many left.
 */
export async function deliverRound(
  methods: readonly DeliveryMethod[],
  attempt: (due: ClaimedDelivery) => Promise<DeliveryEnd>,
): Promise<number> {
  let sent = 0;
  for (let round = 0; round < deliveriesARound; round += 1) {
    const claim = randomUUID();
    const due = await change(product, "notice.delivery_begun", {}, (tx) => claimDelivery(tx, claim, methods));
    if (due === null) break;
    const end = due.isClosed ? ({ state: "cancelled", failure: "case_gone" } as const) : await attempt(due);
    await finish(due, claim, end);
    if (end.state === "sent") sent += 1;
  }
  return sent;
}

async function finish(due: ClaimedDelivery, claim: string, end: DeliveryEnd): Promise<void> {
  await change(product, actionOf[end.state], {}, async (tx) => {
    // Of a notice's reports that end at once, the last one sees all the others.
    if (due.caseId !== null) await lockNotice(tx, due.number);
    if (!(await endClaim(tx, due.id, claim, end))) return;
    if (end.restSeconds !== undefined) await postponeOthers(tx, due, end.restSeconds);
    if (end.state === "waiting") return;
    if ((end.state === "sent" || end.state === "cancelled") && due.caseId !== null)
      await receiveReport(tx, { ...due, caseId: due.caseId }, { reference: end.reference ?? "", recordedBy: null });
    if (end.state !== "sent") await tell(tx, due, end.state === "perhaps_sent");
  });
}

/** Of the reports of one notice the first says so: they are looked at together. */
async function tell(tx: Tx, due: ClaimedDelivery, isUnsure: boolean): Promise<void> {
  const states = isUnsure ? (["perhaps_sent"] as const) : (["failed", "cancelled"] as const);
  if (due.method !== "mail" && (await countDeliveries(tx, due.noticeId, states)) > 1) return;
  await notify(tx, { to: [due.askedBy], kind: kindOf(due.method, isUnsure), params: { number: due.number } });
}

const kindOf = (method: DeliveryMethod, isUnsure: boolean) => {
  if (method === "mail") return isUnsure ? "notice_perhaps_mailed" : "notice_not_mailed";
  return isUnsure ? "notice_perhaps_reported" : "notice_not_reported";
};

/** Tries that nobody speaks of any more were cut short; whoever asked for them is asked. */
export async function askAboutSilent(): Promise<void> {
  if ((await countSilent(db())) === 0) return;
  await change(product, "notice.delivery_unsure", {}, async (tx) => {
    const told = new Set<string>();
    for (const { number, askedBy, method } of await markSilent(tx)) {
      const kind = kindOf(method, true);
      if (told.has(`${kind} ${String(number)}`)) continue;
      told.add(`${kind} ${String(number)}`);
      await notify(tx, { to: [askedBy], kind, params: { number } });
    }
  });
}
