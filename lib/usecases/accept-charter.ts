import "server-only";
import { change } from "@/lib/db/change";
import { lockPeople } from "@/lib/db/people";
import type { UserActor } from "@/lib/domain/access/actor";
import { conflict, forbidden } from "@/lib/domain/errors";
import { charterVersion } from "@/lib/domain/vetting/charter";
import { admitIfReady } from "./admit-person";

/**
 * By the person themself, in the browser, of the version that they were shown. For whoever was invited it may be the last thing
 * that was missing.
 * @throws DomainError `conflict` (charter_changed) where a newer one came meanwhile; `forbidden` (token_scope).
 */
export async function acceptCharter(actor: UserActor, version: string): Promise<void> {
  if (actor.token) throw forbidden("token_scope");
  if (version !== charterVersion) throw conflict("charter_changed");
  await change(actor, "charter.accepted", {}, async (tx) => {
    await lockPeople(tx);
    const { count } = await tx.user.updateMany({
      where: { id: actor.id, OR: [{ charterVersion: null }, { charterVersion: { not: version } }] },
      data: { charterVersion: version },
    });
    if (count === 0) return;
    await tx.charterAcceptance.create({ data: { userId: actor.id, version } });
    await admitIfReady(tx, actor, actor.id, new Date());
  });
}
