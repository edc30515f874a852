import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { DomainError } from "@/lib/domain/errors";
import { releaseCase } from "./release-case";

/**
 * Gives back whatever the person still holds, so that nobody waits for them; drafts stay. Signing out is the browser's part. A case
 * that moved meanwhile is no longer theirs to give back. Returns how many went back.
 */
export async function endEvening(actor: UserActor): Promise<number> {
  const held = await db().case.findMany({
    where: { heldBy: actor.id, leaseUntil: { gt: new Date() }, state: { in: ["in_review", "second_opinion"] } },
    select: { id: true },
  });
  let released = 0;
  for (const { id } of held) {
    try {
      await releaseCase(actor, { ref: { id } });
      released += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return released;
}
