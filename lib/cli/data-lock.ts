import { link, mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";
import { isProcessAlive, startMarkOf } from "./process-table";

const holderSchema = z.object({
  pid: z.number(),
  /** With the number, names one process for good: numbers are given again. */
  mark: z.string().nullable(),
  host: z.string(),
  program: z.string(),
  since: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

export interface DataLock {
  release(): Promise<void>;
}

/** Somebody else works on this data folder now. */
export class DataFolderBusy extends Error {
  constructor(folder: string, holder: Holder) {
    const where =
      holder.host === hostname() ? `process ${String(holder.pid)}` : `process ${String(holder.pid)} on ${holder.host}`;
    super(
      `${folder} is in use by ${holder.program} (${where}, since ${holder.since}). Stop it first, or set DATA_DIR to another folder.`,
    );
    this.name = "DataFolderBusy";
  }
}

const refreshSeconds = 10;
/** A holder on another machine (a shared volume) cannot be asked; it counts as gone when it has not refreshed for so long. */
const silenceSeconds = 60;

/** One program at a time on a data folder. What a killed one left behind is taken over. */
export async function lockDataFolder(folder: string, program: string): Promise<DataLock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = path.join(folder, "lock");
  const own = `${lock}.${String(process.pid)}`;
  const mine: Holder = {
    pid: process.pid,
    mark: await startMarkOf(process.pid),
    host: hostname(),
    program,
    since: new Date().toISOString(),
  };
  const text = `${JSON.stringify(mine)}\n`;
  await writeFile(own, text, { mode: 0o600 });
  try {
    for (;;) {
      try {
        // The only step that two programs could take at once, and the file system lets one of them.
        await link(own, lock);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      await removeIfStale(folder, lock, own);
    }
  } finally {
    await rm(own, { force: true });
  }
  const timer = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => undefined);
  }, refreshSeconds * 1000);
  timer.unref();
  return {
    release: async () => {
      clearInterval(timer);
      if ((await readFile(lock, "utf8").catch(() => "")) === text) await rm(lock, { force: true });
    },
  };
}

/**
 * Takes away what a killed program left. One at a time, by a guard that is made as the lock is: otherwise a slow one could take away
 * the lock of whoever had just won, and let in a second.
 */
async function removeIfStale(folder: string, lock: string, own: string): Promise<void> {
  if ((await staleText(folder, lock)) === null) return;
  const guard = `${lock}.takeover`;
  try {
    await link(own, guard);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const text = await readFile(guard, "utf8").catch(() => null);
    const guardian = text === null ? null : parseHolder(text);
    if (text !== null && (guardian === null || !(await isHeld(guard, guardian)))) await rm(guard, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 5));
    return;
  }
  try {
    if ((await staleText(folder, lock)) !== null) await rm(lock, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** What stands in a lock that nobody holds; null where there is none. @throws DataFolderBusy where somebody does. */
async function staleText(folder: string, lock: string): Promise<string | null> {
  const text = await readFile(lock, "utf8").catch(() => null);
  if (text === null) return null;
  const holder = parseHolder(text);
  if (holder && (await isHeld(lock, holder))) throw new DataFolderBusy(folder, holder);
  return text;
}

function parseHolder(text: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function isHeld(lock: string, holder: Holder): Promise<boolean> {
  if (holder.host === hostname()) {
    if (holder.pid === process.pid) return false;
    return isProcessAlive(holder.pid) && (holder.mark === null || (await startMarkOf(holder.pid)) === holder.mark);
  }
  const { mtimeMs } = await stat(lock);
  return Date.now() - mtimeMs < silenceSeconds * 1000;
}
