import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import type { TrailChanges, TrailContext, TrailEntry, TrailViewer } from "@/lib/domain/audit/mask";
import { Prisma, type Db } from "./client";

/** The columns of `audit_entry e` that make a TrailEntry. */
export const trailColumns = Prisma.sql`e.id::text AS id, e.at, e.actor, e.action, e.reason, e.request_id AS "requestId", e.operation,
  e.subject_table AS "subjectTable", e.subject_id AS "subjectId", e.case_id AS "caseId", e.is_lane AS "isLane", e.changes`;

/** A case whose opinions may still be given in its present round, as SQL about `"case" c`. */
export const roundIsUndecided = Prisma.sql`(c.state IN ('draft', 'open', 'reopened', 'in_review', 'second_opinion', 'safeguarding')
  AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.case_id = c.id AND d.round = c.round))`;

/** The names under which the trail knows a reader: themselves and their tokens. */
export async function trailViewerOf(db: Db, actor: UserActor): Promise<TrailViewer> {
  const tokens = await db.apiToken.findMany({ where: { userId: actor.id }, select: { id: true } });
  return { names: new Set([`user:${actor.id}`, ...tokens.map((token) => `token:${token.id}`)]), roles: actor.roles };
}

/** What the mask needs to know of each of these cases; a case that is not there has no entry in the map. */
export async function trailContexts(db: Db, caseIds: readonly string[]): Promise<Map<string, TrailContext>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db.$queryRaw<(TrailContext & { id: string })[]>`
    SELECT c.id, c.state = 'safeguarding' AS "isInLane", ${roundIsUndecided} AS "isUndecided",
      coalesce((SELECT max(e.id) FROM audit_entry e WHERE e.case_id = c.id AND e.subject_table = 'case' AND e.operation = 'update'
                   AND e.changes ? 'round'), 0)::text AS "roundStartsAfter"
    FROM "case" c WHERE c.id = ANY (${[...caseIds]}::uuid[])`;
  return new Map(rows.map(({ id, ...context }) => [id, context]));
}

/** The last entries about one case, oldest first. */
export async function trailOfCase(db: Db, caseId: string, limit: number): Promise<TrailEntry[]> {
  const rows = await db.$queryRaw<(Omit<TrailEntry, "changes"> & { changes: TrailChanges })[]>`
    SELECT ${trailColumns} FROM audit_entry e WHERE e.case_id = ${caseId}::uuid ORDER BY e.id DESC LIMIT ${limit}`;
  return rows.reverse();
}

/** Pseudonyms for names of the trail: of people, and of the owners of tokens. */
export async function pseudonymsOf(db: Db, names: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(names.flatMap((name) => /^(?:user|token):([0-9a-f-]{36})$/.exec(name)?.[1] ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ name: string; pseudonym: string }[]>`
    SELECT 'user:' || id AS name, pseudonym FROM "user" WHERE id = ANY (${ids}::uuid[])
    UNION ALL
    SELECT 'token:' || t.id, u.pseudonym FROM api_token t JOIN "user" u ON u.id = t.user_id WHERE t.id = ANY (${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.name, row.pseudonym]));
}
