import type { Client } from "pg";

export interface TableShape {
  readonly schema: string;
  readonly table: string;
  /** Those that are written; what the database generates it generates again. */
  readonly columns: readonly string[];
}

/** What belongs to one place or one moment: which role signs in here, who is alive, how often somebody tried, who has their page open. */
const leftOut = ["_prisma_migrations", "trail_setting", "worker_heartbeat", "rate_limit", "told_session"];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const nameOf = ({ schema, table }: Pick<TableShape, "schema" | "table">): string =>
  `${quoted(schema)}.${quoted(table)}`;
export const columnsOf = (columns: readonly string[]): string => columns.map(quoted).join(", ");

/** Every table of the product, each after those that it refers to; of the job queue the jobs. */
export async function tableShapes(client: Client): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape & { refersTo: string[] }>(
    `SELECT n.nspname AS schema, c.relname AS table,
       ARRAY(SELECT a.attname::text FROM pg_attribute a
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
       ARRAY(SELECT f.relname::text FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
              WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS "refersTo"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE (n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> ALL ($1)) OR (n.nspname = 'pgboss' AND c.relname = 'job')
     ORDER BY 1, 2`,
    [leftOut],
  );
  const shapes: TableShape[] = [];
  const left = [...rows];
  while (left.length > 0) {
    const next = left.findIndex(
      ({ refersTo }) => !left.some(({ table, schema }) => schema === "public" && refersTo.includes(table)),
    );
    const [row] = left.splice(next, next < 0 ? 0 : 1);
    if (!row) throw new Error(`Tables refer to each other in a circle: ${left.map(({ table }) => table).join(", ")}.`);
    shapes.push({ schema: row.schema, table: row.table, columns: row.columns });
  }
  return shapes;
}

export interface SequenceValue {
  readonly schema: string;
  readonly sequence: string;
  readonly value: string;
  readonly isCalled: boolean;
}

export async function sequenceValues(client: Client): Promise<SequenceValue[]> {
  const { rows } = await client.query<{ schema: string; sequence: string }>(
    "SELECT schemaname AS schema, sequencename AS sequence FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1, 2",
  );
  const values: SequenceValue[] = [];
  for (const { schema, sequence } of rows) {
    const of = nameOf({ schema, table: sequence });
    const found = await client.query<{ value: string; isCalled: boolean }>(
      `SELECT last_value::text AS value, is_called AS "isCalled" FROM ${of}`,
    );
    const [value] = found.rows;
    if (value) values.push({ schema, sequence, ...value });
  }
  return values;
}
