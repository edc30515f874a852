import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";

/**
 * The last checkpoint that was signed here, beside the key and outside the database: what whoever runs the database cannot rewrite.
 * The file holds the signed note as it was published.
 */
const fileOf = (): string => path.join(env().dataDir, "keys", "last-checkpoint");

/** Null where this data folder has never signed one. */
export function rememberedCheckpoint(): string | null {
  try {
    return readFileSync(fileOf(), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Replaces it as a whole: a process that dies in between leaves the one before. */
export function rememberCheckpoint(note: string): void {
  const file = fileOf();
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, note, { mode: 0o600, flush: true });
  renameSync(draft, file);
}
