import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { parseCheckpoint } from "@/lib/domain/audit/checkpoint";
import { parseNote } from "@/lib/domain/audit/signed-note";
import { type Environment } from "@/lib/env";
import { type Backup, BackupError, keysFolder } from "./backup-file";

const memoryName = "last-checkpoint";

/** Without these a restored desk signs nobody's log and opens nothing that was sealed. */
const needed = [
  ["SIGNING_KEY", (environment: Environment) => environment.isSigningKeyGiven],
  ["MASTER_KEY", (environment: Environment) => environment.isMasterKeyGiven],
] as const;

/**
 * The keys of a backup into the data folder. A key that is here already must be the same one: two desks are not mixed.
 * @throws BackupError where it is another, or where a key is neither here, nor in the backup, nor in the environment.
 */
export async function restoreKeys(folder: string, { hasKeys }: Backup, environment: Environment): Promise<void> {
  const to = path.join(environment.dataDir, "keys");
  const names = hasKeys ? (await readdir(keysFolder(folder))).filter((name) => name !== memoryName) : [];
  for (const name of names) {
    const here = await readFile(path.join(to, name)).catch(() => null);
    if (here !== null && !here.equals(await readFile(path.join(keysFolder(folder), name))))
      throw new BackupError(`${path.join(to, name)} is another key than the backup's. Restore into a new data folder.`);
  }
  for (const [name, isGiven] of needed)
    if (!names.includes(name) && !isGiven(environment) && !existsSync(path.join(to, name)))
      throw new BackupError(`${name} is not in the backup. Put the keys, which were kept apart, into ${to} first.`);
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of names) await copyFile(path.join(keysFolder(folder), name), path.join(to, name));
}

/** The newest head that the log is known to have signed: in the backup, beside its keys, or here. */
export async function newestKnown(folder: string, { checkpoint }: Backup, dataDir: string): Promise<string | null> {
  const files = [path.join(dataDir, "keys", memoryName), path.join(keysFolder(folder), memoryName)];
  const notes = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => null)));
  const known = [checkpoint, ...notes].flatMap((note) => (note === null ? [] : [{ note, ...headIn(note) }]));
  const origin = checkpoint === null ? known[0]?.origin : headIn(checkpoint).origin;
  const ofLog = known.filter((one) => one.origin === origin).sort((a, b) => b.size - a.size);
  return ofLog[0]?.note ?? null;
}

function headIn(note: string): { origin: string; size: number } {
  try {
    const { origin, size } = parseCheckpoint(parseNote(note).text);
    return { origin, size };
  } catch {
    return { origin: "", size: -1 };
  }
}
