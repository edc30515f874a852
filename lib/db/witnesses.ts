import "server-only";
import type { WitnessInput, WitnessKind } from "@/lib/domain/audit/witness";
import { Prisma, type Db, type Tx } from "./client";

export interface WitnessRow {
  id: string;
  name: string;
  kind: WitnessKind;
  target: string;
  vkey: string | null;
  isActive: boolean;
  sentLog: number | null;
  sentSize: number | null;
  sentAt: Date | null;
  attemptedAt: Date | null;
  failure: string | null;
}

const columns = Prisma.sql`w.id::text, w.name, w.kind, w.target, w.vkey, w.is_active AS "isActive", w.sent_log AS "sentLog",
  w.sent_size::float8 AS "sentSize", w.sent_at AS "sentAt", w.attempted_at AS "attemptedAt", w.failure`;

export async function listWitnesses(db: Db): Promise<WitnessRow[]> {
  return db.$queryRaw<WitnessRow[]>`SELECT ${columns} FROM witness w ORDER BY w.is_active DESC, w.created_at`;
}

export async function insertWitness(
  tx: Tx,
  createdBy: string | null,
  { name, kind, target, vkey }: WitnessInput,
): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO witness (name, kind, target, vkey, created_by) VALUES (${name}, ${kind}, ${target}, ${vkey}, ${createdBy}::uuid) RETURNING id::text`;
  return row?.id ?? "";
}

/** False where there is none, or it has ended before. */
export async function deactivateWitness(tx: Tx, id: string): Promise<boolean> {
  return (await tx.$executeRaw`UPDATE witness SET is_active = false WHERE id = ${id}::uuid AND is_active`) === 1;
}

/**
 * Witnesses that lack the newest head and were not tried lately; taking one marks it, so that of several workers one sends.
 */
export async function takeDueWitnesses(
  db: Db,
  head: { log: number; size: number },
  everySeconds: number,
): Promise<WitnessRow[]> {
  return db.$queryRaw<WitnessRow[]>`
    UPDATE witness w SET attempted_at = now()
    WHERE w.is_active AND (w.sent_log IS DISTINCT FROM ${head.log} OR w.sent_size < ${head.size})
      AND (w.attempted_at IS NULL OR w.attempted_at < now() - make_interval(secs => ${everySeconds}))
    RETURNING ${columns}`;
}

export async function noteDelivery(db: Db, id: string, head: { log: number; size: number }): Promise<void> {
  await db.$executeRaw`UPDATE witness SET sent_log = ${head.log}::smallint, sent_size = ${head.size}::bigint, sent_at = now(), failure = NULL WHERE id = ${id}::uuid`;
}

export async function noteFailure(db: Db, id: string, failure: string): Promise<void> {
  await db.$executeRaw`UPDATE witness SET failure = ${failure} WHERE id = ${id}::uuid`;
}

export interface KeptCheckpoint {
  log: number;
  size: number;
  note: string;
}

/** The signed head of that size of the newest log that has the origin; null where none was signed. */
export async function findCheckpoint(db: Db, origin: string, size: number): Promise<KeptCheckpoint | null> {
  const [row] = await db.$queryRaw<KeptCheckpoint[]>`
    SELECT c.log, c.size::float8 AS size, c.note FROM audit_checkpoint c JOIN audit_log l ON l.number = c.log
    WHERE l.origin = ${origin} AND c.size = ${size}::bigint`;
  return row ?? null;
}

/** True where it was not known before. */
export async function insertCosignature(
  tx: Tx,
  { log, size, vkey, line, statedAt }: { log: number; size: number; vkey: string; line: string; statedAt: Date },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    INSERT INTO audit_cosignature (log, size, vkey, line, stated_at) VALUES (${log}::smallint, ${size}::bigint, ${vkey}, ${line}, ${statedAt})
    ON CONFLICT DO NOTHING`;
  return written === 1;
}

/** The head as it is handed out: the log's note with every witness's line below it. */
export async function cosignedNote(db: Db, { log, size, note }: KeptCheckpoint): Promise<string> {
  const rows = await db.$queryRaw<{ line: string }[]>`
    SELECT line FROM audit_cosignature WHERE log = ${log}::smallint AND size = ${size}::bigint ORDER BY stated_at, vkey`;
  return `${note}${rows.map(({ line }) => `${line}\n`).join("")}`;
}
