import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { change } from "@/lib/db/change";
import { tokenScopes, type TokenScope, type UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { invalidInput } from "@/lib/domain/errors";

export const tokenDaysAtMost = 365;

/** What is kept of a token: its digest. It holds 256 random bits, so that a plain one is enough. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/**
 * Makes a personal token. The answer is the only time that it is seen.
 * @throws DomainError `invalid_input` for a name, scope or number of days that does not fit.
 */
export async function createToken(
  actor: UserActor,
  input: { name: string; scopes: readonly TokenScope[]; days: number },
): Promise<{ id: string; token: string; expiresAt: Date }> {
  assertCan(actor, "token:manage_own");
  const name = input.name.trim();
  if (name.length < 1 || name.length > 80) throw invalidInput("token_name", { maximum: 80 });
  const scopes = [...new Set(input.scopes)].filter((scope) => tokenScopes.includes(scope));
  if (scopes.length === 0) throw invalidInput("token_scopes");
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > tokenDaysAtMost) throw invalidInput("token_days", { maximum: tokenDaysAtMost });
  const token = `dmq_${randomBytes(32).toString("base64url")}`;
  const expiresAt = new Date(Date.now() + input.days * 86_400_000);
  const { id } = await change(actor, "token.created", {}, (tx) =>
    tx.apiToken.create({ data: { userId: actor.id, name, scopes, expiresAt, tokenHash: tokenHash(token) }, select: { id: true } }),
  );
  return { id, token, expiresAt };
}
