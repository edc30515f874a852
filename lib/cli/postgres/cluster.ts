import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import {
  chown,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  realpath,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isProcessAlive, workingFolderOf } from "../process-table";
import { chooseAccount, type Account } from "./account";
import { findBinaries, type Binaries } from "./binaries";

/** A Postgres server of ours: one folder, one port on the loopback interface. */
export interface Cluster {
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server is gone, asked for or not. */
  readonly exited: Promise<void>;
  /** `fast` ends the clients' transactions; `smart` waits until they have left by themselves. */
  stop(mode?: "fast" | "smart"): Promise<void>;
}

export interface ClusterOptions {
  readonly folder: string;
  readonly logFile: string;
  readonly superuser: string;
  readonly superuserPassword: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly onSlowStart?: () => void;
}

const startTimeoutSeconds = 600;
const stopTimeoutSeconds = 60;
const setpriv = "/usr/bin/setpriv";
const logLimitBytes = 10 * 1024 * 1024;

/** Makes the cluster when the folder is empty, ends what a killed start left behind, and starts it. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const account = await chooseAccount(options.folder);
  const binaries = await findBinaries(account);
  await makeFolder(options.folder, account);
  await stopLeftover(options.folder);
  await checkVersion(options.folder, binaries);
  if ((await readdir(options.folder)).length === 0) await initialise(options, binaries, account);
  const deadline = Date.now() + 10_000;
  for (;;) {
    const attempt = await tryToStart(options, binaries, account);
    if ("cluster" in attempt) return attempt.cluster;
    // Children of a killed server need a moment to notice; and somebody may have taken the port in between.
    const passing = /shared memory block|could not bind|address already in use|lock file/i.test(attempt.failure);
    if (!passing || Date.now() > deadline) {
      throw new Error(
        `The embedded Postgres did not start. Its log (${options.logFile}) ends with:\n${attempt.failure}`,
      );
    }
    await wait(300);
  }
}

async function makeFolder(folder: string, account: Account | null): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!account) return;
  if ((await stat(folder)).uid !== account.uid) await chown(folder, account.uid, account.gid);
  if (process.platform !== "linux") {
    throw new Error(
      "As root the embedded Postgres runs on Linux only. Start as an ordinary user, or set DATABASE_URL.",
    );
  }
}

async function checkVersion(folder: string, binaries: Binaries): Promise<void> {
  const written = await readFile(path.join(folder, "PG_VERSION"), "utf8").catch(() => null);
  if (written !== null && Number.parseInt(written, 10) !== binaries.majorVersion) {
    throw new Error(
      `${folder} was made by Postgres ${written.trim()}, and the embedded one is ${String(binaries.majorVersion)}. Make a backup with the version that made it and restore it with this one.`,
    );
  }
}

/** Nothing of ours: a stray PGDATA or PGOPTIONS must not reach the server. */
const cleanEnvironment: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
};

/**
 * As another account the folder is entered before the rights are given up and named through `/proc`, so that the folders
 * above it may stay closed to that account.
 */
function place(folder: string, account: Account | null) {
  return {
    name: account ? "/proc/self/cwd" : folder,
    spawnOptions: {
      cwd: folder,
      env: cleanEnvironment,
      ...(account && { uid: account.uid, gid: account.gid }),
    },
  };
}

