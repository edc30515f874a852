import "server-only";
import { compareAgain } from "@/lib/db/banks";
import { change } from "@/lib/db/change";
import { beginWaiting, countOtherReviewers, holdCasesOf, lockMandate, mandatesLock } from "@/lib/db/mandates";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict, forbidden } from "@/lib/domain/errors";
import { isCodeAwaited, mandateExpiry, mayCreatorSight, sightingsNeeded } from "@/lib/domain/mandate";

/**
 * A reviewer saw the code on the authentic account. The second different one verifies the mandate, for twelve months from then on;
 * whoever wrote it down counts only where there are not two others.
 * @throws DomainError `conflict` where no code waits to be seen, or this reviewer has seen it already; `forbidden`
 * (mandate_creator_sights_not).
 */
export async function sightMandate(actor: UserActor, { number }: { number: number }): Promise<{ isVerified: boolean }> {
  assertCan(actor, "mandate:verify");
  return change(actor, "mandate.sighted", { lock: mandatesLock }, async (tx) => {
    await holdCasesOf(tx, number);
    const mandate = await lockMandate(tx, number);
    const now = new Date();
    if (!isCodeAwaited(mandate, now)) throw conflict("mandate_not_pending", { number });
    const { id: mandateId, round } = mandate;
    const seenBy = await tx.mandateSighting.findMany({ where: { mandateId, round }, select: { reviewerId: true } });
    if (seenBy.some((sighting) => sighting.reviewerId === actor.id)) throw conflict("mandate_seen_already", { number });
    if (mandate.createdBy === actor.id && !mayCreatorSight(await countOtherReviewers(tx, actor.id)))
      throw forbidden("mandate_creator_sights_not");
    await tx.mandateSighting.create({ data: { mandateId, reviewerId: actor.id, round } });
    const isVerified = seenBy.length + 1 >= sightingsNeeded;
    if (isVerified) {
      // After a time without it: somebody waits for its cases again.
      await beginWaiting(tx, mandateId);
      await tx.mandate.update({
        where: { id: mandateId },
        data: {
          status: "verified",
          verifiedAt: now,
          expiresAt: mandateExpiry(now),
          renewingSince: null,
          toldEndAt: null,
        },
      });
      await compareAgain(tx, mandateId);
    }
    return { isVerified };
  });
}
