import "server-only";
import { change } from "@/lib/db/change";
import { addIdentity, endIdentity, findByIdentity, type IdentityName } from "@/lib/db/external-identities";
import { notify } from "@/lib/db/notifications";
import type { UserActor } from "@/lib/domain/access/actor";
import { conflict, DomainError, forbidden, notFound } from "@/lib/domain/errors";

/**
 * From here on the person may also sign in at the provider. Only they do this, signed in and from their settings; no address does it
 * for them.
 * @throws DomainError `conflict` (identity_taken) where it is somebody else's.
 */
export async function linkIdentity(actor: UserActor, identity: IdentityName): Promise<void> {
  if (actor.token) throw forbidden("token_scope");
  const known = await findByIdentity(identity);
  if (known?.id === actor.id) return;
  try {
    if (known !== null) throw conflict("already_exists");
    await change(actor, "person.identity_linked", {}, async (tx) => {
      await addIdentity(tx, actor.id, identity);
      await notify(tx, {
        to: [actor.id],
        kind: "identity_linked",
        params: { issuer: new URL(identity.issuer).host.slice(0, 120) },
      });
    });
  } catch (error) {
    if (error instanceof DomainError && error.reason === "already_exists") throw conflict("identity_taken");
    throw error;
  }
}

/** @throws DomainError `not_found`; `conflict` (last_way_in) where the person has no password to sign in with. */
export async function unlinkIdentity(actor: UserActor, id: string): Promise<void> {
  if (actor.token) throw forbidden("token_scope");
  await change(actor, "person.identity_unlinked", {}, async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: actor.id }, select: { passwordHash: true } });
    if (!(await endIdentity(tx, actor.id, id))) throw notFound("identity");
    const others = await tx.externalIdentity.count({ where: { userId: actor.id, endedAt: null } });
    if (user.passwordHash === null && others === 0) throw conflict("last_way_in");
  });
}
