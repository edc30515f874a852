import "server-only";
import type { EntryRecord } from "@/lib/domain/audit/entry-leaf";
import { unitOf } from "@/lib/domain/audit/erasure-unit";
import { type AppendedTree, type TileAt, type Tiles, tileKey } from "@/lib/domain/audit/tiles";
import { Prisma, type Db, type Tx } from "./client";

/** The tree that is being written, its newest signed head, and who signs. */
export interface TreeHead {
  log: number;
  origin: string;
  /** The checkpoint of the log before, which this one begins by quoting. */
  quotedCheckpoint: string | null;
  /** The public key in force, as a note verifier key. */
  vkey: string;
  /** 0 before the first seal; then the number of leaves that the newest checkpoint covers. */
  size: number;
  root: Uint8Array | null;
  note: string | null;
  signedAt: Date | null;
}

const sealerKey = Prisma.sql`hashtextextended('demasque.sealer', 0)`;
/** For `change()`: nothing is sealed meanwhile. */
export const sealerLock = Prisma.sql`pg_advisory_xact_lock(${sealerKey})::text`;

/** One sealer at a time on one database, whatever the number of instances. Held until the transaction ends. */
export async function lockSealer(tx: Tx, isWaiting: boolean): Promise<boolean> {
  if (isWaiting) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${sealerKey})`;
    return true;
  }
  const [row] = await tx.$queryRaw<{ got: boolean }[]>`SELECT pg_try_advisory_xact_lock(${sealerKey}) AS got`;
  return row?.got === true;
}

/** Null before the first log was begun. */
export async function treeHead(db: Db, log?: number): Promise<TreeHead | null> {
  const [row] = await db.$queryRaw<TreeHead[]>`
    SELECT l.number AS log, l.origin, l.quoted_checkpoint AS "quotedCheckpoint",
      (SELECT k.vkey FROM audit_key k WHERE k.log = l.number ORDER BY k.created_at DESC LIMIT 1) AS vkey,
      coalesce(c.size, 0)::float8 AS size, c.root, c.note, c.signed_at AS "signedAt"
    FROM audit_log l
    LEFT JOIN LATERAL (SELECT size, root, note, signed_at FROM audit_checkpoint WHERE log = l.number ORDER BY size DESC LIMIT 1) c ON true
    WHERE ${log === undefined ? Prisma.sql`true` : Prisma.sql`l.number = ${log}`}
    ORDER BY l.number DESC LIMIT 1`;
  return row ?? null;
}

export interface SecretRecord extends EntryRecord {
  unitKind: string;
  unitId: string | null;
  /** Null: the unit was erased. */
  secret: Uint8Array | null;
}

type RawRecord = Omit<SecretRecord, "unit">;

/** Entries with what commits to them, in the order of their ids. */
export async function trailRecords(db: Db, ids: readonly (string | bigint)[]): Promise<SecretRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<RawRecord[]>`
    SELECT id::text, at, actor, action, reason, request_id AS "requestId", operation, subject_table AS "subjectTable",
      subject_id AS "subjectId", case_id::text AS "caseId", unit_kind AS "unitKind", unit_id::text AS "unitId", is_lane AS "isLane",
      changes, secret
    FROM trail_records(${ids.map(String)}::bigint[])`;
  return rows.map((row) => ({ ...row, unit: unitOf(row) }));
}

/** The oldest entries that no leaf stands for yet; committed ones only, as every read. */
export async function unsealedIds(db: Db, limit: number): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    SELECT entry_id AS id FROM audit_queue ORDER BY entry_id LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

export async function readTiles(db: Db, log: number, wanted: readonly TileAt[]): Promise<Tiles> {
  const distinct = [...new Map(wanted.map((tile) => [tileKey(tile), tile])).values()];
  if (distinct.length === 0) return new Map();
  const rows = await db.$queryRaw<{ level: number; index: number; hashes: Uint8Array }[]>`
    SELECT t.level, t.index::float8 AS index, t.hashes FROM audit_tile t
    JOIN unnest(${distinct.map(({ level }) => level)}::smallint[], ${distinct.map(({ index }) => index)}::bigint[]) AS w (level, index)
      USING (level, index)
    WHERE t.log = ${log}`;
  return new Map(rows.map(({ hashes, ...at }) => [tileKey(at), hashes]));
}

export interface Seal {
  head: TreeHead;
  entryIds: readonly string[];
  leaves: readonly Uint8Array[];
  tree: AppendedTree;
  note: string;
}

/** Leaves, tiles and head in one call of the owner's function; the application may write none of them by itself. */
export async function appendSeal(tx: Tx, { head, entryIds, leaves, tree, note }: Seal): Promise<void> {
  const tiles = [...tree.tiles].map(([key, hashes]) => {
    const [level = 0, index = 0] = key.split("/").map(Number);
    return { level, index, hashes };
  });
  await tx.$executeRaw`SELECT append_seal(${head.log}::smallint, ${head.size}::bigint, ${entryIds}::bigint[], ${leaves}::bytea[],
    ${tiles.map(({ level }) => level)}::smallint[], ${tiles.map(({ index }) => index)}::bigint[], ${tiles.map(({ hashes }) => hashes)}::bytea[],
    ${tree.root}::bytea, ${note})`;
}

/** The beginning of a log, and the key that signs for it. Inside change(): both are entries of the trail. */
export async function insertLog(
  tx: Tx,
  {
    number,
    origin,
    quotedCheckpoint,
    vkey,
  }: { number: number; origin: string; quotedCheckpoint: string | null; vkey: string },
): Promise<void> {
  await tx.$executeRaw`INSERT INTO audit_log (number, origin, quoted_checkpoint) VALUES (${number}::smallint, ${origin}, ${quotedCheckpoint})`;
  await tx.$executeRaw`INSERT INTO audit_key (vkey, log) VALUES (${vkey}, ${number}::smallint)`;
}

/** The successor of a log's key, with the statement of the one before. Inside change(). */
export async function insertKey(
  tx: Tx,
  { log, vkey, statement }: { log: number; vkey: string; statement: string },
): Promise<void> {
  await tx.$executeRaw`INSERT INTO audit_key (vkey, log, statement) VALUES (${vkey}, ${log}::smallint, ${statement})`;
}
