import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hexadecimal, as Prisma keeps it. */
  readonly checksum: string;
}

/** Where this version's migrations are; the project's folder is the working folder of every program of ours. */
export const migrationsFolder = (): string => path.join(process.cwd(), "prisma", "migrations");

/** In the order in which they are applied: by name. */
export async function readMigrations(folder: string = migrationsFolder()): Promise<Migration[]> {
  return await Promise.all(
    (await listMigrations(folder)).map(async (name) => {
      const bytes = await readFile(path.join(/* turbopackIgnore: true */ folder, name, "migration.sql"));
      return { name, sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
    }),
  );
}

export async function listMigrations(folder: string = migrationsFolder()): Promise<string[]> {
  const entries = await readdir(/* turbopackIgnore: true */ folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
