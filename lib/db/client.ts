import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { keptName } from "./kept-statements";
import { Prisma, PrismaClient } from "./generated/client";

export { Prisma };
/** A client inside a transaction; what use cases write with. */
export type Tx = Prisma.TransactionClient;
/** Anything that reads: the client itself or a transaction. */
export type Db = PrismaClient | Tx;

/** Prisma's client and the pool under it. */
type OpenClient = PrismaClient & { pool: pg.Pool; close(): Promise<void> };

/** Opens a client on its own pool. Tests and the command line close it; the server keeps one for its life. */
export function openClient(connectionString: string, poolSize = 16): OpenClient {
  const pool = new pg.Pool({ connectionString, max: poolSize, application_name: "demasque" });
  // Without a listener a restart of Postgres would end the process.
  pool.on("error", (error) => logger.warn({ code: (error as { code?: string }).code }, "database connection lost"));
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: keptName }),
    transactionOptions: { maxWait: 10_000, timeout: 30_000 },
  });
  return Object.assign(client, {
    pool,
    close: async () => {
      await client.$disconnect();
      if (!pool.ended) await pool.end();
    },
  });
}

const kept = globalThis as { demasqueDb?: OpenClient };
const opened = (): OpenClient => (kept.demasqueDb ??= openClient(env().databaseUrl));

/** The process's one client, opened at first use. */
export function db(): PrismaClient {
  return opened();
}

/**
 * One statement by itself, straight through the driver: for the few that run with every request of the API, where the way through
 * Prisma costs more than the statement does. Values come as the driver has them: a bigint is text.
 */
export async function ask<Row extends object>(statement: Prisma.Sql): Promise<Row[]> {
  const { text, values } = statement;
  const name = keptName({ sql: text });
  const { rows } = await opened().pool.query<Row>({ text, values: [...values], ...(name !== "" && { name }) });
  return rows;
}

/** Closes the process's client; the command line and the worker call it before they end. */
export async function closeDb(): Promise<void> {
  const client = kept.demasqueDb;
  delete kept.demasqueDb;
  await client?.close();
}

/** Points the process at another database: integration tests, one database each. */
export function useDatabase(connectionString: string): void {
  kept.demasqueDb = openClient(connectionString);
}
