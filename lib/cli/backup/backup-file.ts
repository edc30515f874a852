import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

/** What a backup's folder holds: `backup.json`, written last, a file for each table, and the keys unless they are kept apart. */

const name = z.string().regex(/^[a-z_][a-z0-9_]*$/);
const tableSchema = z.strictObject({
  schema: name,
  table: name,
  columns: z.array(name).min(1),
  rows: z.int().nonnegative(),
  /** SHA-256 of the file as it lies there, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const backupSchema = z.strictObject({
  format: z.literal("demasque-backup"),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.strictObject({ name: z.string(), checksum: z.string() })).min(1),
  /** In an order in which each comes after those that it refers to. */
  tables: z.array(tableSchema),
  sequences: z.array(
    z.strictObject({ schema: name, sequence: name, value: z.string().regex(/^\d+$/), isCalled: z.boolean() }),
  ),
  /** The log's newest signed head, which the restored log must have again; null where nothing was ever sealed. */
  checkpoint: z.string().nullable(),
  hasKeys: z.boolean(),
});
export type Backup = z.infer<typeof backupSchema>;
export type BackedUpTable = z.infer<typeof tableSchema>;

export class BackupError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BackupError";
  }
}

export const manifestFile = (folder: string): string => path.join(folder, "backup.json");
export const keysFolder = (folder: string): string => path.join(folder, "keys");
export const tableFile = (folder: string, { schema, table }: { schema: string; table: string }): string =>
  path.join(folder, "tables", `${schema}.${table}.copy.gz`);

/** Reads what a folder says it holds, and holds each file against it: nothing is restored of a backup that was changed or cut short. */
export async function readBackup(folder: string): Promise<Backup> {
  let text: string;
  try {
    text = await readFile(manifestFile(folder), "utf8");
  } catch (cause) {
    throw new BackupError(`${folder} is no backup, or one that was not finished: it has no backup.json.`, { cause });
  }
  let backup: Backup;
  try {
    backup = backupSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new BackupError(`${manifestFile(folder)} is not what this version writes and reads.`, { cause });
  }
  for (const table of backup.tables) {
    const file = tableFile(folder, table);
    if ((await sha256OfFile(file)) !== table.sha256)
      throw new BackupError(`${file} is missing, or not what was backed up. Take another copy of the backup.`);
  }
  return backup;
}

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(file), hash);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
  return hash.digest("hex");
}
