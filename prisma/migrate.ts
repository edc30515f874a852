import { randomUUID } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { readMigrations, type Migration } from "./migration-files";

export interface MigrationResult {
  readonly applied: readonly string[];
  readonly total: number;
}

export interface MigrateOptions {
  /** The role that owns the tables, connected directly. */
  readonly ownerUrl: string;
  /** Gets the rights that the application needs; the tables' owner needs none. */
  readonly applicationRole: string;
  readonly folder?: string;
  /** Only so many of the first, for a database as an earlier version had it. */
  readonly upTo?: number;
  readonly onApply?: (name: string) => void;
}

/** Any fixed number: two starts that migrate at once wait for each other under it. */
const advisoryLock = 5_032_113_771;

/** Prisma's own table, kept as Prisma keeps it, so that its command line reads this database as its own. */
const historyTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  varchar(36) PRIMARY KEY,
    checksum            varchar(64) NOT NULL,
    finished_at         timestamptz,
    migration_name      varchar(255) NOT NULL,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;

/**
 * Applies what is new, each file in a transaction of its own, and grants the application its rights. Refuses when an
 * applied file has been changed since, or when the database knows a migration that this version does not.
 */
export async function migrate(options: MigrateOptions): Promise<MigrationResult> {
  const migrations = (await readMigrations(options.folder)).slice(0, options.upTo);
  const client = new Client({ connectionString: options.ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await inTransaction(client, async () => {
      const { rows } = await client.query<{ found: string | null }>(
        "SELECT to_regclass('_prisma_migrations') AS found",
      );
      if (rows[0]?.found == null) await client.query(historyTable);
    });
    const applied: string[] = [];
    for (const migration of migrations) {
      if (await applyOnce(client, migration, options.onApply)) applied.push(migration.name);
    }
    await refuseUnknown(client, migrations);
    await grant(client, options.applicationRole);
    return { applied, total: migrations.length };
  } finally {
    await client.end();
  }
}

async function inTransaction<Result>(client: Client, work: () => Promise<Result>): Promise<Result> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [advisoryLock]);
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function applyOnce(client: Client, migration: Migration, onApply?: (name: string) => void): Promise<boolean> {
  return await inTransaction(client, async () => {
    const { rows } = await client.query<{ checksum: string }>(
      "SELECT checksum FROM _prisma_migrations WHERE migration_name = $1 AND finished_at IS NOT NULL AND rolled_back_at IS NULL",
      [migration.name],
    );
    const known = rows[0];
    if (known) {
      if (known.checksum === migration.checksum) return false;
      throw new Error(
        `prisma/migrations/${migration.name}/migration.sql is not the file that was applied to this database. Applied migrations never change: restore the file and put the change into a new one.`,
      );
    }
    onApply?.(migration.name);
    try {
      await client.query(migration.sql);
    } catch (cause) {
      throw new Error(
        `Migration ${migration.name} failed${placeOf(cause, migration.sql)}: ${(cause as Error).message}`,
        {
          cause,
        },
      );
    }
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    return true;
  });
}

function placeOf(error: unknown, sql: string): string {
  const position = Number((error as { position?: string }).position);
  return Number.isInteger(position) ? ` in line ${String(sql.slice(0, position).split("\n").length)}` : "";
}

async function refuseUnknown(client: Client, migrations: readonly Migration[]): Promise<void> {
  const { rows } = await client.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE rolled_back_at IS NULL AND migration_name <> ALL ($1) LIMIT 1",
    [migrations.map((migration) => migration.name)],
  );
  if (rows[0]) {
    throw new Error(
      `The database was migrated by a newer version (it has ${rows[0].migration_name}). Start that version, or restore a backup.`,
    );
  }
}

/** The rights are a function of the schema, kept in the migrations; here they are only given to a role by name. */
async function grant(client: Client, applicationRole: string): Promise<void> {
  await inTransaction(client, async () => {
    const { rows } = await client.query<{ found: string | null; is_self: boolean }>(
      "SELECT to_regprocedure('apply_grants(text)') AS found, current_user = $1 AS is_self",
      [applicationRole],
    );
    if (rows[0]?.found != null) await client.query("SELECT apply_grants($1)", [applicationRole]);
    // Health says how far the database is; the history itself says nothing about cases.
    if (!rows[0]?.is_self)
      await client.query(`GRANT SELECT ON _prisma_migrations TO ${escapeIdentifier(applicationRole)}`);
  });
}
