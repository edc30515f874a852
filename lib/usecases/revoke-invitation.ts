import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

/** The link is worth nothing from here on. @throws DomainError `not_found` for one that was used or revoked already. */
export async function revokeInvitation(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "person:invite");
  await change(actor, "person.invitation_revoked", {}, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw notFound("invitation");
  });
}
