import "server-only";
import { db, Prisma } from "@/lib/db/client";
import type { TokenScope, UserActor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { tokenHash } from "./create-token";

interface Row {
  id: string;
  userId: string;
  pseudonym: string;
  roles: Role[];
  scopes: TokenScope[];
  isStale: boolean;
}

/** Who a token speaks for at this moment, in one query; null where it is unknown, revoked, run out, or its owner suspended. */
export async function resumeToken(token: string, requestId: string): Promise<UserActor | null> {
  const [row] = await db().$queryRaw<Row[]>(Prisma.sql`
    SELECT t.id, u.id AS "userId", u.pseudonym, u.roles, t.scopes,
           t.last_used_at IS NULL OR t.last_used_at < clock_timestamp() - interval '1 minute' AS "isStale"
    FROM api_token t JOIN "user" u ON u.id = t.user_id
    WHERE t.token_hash = ${tokenHash(token)} AND t.revoked_at IS NULL AND t.expires_at > clock_timestamp() AND u.status = 'active'`);
  if (!row) return null;
  if (row.isStale) await touch(row.id);
  const { id, userId, pseudonym, roles, scopes } = row;
  return { kind: "user", id: userId, pseudonym, roles, token: { id, scopes }, requestId };
}

/** When a token was last used is kept to the minute, and is no change of state: the trail is silent about it. */
async function touch(id: string): Promise<void> {
  await db().$executeRaw(Prisma.sql`UPDATE api_token SET last_used_at = clock_timestamp()
    WHERE id = ${id}::uuid AND (last_used_at IS NULL OR last_used_at < clock_timestamp() - interval '1 minute')`);
}
