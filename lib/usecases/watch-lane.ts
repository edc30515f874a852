import "server-only";
import { randomUUID } from "node:crypto";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { endExit, laneTellingLock, lockExpiredExit } from "@/lib/db/lane";
import { holdersOf, notify } from "@/lib/db/notifications";
import type { JobActor } from "@/lib/domain/access/actor";
import { remindAfterMinutes } from "@/lib/domain/lane/stay";
import { purgeLane } from "./purge-evidence";

/**
 * What the lane's clocks ask for: its people are told that a case came and, before the hour is over, that it was not referred yet;
 * what was locked is purged after a day; what nobody confirmed in a week lapses.
 */
export async function watchLane(): Promise<void> {
  const requestId = randomUUID();
  const actor: JobActor = { kind: "job", name: "lane", requestId };
  await change(actor, "case.lane_taken", { lock: laneTellingLock }, async (tx) => {
    await tell(tx, "lane_case_came", await stampArrivals(tx));
    await tell(tx, "lane_referral_due", await stampLate(tx));
  });
  await purgeLane(requestId);
  while (await lapseOne({ ...actor, requestId: randomUUID() }));
}

/**
 * One word for however many there are: it says nothing of any. Two workers at once would each say it of a part: one waits for the other,
 * and what somebody has in hand is waited for.
 */
async function tell(tx: Tx, kind: "lane_case_came" | "lane_referral_due", count: number): Promise<void> {
  if (count > 0) await notify(tx, { to: await holdersOf(tx, "safeguarding"), kind, params: {} });
}

const stampArrivals = (tx: Tx): Promise<number> => tx.$executeRaw`
  UPDATE lane_stay SET told_at = now() WHERE case_id IN (SELECT case_id FROM lane_stay WHERE told_at IS NULL FOR UPDATE)`;

const stampLate = (tx: Tx): Promise<number> => tx.$executeRaw`
  UPDATE lane_stay SET reminded_at = now() WHERE case_id IN (
    SELECT l.case_id FROM lane_stay l JOIN "case" c ON c.id = l.case_id
    WHERE l.reminded_at IS NULL AND c.lane_since <= now() - make_interval(mins => ${remindAfterMinutes}::integer)
      AND NOT EXISTS (SELECT 1 FROM safety_referral r WHERE r.case_id = l.case_id AND r.recorded_at >= c.lane_since)
    FOR UPDATE OF l)`;

function lapseOne(actor: JobActor): Promise<boolean> {
  return change(actor, "case.lane_exit_lapsed", {}, async (tx) => {
    const row = await lockExpiredExit(tx);
    if (row !== null) await endExit(tx, row.id, "lapsed", null);
    return row !== null;
  });
}

/** Single reveals of more than a week ago become a number of their owner's. */
export async function foldReveals(): Promise<void> {
  await db().$queryRaw`SELECT fold_reveals()`;
}
