import "server-only";
import type { EntryRecord } from "@/lib/domain/audit/entry-leaf";
import { unitOf } from "@/lib/domain/audit/erasure-unit";
import type { LeafRow } from "@/lib/domain/audit/page-check";
import type { TrailReader } from "./trail-reader";

export interface HeadRow {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

export interface CosignatureRow {
  readonly size: number;
  readonly vkey: string;
  readonly line: string;
}

type LeafList = readonly [
  index: string,
  entryId: string,
  unitKind: string,
  unitId: string | null,
  hash: Buffer,
  bytes: string | null,
  ...entry: EntryList,
];
type EntryList = readonly [
  at: string | null,
  actor: string,
  action: string,
  reason: string | null,
  requestId: string | null,
  operation: string,
  subjectTable: string,
  subjectId: string,
  caseId: string | null,
  unitKind: string,
  unitId: string | null,
  isLane: boolean,
  changes: EntryRecord["changes"],
  secret: Buffer | null,
];

/** Leaves are plain ASCII, which this form leaves as it is; every other byte it writes out, so that no two texts are one. */
function fromEscaped(text: string): Uint8Array {
  if (!text.includes("\\")) return Buffer.from(text, "latin1");
  const plain = text.replace(/\\(\\|[0-7]{3})/g, (_, code: string) =>
    code === "\\" ? "\\" : String.fromCharCode(Number.parseInt(code, 8)),
  );
  return Buffer.from(plain, "latin1");
}

function entryOf(id: string, list: EntryList): EntryRecord | null {
  const [at, actor, action, reason, requestId, operation, subjectTable, subjectId, caseId, unitKind, unitId] = list;
  if (at === null) return null;
  const unit = unitOf({ unitKind, unitId });
  const [isLane, changes] = [list[11], list[12]];
  return {
    ...{ id, at, actor, action, reason, requestId, operation, subjectTable, subjectId, caseId, unit, isLane, changes },
  };
}

/** Leaves with the entries and secrets that they were made of; their bytes where they cannot be made anew, or are not what was hashed. */
export async function leafRows(reader: TrailReader, log: number, from: number, to: number): Promise<LeafRow[]> {
  const lists = await reader.lists<LeafList>(
    `SELECT l.index::text, l.entry_id::text, l.unit_kind, l.unit_id::text, l.hash,
       CASE WHEN r.secret IS NULL OR sha256('\\x00'::bytea || l.bytes) <> l.hash THEN encode(l.bytes, 'escape') END,
       r.at, r.actor, r.action, r.reason, r.request_id, r.operation, r.subject_table, r.subject_id, r.case_id::text,
       r.unit_kind, r.unit_id::text, r.is_lane, r.changes, r.secret
     FROM audit_leaf l
     LEFT JOIN trail_records(ARRAY(SELECT entry_id FROM audit_leaf WHERE log = $1 AND index >= $2 AND index < $3)) r ON r.id = l.entry_id
     WHERE l.log = $1 AND l.index >= $2 AND l.index < $3 ORDER BY l.index`,
    [log, from, to],
  );
  return lists.map(([index, entryId, unitKind, unitId, hash, bytes, ...entry]) => ({
    index: Number(index),
    entryId,
    unit: unitOf({ unitKind, unitId }),
    hash,
    bytes: bytes === null ? null : fromEscaped(bytes),
    entry: entryOf(entryId, entry),
    secret: entry[13],
  }));
}

/** Tiles of one level, by index. */
export async function tileRows(
  reader: TrailReader,
  log: number,
  level: number,
  from: number,
  to: number,
): Promise<Map<number, Uint8Array>> {
  const rows = await reader.rows<{ index: number; hashes: Buffer }>(
    `SELECT index::float8 AS index, hashes FROM audit_tile WHERE log = $1 AND level = $2 AND index >= $3 AND index < $4`,
    [log, level, from, to],
  );
  return new Map(rows.map(({ index, hashes }) => [index, hashes]));
}

/** Tiles outside a tree that has so many on each level. */
export async function surplusTiles(
  reader: TrailReader,
  log: number,
  counts: readonly number[],
): Promise<{ level: number; index: string }[]> {
  return await reader.rows(
    `SELECT level, index::text FROM audit_tile
     WHERE log = $1 AND (level < 0 OR index < 0 OR index >= coalesce(($2::bigint[])[level + 1], 0)) ORDER BY level, index`,
    [log, counts],
  );
}

export async function isLeafAt(reader: TrailReader, log: number, index: number, hash: Uint8Array): Promise<boolean> {
  const sql = "SELECT 1 FROM audit_leaf WHERE log = $1 AND index = $2 AND hash = $3";
  return (await reader.rows(sql, [log, index, Buffer.from(hash)])).length > 0;
}

export async function isLeafAnywhere(reader: TrailReader, hash: Uint8Array): Promise<boolean> {
  return (await reader.rows("SELECT 1 FROM audit_leaf WHERE hash = $1 LIMIT 1", [Buffer.from(hash)])).length > 0;
}

/** Signed heads of sizes within (from, to]. */
export async function headRows(reader: TrailReader, log: number, from: number, to: number): Promise<HeadRow[]> {
  return await reader.rows(
    `SELECT size::float8 AS size, root, note FROM audit_checkpoint WHERE log = $1 AND size > $2 AND size <= $3 ORDER BY size`,
    [log, from, to],
  );
}

export async function cosignatureRows(
  reader: TrailReader,
  log: number,
  from: number,
  to: number,
): Promise<CosignatureRow[]> {
  return await reader.rows(
    `SELECT size::float8 AS size, vkey, line FROM audit_cosignature WHERE log = $1 AND size > $2 AND size <= $3 ORDER BY size, vkey`,
    [log, from, to],
  );
}
