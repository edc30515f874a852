import "server-only";
import { randomUUID } from "node:crypto";
import { commitTransition, getCaseSnapshot } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { db, Prisma } from "@/lib/db/client";
import type { JobActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { stateAfterRelease } from "@/lib/domain/case/lease";

const atOnce = 500;

/**
 * Puts the cases whose lease has run out back into the queue, one transaction each. A lease renewed or given back in the
 * meantime is left alone, and two instances at it end each lease once. Returns how many were ended.
 */
export async function endLeases(requestId: string = randomUUID()): Promise<number> {
  const actor: JobActor = { kind: "job", name: "leases", requestId };
  const due = await db().$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT c.id FROM "case" c WHERE c.lease_until <= clock_timestamp() AND c.state IN ('in_review', 'second_opinion')
    ORDER BY c.lease_until LIMIT ${atOnce}`);
  let ended = 0;
  for (const { id } of due) if (await endLease(actor, id)) ended += 1;
  return ended;
}

function endLease(actor: JobActor, id: string): Promise<boolean> {
  return change(actor, "case.lease_ended", {}, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, { id }, true);
    const isDue =
      current.heldBy !== null &&
      !current.facts.isHeld &&
      (current.state === "in_review" || current.state === "second_opinion");
    if (!isDue) return false;
    assertCan(actor, "case:release", current.facts);
    await commitTransition(tx, current, "release", stateAfterRelease(current), { heldBy: null, leaseUntil: null });
    return true;
  });
}
