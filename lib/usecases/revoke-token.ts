import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

/** The token is worth nothing from its next use on. @throws DomainError `not_found` for one that is not the actor's or has ended. */
export async function revokeToken(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "token:manage_own");
  await change(actor, "token.revoked", {}, async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id, userId: actor.id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (count === 0) throw notFound("token");
  });
}
