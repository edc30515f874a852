import "server-only";
import { change } from "@/lib/db/change";
import type { TokenScope, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { DomainError, invalidInput } from "@/lib/domain/errors";
import { newSecret, secretHash } from "./secret-link";

export const tokenPrefix = "dmq_";
export const tokensAtMost = 20;

export interface TokenInput {
  name: string;
  scopes: TokenScope[];
  days: number;
}

/** The secret is in the answer and nowhere else. @throws DomainError `limited` (tokens_at_most), `invalid_input` (token_lifetime). */
export async function createToken(
  actor: UserActor,
  input: TokenInput,
): Promise<{ id: string; secret: string; expiresAt: Date }> {
  assertCan(actor, "token:manage_own");
  assertRecentlyConfirmed(actor, new Date());
  const { name, scopes, days } = input;
  if (!Number.isInteger(days) || days < 1 || days > 365) throw invalidInput("token_lifetime");
  const secret = `${tokenPrefix}${newSecret()}`;
  const now = new Date();
  const expiresAt = new Date(now.getTime() + days * 86_400_000);
  const { id } = await change(actor, "token.created", {}, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`demasque.token:${actor.id}`}, 0))`;
    const live = await tx.apiToken.count({ where: { userId: actor.id, revokedAt: null, expiresAt: { gt: now } } });
    if (live >= tokensAtMost) throw new DomainError("limited", "tokens_at_most", { maximum: tokensAtMost });
    return tx.apiToken.create({ data: { userId: actor.id, name, scopes, tokenHash: secretHash(secret), expiresAt } });
  });
  return { id, secret, expiresAt };
}
