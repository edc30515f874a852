import "server-only";
import { change } from "@/lib/db/change";
import { notify } from "@/lib/db/notifications";
import { countFactors, deleteRecoveryCodes, deleteTotp, isFactorRequired, lockFactors } from "@/lib/db/second-factors";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { conflict, forbidden, notFound } from "@/lib/domain/errors";

/**
 * Takes one of one's own factors away: the app (null) or a passkey. The last one stays while one is required; with the last one the
 * recovery codes go.
 * @throws DomainError `conflict` (last_factor), `not_found`, `forbidden` (step_up_needed).
 */
export async function removeFactor(actor: UserActor, passkeyId: string | null): Promise<void> {
  if (actor.token) throw forbidden("token_scope");
  assertRecentlyConfirmed(actor, new Date());
  await change(actor, "person.factor_removed", {}, async (tx) => {
    await lockFactors(tx, actor.id);
    const isGone =
      passkeyId === null
        ? await deleteTotp(tx, actor.id)
        : (await tx.passkey.deleteMany({ where: { id: passkeyId, userId: actor.id } })).count === 1;
    if (!isGone) throw notFound("factor");
    const { hasTotp, passkeys } = await countFactors(tx, actor.id);
    if (!hasTotp && passkeys === 0) {
      if (await isFactorRequired(tx, actor.id)) throw conflict("last_factor");
      await deleteRecoveryCodes(tx, actor.id);
    }
    await notify(tx, {
      to: [actor.id],
      kind: "factor_removed",
      params: { what: passkeyId === null ? "totp" : "passkey" },
    });
  });
}

/** @throws DomainError `not_found` for a passkey that is not one's own. */
export async function renamePasskey(actor: UserActor, id: string, name: string): Promise<void> {
  if (actor.token) throw forbidden("token_scope");
  await change(actor, "person.passkey_renamed", {}, async (tx) => {
    const { count } = await tx.passkey.updateMany({ where: { id, userId: actor.id }, data: { name } });
    if (count === 0) throw notFound("factor");
  });
}
