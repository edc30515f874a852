import "server-only";
import { networkAddressDigest } from "@/lib/db/access-log";
import { ask, db, Prisma } from "@/lib/db/client";
import { kept } from "@/lib/db/kept-statements";
import { spend } from "@/lib/db/rate-limits";
import { closedDesk, readMode } from "@/lib/domain/access/mode";
import type { TokenScope, UserActor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { forbidden } from "@/lib/domain/errors";
import { charterVersion } from "@/lib/domain/vetting/charter";
import { secretHash } from "./secret-link";

interface Row {
  id: string;
  userId: string;
  pseudonym: string;
  roles: Role[];
  scopes: TokenScope[];
  charterVersion: string | null;
  isStale: boolean;
  mode: unknown;
}

/**
 * Who is behind a token's secret; null where it is unknown, revoked, run out, or its person suspended. One query, and a second at
 * most once a minute. Wrong ones are counted per address, right ones are not: they cost nothing but the query.
 * @throws DomainError `limited` for a place that sends too many wrong ones; `unavailable` (closed_mode); `forbidden` (charter_needed).
 */
export async function resumeToken(
  secret: string,
  networkAddress: string,
  requestId: string,
): Promise<UserActor | null> {
  const [row] = await ask<Row>(Prisma.sql`${kept}
    SELECT t.id, u.id AS "userId", u.pseudonym, live_roles(u.roles, u.vetted_until) AS roles,
           u.charter_version AS "charterVersion", t.scopes,
           coalesce(t.last_used_at < clock_timestamp() - interval '1 minute', true) AS "isStale",
           (SELECT value FROM setting WHERE key = 'mode') AS mode
    FROM api_token t JOIN "user" u ON u.id = t.user_id
    WHERE t.token_hash = ${secretHash(secret)} AND t.revoked_at IS NULL AND t.expires_at > clock_timestamp() AND u.status = 'active'`);
  if (!row) {
    await spend("token_refused", networkAddressDigest(networkAddress, new Date()));
    return null;
  }
  if (readMode(row.mode).mode === "closed") throw closedDesk();
  if (row.charterVersion !== charterVersion) throw forbidden("charter_needed");
  const { id, userId, pseudonym, roles, scopes } = row;
  const actor: UserActor = { kind: "user", id: userId, pseudonym, roles, token: { id, scopes }, requestId };
  if (row.isStale) await markUsed(id);
  return actor;
}

/** The column is silent, no change of state: no entry of the trail comes of this, and it is noted in an incident as well. */
async function markUsed(id: string): Promise<void> {
  await db().$executeRaw`
    UPDATE api_token SET last_used_at = clock_timestamp()
    WHERE id = ${id}::uuid AND coalesce(last_used_at < clock_timestamp() - interval '1 minute', true)`;
}
