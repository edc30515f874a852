import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

/** Ends a token of one's own; it is refused from the next request on. */
export async function revokeToken(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "token:manage_own");
  const { count } = await change(actor, "token.revoked", {}, (tx) =>
    tx.apiToken.updateMany({ where: { id, userId: actor.id, revokedAt: null }, data: { revokedAt: new Date() } }),
  );
  if (count !== 1) throw notFound("token");
}
