import { existsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  environmentForChild,
  EnvironmentError,
  env,
  isRunByNpm,
  makeSecrets,
  provideEnvironment,
  type Environment,
} from "@/lib/env";
import { buildIfStale } from "./build";
import { startChild, type Child } from "./children";
import { lockDataFolder } from "./data-lock";
import { migrateProduct, openOutsideDatabase, startOwnDatabase } from "./product-database";

const root = process.cwd();
const nextProgram = path.join(root, "node_modules/next/dist/bin/next");
const workerProgram = "lib/jobs/worker.ts";
const webPatienceSeconds = 120;

const say = (line: string) => process.stdout.write(`${line}\n`);
const warn = (line: string) => process.stderr.write(`Warning: ${line}\n`);

/** What has been started, newest last; undone from the end. */
const undo: (() => Promise<void>)[] = [];
const children: Child[] = [];
const isDevelopment = process.argv.includes("--dev");

class Stopped extends Error {}
const state = { isStopping: false };
let stopAsked: (error: Error) => void = () => undefined;
const interrupted = new Promise<never>((_, reject) => (stopAsked = reject));
interrupted.catch(() => undefined);

function askToStop(): void {
  if (!state.isStopping) say("\nStopping …");
  state.isStopping = true;
  stopAsked(new Stopped());
}

function listenToSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, askToStop);
  // npm passes a signal to the shell between us, which dies of it without telling: we notice by its absence.
  const parent = process.ppid;
  if (isRunByNpm()) {
    setInterval(() => {
      if (process.ppid !== parent) askToStop();
    }, 100).unref();
  }
  // A terminal that went away must not keep us from stopping in order.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
}

/** Lets a signal cut a step short; what the step has started is on the list already. */
async function step<Result>(work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  return await Promise.race([work, interrupted]);
}

async function start(environment: Environment): Promise<void> {
  const lock = await lockDataFolder(environment.dataDir, "npm start");
  undo.push(() => lock.release());
  await refuseTakenPort(environment);
  // Made now, so that a folder that cannot be written to says so before anything runs.
  makeSecrets(environment);

  const database = await step(openDatabase(environment));
  for (const line of database.warnings) warn(line);
  const migrated = await step(migrateProduct(database, (name) => say(`Migrating: ${name}`)));
  for (const line of migrated.warnings) warn(line);
  provideEnvironment({
    DATABASE_URL: database.appUrl,
    DATA_DIR: environment.dataDir,
    PUBLIC_URL: environment.publicUrl,
  });
  await step(seed());

  if (!isDevelopment) await step(buildIfStale(root, say, (build) => undo.push(() => build.stop())));
  startWeb(environment);
  await step(answers(environment));
  if (environment.worker === "inline" && existsSync(path.join(root, workerProgram))) {
    run("The worker", ["lib/cli/run.mjs", workerProgram], {});
  }
  say(`\nDémasque is at ${environment.publicUrl}`);
  await sayCode();
  say("Ctrl-C stops it.");
  const first = await step(
    Promise.race([...children.map(endOf), ...(database.cluster ? [databaseEnd(database.cluster.exited)] : [])]),
  );
  throw new Error(`${first} Everything else is stopped too.`);
}

async function endOf(child: Child): Promise<string> {
  return `${child.name} ended by itself (${await child.ended}).`;
}

async function databaseEnd(exited: Promise<void>): Promise<string> {
  await exited;
  return `The database ended by itself; see ${path.join(env().dataDir, "postgres.log")}.`;
}

async function openDatabase(environment: Environment) {
  if (environment.hasDatabase) return await openOutsideDatabase(environment);
  const starting = startOwnDatabase(environment.dataDir, say);
  undo.push(async () => {
    const started = await starting.catch(() => null);
    await started?.cluster?.stop();
  });
  return await starting;
}

/** Before anything is started: the most usual mistake is told at once. */
async function refuseTakenPort({ host, port }: Environment): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE" ? "is taken by another program" : `cannot be listened on (${String(error.code)})`;
      reject(new Error(`PORT: ${host}:${String(port)} ${reason}. Set PORT (or HOST) to another one.`));
    });
    server.listen(port, host, resolve);
  });
  await new Promise((resolve) => server.close(resolve));
}

function run(name: string, words: readonly string[], values: Readonly<Record<string, string>>): Child {
  const child = startChild(name, words, environmentForChild(values));
  undo.push(() => child.stop());
  children.push(child);
  return child;
}

function startWeb(environment: Environment): void {
  const address = ["-H", environment.host, "-p", String(environment.port)];
  run("The web server", [nextProgram, isDevelopment ? "dev" : "start", ...address], {
    NODE_ENV: isDevelopment ? "development" : "production",
    NEXTAUTH_URL: environment.publicUrl,
    NEXTAUTH_SECRET: environment.sessionSecret,
    PORT: String(environment.port),
    HOST: environment.host,
  });
}

async function answers({ host, port }: Environment): Promise<void> {
  const wildcard: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };
  const address = `http://${wildcard[host] ?? (host.includes(":") ? `[${host}]` : host)}:${String(port)}/api/health?live`;
  const deadline = Date.now() + webPatienceSeconds * 1000;
  const web = children[0];
  while (Date.now() < deadline) {
    if (web && web.exitCode() !== null) throw new Error(await endOf(web));
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error(`The web server does not answer on ${address}.`);
}

async function seed(): Promise<void> {
  const { seedProduct } = await import("./seed-product");
  await seedProduct();
}

async function sayCode(): Promise<void> {
  const { issueSetupCode } = await import("@/lib/usecases/issue-setup-code");
  const { closeDb } = await import("@/lib/db/client");
  try {
    const issued = await step(issueSetupCode(new Date()));
    if (!issued) return;
    say(
      `\nNobody has an account yet. Open ${env().publicUrl}/setup and type this code within 30 minutes:\n\n    ${issued.code}\n`,
    );
  } finally {
    await closeDb();
  }
}

async function stopAll(): Promise<void> {
  for (const undoOne of undo.reverse()) {
    await undoOne().catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    });
  }
}

listenToSignals();
let exitCode = 0;
try {
  await start(env());
} catch (error) {
  if (!(error instanceof Stopped)) {
    exitCode = error instanceof EnvironmentError ? 2 : 1;
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  }
}
await stopAll();
if (state.isStopping) say("Stopped.");
process.exit(exitCode);
