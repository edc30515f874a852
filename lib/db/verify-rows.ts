import "server-only";
import { escapeIdentifier } from "pg";
import type { LiveRow, RowEntry } from "@/lib/domain/audit/row-state";
import type { TrailReader } from "./trail-reader";

/** How a table is audited, as its own trigger says. */
export interface AuditedTable {
  readonly name: string;
  readonly unitKind: string;
  readonly unitColumn: string;
  readonly idColumns: readonly string[];
  readonly silent: readonly string[];
  /** Values that rows older than a column have in it. */
  readonly defaults: ReadonlyMap<string, string | null>;
}

const listed = (text: string | undefined): string[] => (text ?? "").split(",").filter((name) => name !== "");

export async function auditedTables(reader: TrailReader): Promise<AuditedTable[]> {
  const rows = await reader.rows<{ name: string; args: Buffer; defaults: Record<string, string | null> }>(
    `SELECT c.relname AS name, t.tgargs AS args, coalesce((
         SELECT jsonb_object_agg(a.attname, to_jsonb(a.attmissingval::text::text[]) ->> 0) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.atthasmissing), '{}') AS defaults
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE p.proname = 'write_audit_entry' AND p.pronamespace = 'public'::regnamespace AND c.relnamespace = 'public'::regnamespace
     ORDER BY c.relname`,
  );
  return rows.map(({ name, args, defaults }) => {
    const [unitKind = "", unitColumn = "", , idColumns, , silent] = args.toString("utf8").split("\0");
    const columns = { idColumns: listed(idColumns), silent: listed(silent) };
    return { name, unitKind, unitColumn, ...columns, defaults: new Map(Object.entries(defaults)) };
  });
}

/** Something about a row; the keys sort as the database sorts them. */
interface Keyed {
  readonly key: string;
  readonly row: string;
}

const keyOf = (subject: string): string => `encode(convert_to(${subject}, 'UTF8'), 'hex') COLLATE "C"`;

/** A table's entries, row by row, each row's in the order in which they were written. */
export function entriesByRow(reader: TrailReader, table: AuditedTable): AsyncGenerator<(Keyed & RowEntry)[]> {
  return reader.parts(
    `SELECT ${keyOf("subject_id")} AS key, subject_id AS row, id::text AS id, operation, changes FROM audit_entry
     WHERE subject_table = $1 ORDER BY 1, audit_entry.id`,
    [table.name],
  );
}

/** A table's rows, every column as the text that the trail would hold of it. */
export function liveRows(reader: TrailReader, table: AuditedTable): AsyncGenerator<(Keyed & LiveRow)[]> {
  const subject = table.idColumns.map((_, at) => `(to_jsonb(t) ->> $${at + 4}::text)`).join(` || ':' || `);
  return reader.parts(
    `WITH erased AS (SELECT DISTINCT subject_id AS unit FROM audit_entry WHERE subject_table = 'commitment_secret' AND operation = 'delete')
     SELECT ${keyOf("s.subject")} AS key, s.subject AS row, s.values, e.unit IS NOT NULL AS "isErased"
     FROM (SELECT ${subject} AS subject, $2::text || ':' || (to_jsonb(t) ->> $3::text) AS unit,
             (SELECT jsonb_object_agg(each.key, each.value) FROM jsonb_each_text(to_jsonb(t) - $1::text[]) AS each) AS values
           FROM public.${escapeIdentifier(table.name)} t) s
     LEFT JOIN erased e USING (unit) ORDER BY 1`,
    [table.silent, table.unitKind, table.unitColumn, ...table.idColumns],
    500,
  );
}

/** The secrets that commit to these entries; null where there is none any more. */
export async function secretsOf(
  reader: TrailReader,
  entries: readonly string[],
): Promise<Map<string, Uint8Array | null>> {
  const rows = await reader.rows<{ id: string; secret: Buffer | null }>(
    "SELECT id::text AS id, secret FROM trail_records($1::bigint[])",
    [entries],
  );
  return new Map(rows.map(({ id, secret }) => [id, secret]));
}
