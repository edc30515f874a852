import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";

const root = fileURLToPath(new URL("../..", import.meta.url));
const exitWithParent = pathToFileURL(path.join(root, "lib/cli/exit-with-parent.mjs")).href;
const patienceSeconds = 15;

export interface Child {
  readonly name: string;
  readonly pid: number;
  /** Resolves with words about how it ended. */
  readonly ended: Promise<string>;
  readonly exitCode: () => number | null;
  stop(): Promise<void>;
}

interface ChildOptions {
  /** Where its standard output goes; a command keeps its own for results. */
  readonly output?: "inherit" | "stderr";
}

/**
 * A Node program under our eyes, in a process group of its own: Ctrl-C reaches us alone and we end things in order. Should
 * we be killed, it ends by itself.
 */
export function startChild(
  name: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
  { output = "inherit" }: ChildOptions = {},
): Child {
  const child = spawn(process.execPath, ["--import", exitWithParent, ...words], {
    cwd: root,
    env: { ...environment, DEMASQUE_PARENT: String(process.pid) },
    detached: process.platform !== "win32",
    stdio: ["ignore", output === "inherit" ? "inherit" : 2, "inherit", "ipc"],
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("exit", (code, signal) => {
      resolve(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
    });
  });
  return { name, pid: child.pid ?? 0, ended, exitCode: () => child.exitCode, stop: () => stopChild(child, ended) };
}

async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => {
    signalGroup(child, "SIGKILL");
  }, patienceSeconds * 1000);
  await ended;
  clearTimeout(timer);
  // Whatever it had started itself.
  signalGroup(child, "SIGKILL");
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // The group is empty: nothing is left to stop.
  }
}
