import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { migrate } from "@/prisma/migrate";
import { readMigrations } from "@/prisma/migration-files";
import { type BackedUpTable, type Backup, BackupError, tableFile } from "./backup-file";
import { columnsOf, nameOf } from "./backup-tables";

interface LoadParts {
  readonly folder: string;
  readonly backup: Backup;
  readonly ownerUrl: string;
  readonly applicationRole: string;
  readonly onTable: (name: string, rows: number) => void;
}

/**
 * Puts a backup into a database in which nobody has worked: the schema as it was then, the rows in one transaction, and what has been
 * added to the schema since. @throws BackupError where the database is in use or the backup is of a later version.
 */
export async function loadBackup({ folder, backup, ownerUrl, applicationRole, onTable }: LoadParts): Promise<void> {
  const known = await readMigrations();
  for (const [at, { name, checksum }] of backup.migrations.entries())
    if (known[at]?.name !== name || known[at].checksum !== checksum)
      throw new BackupError(
        `The backup was made by another version: ${name} is not known here. Restore it with the version that made it.`,
      );
  const client = new Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const applied = await appliedMigrations(client);
    if (applied > backup.migrations.length)
      throw new BackupError("The database here is of a later version than the backup. Restore into a new, empty one.");
    await migrate({ ownerUrl, applicationRole, upTo: backup.migrations.length });
    await assertUnused(client);
    await loadRows(client, folder, backup, onTable);
    await migrate({ ownerUrl, applicationRole });
    await client.query("ANALYZE");
  } finally {
    await client.end();
  }
}

async function appliedMigrations(client: Client): Promise<number> {
  const { rows } = await client.query<{ found: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found",
  );
  if (rows[0]?.found !== true) return 0;
  const counted = await client.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return counted.rows[0]?.count ?? 0;
}

/** A fresh start may have left its own reference rows and a set-up code, which go; people and cases would be lost. */
async function assertUnused(client: Client): Promise<void> {
  const { rows } = await client.query<{ used: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM "user") OR EXISTS (SELECT 1 FROM "case") OR EXISTS (SELECT 1 FROM audit_checkpoint) AS used`,
  );
  if (rows[0]?.used !== false)
    throw new BackupError(
      "There is a desk in this database already. A backup is restored into an empty one: set DATA_DIR to a new folder, or DATABASE_URL to an empty database.",
    );
}

async function loadRows(
  client: Client,
  folder: string,
  { tables, sequences }: Backup,
  onTable: LoadParts["onTable"],
): Promise<void> {
  await client.query("BEGIN");
  try {
    // The trail comes along as it was: nothing that is put back is written anew.
    for (const table of tables) await client.query(`ALTER TABLE ${nameOf(table)} DISABLE TRIGGER USER`);
    await client.query(`TRUNCATE ${tables.map(nameOf).join(", ")} CASCADE`);
    for (const table of tables) {
      const rows = await loadTable(client, folder, table);
      if (rows !== table.rows)
        throw new BackupError(`${table.table} has ${String(rows)} rows where ${String(table.rows)} were backed up.`);
      onTable(table.table, rows);
    }
    for (const { schema, sequence, value, isCalled } of sequences)
      await client.query("SELECT setval($1::regclass, $2::bigint, $3)", [
        ...[nameOf({ schema, table: sequence }), value, isCalled],
      ]);
    for (const table of tables) await client.query(`ALTER TABLE ${nameOf(table)} ENABLE TRIGGER USER`);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function loadTable(client: Client, folder: string, table: BackedUpTable): Promise<number> {
  const target = client.query(copyFrom(`COPY ${nameOf(table)} (${columnsOf(table.columns)}) FROM STDIN`));
  await pipeline(createReadStream(tableFile(folder, table)), createGunzip(), target);
  return target.rowCount;
}
