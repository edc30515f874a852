import "server-only";
import type { Db } from "./client";

export interface SealedLeaf {
  entryId: string;
  log: number;
  index: number;
  bytes: Uint8Array;
}

/** The leaves of these entries; an entry that waits for the seal has none. */
export async function leavesOf(db: Db, entryIds: readonly string[]): Promise<SealedLeaf[]> {
  if (entryIds.length === 0) return [];
  return db.$queryRaw<SealedLeaf[]>`
    SELECT entry_id::text AS "entryId", log::int AS log, index::float8 AS index, bytes FROM audit_leaf
    WHERE entry_id = ANY (${[...entryIds]}::bigint[]) ORDER BY log, index`;
}

/** The statements by which each key of a log named the next, oldest first. */
export async function keyStatements(db: Db, log: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ statement: string }[]>`
    SELECT statement FROM audit_key WHERE log = ${log}::smallint AND statement IS NOT NULL ORDER BY created_at`;
  return rows.map(({ statement }) => statement);
}