async function initialise(options: ClusterOptions, binaries: Binaries, account: Account | null): Promise<void> {
  const scratch = await mkdtemp(path.join(tmpdir(), "demasque-initdb-"));
  const passwordFile = path.join(scratch, "password");
  try {
    await writeFile(passwordFile, `${options.superuserPassword}\n`, { mode: 0o600 });
    if (account) {
      await chown(scratch, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const { name, spawnOptions } = place(options.folder, account);
    const child = spawn(
      binaries.initdb,
      [
        `--pgdata=${name}`,
        `--username=${options.superuser}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // The same order of text on every machine, and after every update of its libraries.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        ...(options.settings["fsync"] === "off" ? ["--no-sync"] : []),
      ],
      { ...spawnOptions, stdio: ["ignore", "pipe", "pipe"] },
    );
    const words = await outcomeOf(child);
    if (child.exitCode !== 0) throw new Error(`initdb could not make ${options.folder}:\n${words}`);
  } catch (error) {
    // A half-made cluster would be taken for a whole one at the next start.
    for (const entry of await readdir(options.folder)) {
      await rm(path.join(options.folder, entry), { recursive: true, force: true });
    }
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function outcomeOf(child: ChildProcess): Promise<string> {
  let words = "";
  child.stdout?.on("data", (chunk: Buffer) => (words += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (words += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => {
      resolve();
    });
  });
  return words;
}

async function tryToStart(
  options: ClusterOptions,
  binaries: Binaries,
  account: Account | null,
): Promise<{ cluster: Cluster } | { failure: string }> {
  const port = await findFreePort();
  const { name, spawnOptions } = place(options.folder, account);
  const before = await stat(options.logFile).catch(() => null);
  if (before && before.size > logLimitBytes) await truncate(options.logFile);
  const log = await open(options.logFile, "a", 0o600);
  const logStart = (await log.stat()).size;
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(port),
    timezone: "UTC",
    ...options.settings,
  };
  const words = ["-D", name, ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`])];
  const child = spawn(
    // Where the system can, it shuts the server down when we are killed without a word.
    existsSync(setpriv) ? setpriv : binaries.postgres,
    existsSync(setpriv) ? ["--pdeathsig", "INT", binaries.postgres, ...words] : words,
    // A group of its own: Ctrl-C in the terminal must not take the database away from under the web.
    { ...spawnOptions, detached: true, stdio: ["ignore", log.fd, log.fd] },
  );
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
    child.once("error", () => {
      resolve();
    });
  });
  child.unref();
  await log.close();
  if (await becomesReady(options, child)) {
    return { cluster: { port, pid: child.pid ?? 0, exited, stop: (mode) => stopServer(child.pid ?? 0, mode) } };
  }
  const written = await readFile(options.logFile);
  return { failure: written.subarray(logStart).toString().trim().split("\n").slice(-15).join("\n") };
}

async function becomesReady(options: ClusterOptions, child: ChildProcess): Promise<boolean> {
  const started = Date.now();
  let slow = false;
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const state = await readServerFile(options.folder);
    if (state?.pid === child.pid && state.isReady) return true;
    const seconds = (Date.now() - started) / 1000;
    if (seconds > startTimeoutSeconds) {
      await stopServer(child.pid, "fast");
      return false;
    }
    if (seconds > 5 && !slow) {
      slow = true;
      options.onSlowStart?.();
    }
    await wait(25);
  }
  return false;
}

/** What the server says of itself in its own file: process, port, and whether it takes connections. */
export async function readServerFile(folder: string): Promise<{ pid: number; port: number; isReady: boolean } | null> {
  const text = await readFile(path.join(folder, "postmaster.pid"), "utf8").catch(() => null);
  if (text === null) return null;
  const lines = text.split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === "ready" };
}

/** The port of a server that runs on this folder now, or null. */
export async function findRunningServer(folder: string): Promise<{ pid: number; port: number } | null> {
  const server = await readServerFile(folder);
  if (!server || !isProcessAlive(server.pid)) return null;
  // The number may belong to somebody else by now; a server stands in its own folder.
  const stands = await workingFolderOf(server.pid);
  if (stands !== null && stands !== (await realpath(folder))) return null;
  return server;
}

/** The folder is locked by us, so whoever still serves it was left behind by a start that was killed. */
async function stopLeftover(folder: string): Promise<void> {
  const server = await findRunningServer(folder);
  if (server) await stopServer(server.pid, "fast");
}

async function stopServer(pid: number, mode: "fast" | "smart" = "fast"): Promise<void> {
  const signals: readonly NodeJS.Signals[] =
    mode === "smart" ? ["SIGTERM", "SIGINT", "SIGQUIT"] : ["SIGINT", "SIGQUIT"];
  for (const signal of signals) {
    if (!isProcessAlive(pid)) return;
    process.kill(pid, signal);
    const deadline = Date.now() + stopTimeoutSeconds * 1000;
    while (Date.now() < deadline) {
      if (!isProcessAlive(pid)) return;
      await wait(20);
    }
  }
}

/** A port that nobody listens on now; whoever asks must be ready to ask again. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}
