import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/env";

/**
 * Which cases were erased, whose evidence was purged, and which keys of pictures were destroyed: ids and days, one a line, in the data folder and outside every backup
 * of the database. Whoever restores an older backup erases them again.
 */
export const erasureListFile = (dataDir = env().dataDir): string => path.join(dataDir, "erasures");

const line = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}) \d{4}-\d{2}-\d{2}$/;

/** Written before the erasure is committed: a line too many names a case that was to be erased, a line too few would bring one back. */
export function rememberErasure(caseId: string, at: Date): void {
  mkdirSync(env().dataDir, { recursive: true, mode: 0o700 });
  appendFileSync(erasureListFile(), `${caseId} ${at.toISOString().slice(0, 10)}\n`, { mode: 0o600, flush: true });
}

const keyLine = /^key:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}) \d{4}-\d{2}-\d{2}$/;

/** Adds those that are not in the list yet. */
export function rememberDestroyedKeys(keyIds: readonly string[], at: Date): void {
  if (keyIds.length === 0) return;
  const known = new Set(readDestroyedKeys(erasureListFile()));
  const added = keyIds.filter((id) => !known.has(id)).map((id) => `key:${id} ${at.toISOString().slice(0, 10)}\n`);
  if (added.length === 0) return;
  mkdirSync(env().dataDir, { recursive: true, mode: 0o700 });
  appendFileSync(erasureListFile(), added.join(""), { mode: 0o600, flush: true });
}

/** The cases' ids, each once; none where there is no such file. */
export const readErasures = (file: string): string[] => idsIn(file, line);

const purgeLine = /^purge:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}) \d{4}-\d{2}-\d{2}$/;

/** That a case's evidence was purged while the case itself stays; written before it is committed, as an erasure is. */
export function rememberPurge(caseId: string, at: Date): void {
  mkdirSync(env().dataDir, { recursive: true, mode: 0o700 });
  const told = `purge:${caseId} ${at.toISOString().slice(0, 10)}\n`;
  appendFileSync(erasureListFile(), told, { mode: 0o600, flush: true });
}

/** The ids of cases whose evidence was purged on that day or later: what an older purge took is not in the backup either. */
export const readPurges = (file: string, since: Date): string[] =>
  idsIn(file, purgeLine, (text) => text.slice(-10) >= since.toISOString().slice(0, 10));

/** The ids of keys that were destroyed. */
export const readDestroyedKeys = (file: string): string[] => idsIn(file, keyLine);

/** What is no line of ours is passed over: a machine may stop in the middle of one. */
function idsIn(file: string, form: RegExp, isMeant: (line: string) => boolean = () => true): string[] {
  try {
    const ids = readFileSync(file, "utf8")
      .split("\n")
      .flatMap((text) => (isMeant(text) ? (form.exec(text)?.[1] ?? []) : []));
    return [...new Set(ids)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
