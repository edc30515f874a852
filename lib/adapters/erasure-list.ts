import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";

/**
 * Which cases were erased: ids and days, one a line, in the data folder and outside every backup of the database. Whoever restores an
 * older backup erases them again.
 */
export const erasureListFile = (dataDir = env().dataDir): string => path.join(dataDir, "erasures");

const line = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}) \d{4}-\d{2}-\d{2}$/;

/** Written before the erasure is committed: a line too many names a case that was to be erased, a line too few would bring one back. */
export function rememberErasure(caseId: string, at: Date): void {
  mkdirSync(env().dataDir, { recursive: true, mode: 0o700 });
  appendFileSync(erasureListFile(), `${caseId} ${at.toISOString().slice(0, 10)}\n`, { mode: 0o600, flush: true });
}

/** The ids, each once; none where there is no such file. What is no line of ours is passed over: a machine may stop in the middle of one. */
export function readErasures(file: string): string[] {
  try {
    const ids = readFileSync(file, "utf8")
      .split("\n")
      .flatMap((text) => line.exec(text)?.[1] ?? []);
    return [...new Set(ids)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
