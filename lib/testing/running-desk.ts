import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort } from "@/lib/cli/postgres/cluster";
import { findOwnDatabase } from "@/lib/cli/product-database";
import { environmentForTest } from "@/lib/env";

/** The whole product as an operator runs it: `npm start`'s program, its database, web and worker. */
export interface RunningDesk {
  readonly url: string;
  readonly dataDir: string;
  /** As printed, while nobody has an account. */
  readonly setupCode: string | null;
  readonly pid: number;
  /** All that was printed so far. */
  readonly output: () => string;
  /** The ways into its embedded database, for looking behind the screens. */
  readonly databaseUrls: () => Promise<{ appUrl: string; ownerUrl: string }>;
  /** Ctrl-C; resolves with the exit status once everything is gone. */
  readonly stop: () => Promise<number | null>;
  readonly signal: (name: NodeJS.Signals, to: "process" | "group") => void;
  readonly exited: Promise<number | null>;
  /** Stops it and removes its data folder when that was made here. */
  readonly dispose: () => Promise<void>;
}

export interface DeskOptions {
  readonly dataDir?: string;
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** The tree to start; the project's own unless said otherwise. */
  readonly tree?: string;
}

/** The first start of a stale tree builds the pages, which takes minutes on a slow machine. */
const patienceSeconds = 600;

/** What a desk that did not come up said, and its exit status. */
export class DeskEnded extends Error {
  readonly output: string;
  readonly exitCode: number | null;
  constructor(output: string, exitCode: number | null) {
    super(`The desk ended with status ${String(exitCode)} before it was ready:\n${output}`);
    this.name = "DeskEnded";
    this.output = output;
    this.exitCode = exitCode;
  }
}

/** Starts a desk on a free port with a data folder of its own, and waits until it answers. */
export async function startDesk(options: DeskOptions = {}): Promise<RunningDesk> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), "demasque-desk-")));
  const port = options.port ?? (await findFreePort());
  const url = `http://localhost:${port}`;
  let output = "";
  const child = spawn(process.execPath, ["lib/cli/start.mjs"], {
    cwd: options.tree ?? process.cwd(),
    env: environmentForTest({ DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url, ...options.environment }),
    // A group of its own, as in a terminal: a test may then press Ctrl-C there.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => resolve(code));
  });
  const dispose = async () => {
    child.kill("SIGINT");
    await exited;
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ctrl-C stops it.")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("close", (code) => reject(new DeskEnded(output, code)));
    setTimeout(() => reject(new Error(`The desk was not ready in time:\n${output}`)), patienceSeconds * 1000).unref();
  });
  try {
    await ready;
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    url,
    dataDir,
    pid: child.pid ?? 0,
    setupCode: /^ {4}([A-Z0-9]{4}-[A-Z0-9]{4})$/m.exec(output)?.[1] ?? null,
    output: () => output,
    databaseUrls: async () => {
      const found = await findOwnDatabase(dataDir);
      if (!found) throw new Error("This desk has no embedded database running.");
      return found;
    },
    stop: async () => {
      child.kill("SIGINT");
      return await exited;
    },
    signal: (name, to) => {
      process.kill(to === "group" ? -(child.pid ?? 0) : (child.pid ?? 0), name);
    },
    exited,
    dispose,
  };
}
