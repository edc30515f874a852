import "server-only";
import pg from "pg";

/** One connection that sees the database as it was at one moment, for as long as the reading takes. */
export interface TrailReader {
  /** Other connections see the same moment when they are given this. */
  readonly snapshot: string;
  rows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Rows as lists, which cost less where there are very many. */
  lists<Row extends readonly unknown[]>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** A long result in parts, in flat memory. */
  parts<Row extends object>(text: string, values?: readonly unknown[], size?: number): AsyncGenerator<Row[]>;
  /** Whether this is the only one that holds this name; until it is closed. */
  claim(name: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Reads only, and everything as of one snapshot, its own or one that is given: what is sealed meanwhile does not disturb. */
export async function openTrailReader(connectionString: string, snapshot?: string): Promise<TrailReader> {
  const client = new pg.Client({ connectionString, application_name: "demasque-verify" });
  // A server that goes away in the middle speaks through the query that fails; without a listener the process would end.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    if (snapshot !== undefined) await client.query(`SET TRANSACTION SNAPSHOT ${client.escapeLiteral(snapshot)}`);
    // Times as the triggers write them; and nobody's own functions in place of the system's.
    await client.query(`SET LOCAL timezone = 'UTC'; SET LOCAL bytea_output = 'hex'; SET LOCAL jit = off; SET LOCAL statement_timeout = 0;
      SET LOCAL search_path = pg_catalog, public; SET LOCAL work_mem = '64MB'; SET LOCAL idle_in_transaction_session_timeout = 0`);
    const exported = await client.query<{ id: string }>("SELECT pg_export_snapshot() AS id");
    return readerOn(client, snapshot ?? exported.rows[0]?.id ?? "");
  } catch (error) {
    await client.end();
    throw error;
  }
}

function readerOn(client: pg.Client, snapshot: string): TrailReader {
  let cursors = 0;
  return {
    snapshot,
    rows: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query(text, [...values])).rows as Row[],
    lists: async <Row extends readonly unknown[]>(text: string, values: readonly unknown[] = []) =>
      (await client.query({ text, values: [...values], rowMode: "array" })).rows as unknown as Row[],
    async *parts<Row extends object>(text: string, values: readonly unknown[] = [], size = 1000) {
      const name = `part_${(cursors += 1)}`;
      await client.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${text}`, [...values]);
      try {
        for (;;) {
          const { rows } = await client.query<Row>(`FETCH ${size} FROM ${name}`);
          if (rows.length > 0) yield rows;
          if (rows.length < size) return;
        }
      } finally {
        await client.query(`CLOSE ${name}`).catch(() => undefined);
      }
    },
    claim: async (name) => {
      const sql = "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS got";
      return (await client.query<{ got: boolean }>(sql, [name])).rows[0]?.got === true;
    },
    close: () => client.end(),
  };
}
