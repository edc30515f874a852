import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CaseQuery } from "@/lib/tables/case-filters";
import { rowsWhere, viewSource } from "./case-sql";

/** The rows that a screen shows, as it last read them. */
export interface SeenRow {
  number: number;
  version: number;
}

const { sql } = Prisma;
const cap = 99;

/**
 * How many rows of a list are no longer as a screen shows them: changed or gone among those shown, or come into the list since.
 * Cheap enough to be asked every half minute: the shown ones by their number, the others by the index on the time of change.
 */
export async function countChanges(
  actor: UserActor,
  query: CaseQuery,
  since: string,
  seen: readonly SeenRow[],
): Promise<number> {
  const numbers = seen.map((row) => BigInt(row.number));
  const versions = seen.map((row) => row.version);
  const [row] = await db().$queryRaw<{ shown: bigint; come: bigint }[]>(sql`
    SELECT
      (SELECT count(*) FROM unnest(${numbers}::bigint[], ${versions}::integer[]) AS s (number, version)
        LEFT JOIN "case" c ON c.number = s.number AND ${visibleCases(actor)} WHERE c.version IS DISTINCT FROM s.version) AS shown,
      (SELECT count(*) FROM (SELECT 1 FROM ${viewSource(query.view)} WHERE ${rowsWhere(actor, query.view, query)}
        AND c.state_changed_at > ${since}::text::timestamptz AND c.state_changed_at <= now() AND c.number <> ALL (${numbers}::bigint[]) LIMIT ${cap + 1}) news) AS come`);
  return Math.min(cap, Number(row?.shown ?? 0) + Number(row?.come ?? 0));
}
