import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile, readlink } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A process that has ended but was not collected by its parent yet counts as gone. */
export function isProcessAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  if (process.platform !== "linux") return true;
  try {
    const line = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    return line.charAt(line.lastIndexOf(")") + 2) !== "Z";
  } catch {
    return false;
  }
}

/**
 * When the process started, as an opaque word: together with the number it names one process for good, since numbers are
 * given again. Null when it is gone.
 */
export async function startMarkOf(pid: number): Promise<string | null> {
  if (process.platform === "linux") {
    const line = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => null);
    if (line === null) return null;
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
    // The name in parentheses may hold spaces; the fields are counted after it, the start being the twentieth.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return `${boot.trim()}:${fields[19] ?? ""}`;
  }
  const { stdout } = await run("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  return stdout.trim() === "" ? null : stdout.trim();
}

/** The folder that the process stands in, or null where the system does not tell. */
export async function workingFolderOf(pid: number): Promise<string | null> {
  return await readlink(`/proc/${String(pid)}/cwd`).catch(() => null);
}
