import "server-only";
import type { TrailReader } from "./trail-reader";

export interface LogRow {
  readonly number: number;
  readonly origin: string;
  readonly quotedCheckpoint: string | null;
  /** One more than the greatest index of a leaf. */
  readonly leaves: number;
  /** Of the newest signed head; 0 for none. */
  readonly headSize: number;
  /** In the order in which they came into force. */
  readonly keys: readonly { readonly vkey: string; readonly statement: string | null }[];
}

/** The logs, first to last, with the keys that signed for them. */
export async function logRows(reader: TrailReader): Promise<LogRow[]> {
  return await reader.rows<LogRow>(
    `SELECT l.number, l.origin, l.quoted_checkpoint AS "quotedCheckpoint",
       coalesce((SELECT max(index) + 1 FROM audit_leaf WHERE log = l.number), 0)::float8 AS leaves,
       coalesce((SELECT max(size) FROM audit_checkpoint WHERE log = l.number), 0)::float8 AS "headSize",
       coalesce((SELECT jsonb_agg(jsonb_build_object('vkey', k.vkey, 'statement', k.statement) ORDER BY k.created_at, k.vkey)
                   FROM audit_key k WHERE k.log = l.number), '[]') AS keys
     FROM audit_log l ORDER BY l.number`,
  );
}
