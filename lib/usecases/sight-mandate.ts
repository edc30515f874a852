import "server-only";
import { change } from "@/lib/db/change";
import { lockMandate } from "@/lib/db/mandates";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";
import { mandateExpiry, sightingsNeeded } from "@/lib/domain/mandate";

/**
 * A reviewer saw the code on the authentic account. The second different one verifies the mandate, for twelve months.
 * @throws DomainError `conflict` for one that is no longer pending, or that this reviewer has seen already.
 */
export async function sightMandate(actor: UserActor, { number }: { number: number }): Promise<{ isVerified: boolean }> {
  assertCan(actor, "mandate:verify");
  return change(actor, "mandate.sighted", {}, async (tx) => {
    const mandate = await lockMandate(tx, number);
    if (mandate.status !== "pending") throw conflict("mandate_not_pending", { number });
    const seenBy = await tx.mandateSighting.findMany({
      where: { mandateId: mandate.id },
      select: { reviewerId: true },
    });
    if (seenBy.some((sighting) => sighting.reviewerId === actor.id)) throw conflict("mandate_seen_already", { number });
    await tx.mandateSighting.create({ data: { mandateId: mandate.id, reviewerId: actor.id } });
    const isVerified = seenBy.length + 1 >= sightingsNeeded;
    if (isVerified) {
      const verifiedAt = new Date();
      await tx.mandate.update({
        where: { id: mandate.id },
        data: { status: "verified", verifiedAt, expiresAt: mandateExpiry(verifiedAt) },
      });
    }
    return { isVerified };
  });
}
