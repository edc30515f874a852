import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { copyFile, mkdir, open, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { readMigrations } from "@/prisma/migration-files";
import { type BackedUpTable, type Backup, BackupError, keysFolder, manifestFile, tableFile } from "./backup-file";
import { columnsOf, nameOf, sequenceValues, tableShapes, type TableShape } from "./backup-tables";

/** These belong to one installation of the embedded database; a restored one has its own. */
const isOfInstallation = (name: string): boolean => name.startsWith("database-");

interface BackupParts {
  readonly folder: string;
  /** Connected as the tables' owner. */
  readonly owner: Client;
  /** Where the keys are; null where they are kept apart. */
  readonly keysFrom: string | null;
  readonly onTable: (name: string, rows: number) => void;
}

/**
 * Everything as of one moment, while the desk goes on working. The folder is made, or is empty; it counts as a backup once
 * `backup.json` is there, which is written last.
 */
export async function writeBackup({ folder, owner, keysFrom, onTable }: BackupParts): Promise<Backup> {
  await mkdir(path.join(folder, "tables"), { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new BackupError(`${folder} cannot be made: ${(cause as Error).message}`, { cause });
  });
  const present = (await readdir(folder)).filter((name) => name !== "tables");
  if (present.length > 0 || (await readdir(path.join(folder, "tables"))).length > 0)
    throw new BackupError(`${folder} is not empty. Give each backup a folder of its own.`);
  await owner.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    const tables: BackedUpTable[] = [];
    for (const shape of await tableShapes(owner)) {
      const written = await writeTable(owner, folder, shape);
      onTable(shape.table, written.rows);
      tables.push(written);
    }
    const head = await owner.query<{ note: string }>(
      "SELECT note FROM audit_checkpoint WHERE log = (SELECT max(number) FROM audit_log) ORDER BY size DESC LIMIT 1",
    );
    const backup: Backup = {
      format: "demasque-backup",
      version: 1,
      madeAt: new Date().toISOString(),
      migrations: (await readMigrations()).map(({ name, checksum }) => ({ name, checksum })),
      tables,
      sequences: await sequenceValues(owner),
      checkpoint: head.rows[0]?.note ?? null,
      hasKeys: keysFrom !== null,
    };
    if (keysFrom !== null) await copyKeys(keysFrom, keysFolder(folder));
    await writeDurably(manifestFile(folder), `${JSON.stringify(backup, null, 2)}\n`);
    return backup;
  } finally {
    await owner.query("ROLLBACK");
  }
}

async function writeTable(owner: Client, folder: string, shape: TableShape): Promise<BackedUpTable> {
  const [hash, file] = [createHash("sha256"), tableFile(folder, shape)];
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  // A partitioned table is only read by a query.
  const source = owner.query(copyTo(`COPY (SELECT ${columnsOf(shape.columns)} FROM ${nameOf(shape)}) TO STDOUT`));
  await pipeline(source, createGzip({ level: 6 }), hashed, createWriteStream(file, { mode: 0o600, flush: true }));
  return { ...shape, columns: [...shape.columns], rows: source.rowCount, sha256: hash.digest("hex") };
}

async function copyKeys(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true }))
    if (entry.isFile() && !isOfInstallation(entry.name))
      await copyFile(path.join(from, entry.name), path.join(to, entry.name));
}

async function writeDurably(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600, flush: true });
  const folder = await open(path.dirname(file), "r");
  await folder.sync().finally(() => folder.close());
}
