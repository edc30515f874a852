import { execFile } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DeskEnded, startDesk, type RunningDesk } from "@/lib/testing/running-desk";
import { createEmptyDatabase } from "@/lib/testing/test-database";
import { withClient } from "./postgres/embedded";
import { isProcessAlive } from "./process-table";

/** Every process below this one, and the database, which is in a session of its own. */
async function processesOf(desk: RunningDesk): Promise<number[]> {
  const table = await new Promise<string>((resolve) => {
    execFile("ps", ["-eo", "pid=,ppid="], (_, stdout) => resolve(stdout));
  });
  const pairs = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = new Set([desk.pid]);
  for (const _ of pairs) for (const [pid = 0, parent = 0] of pairs) if (found.has(parent)) found.add(pid);
  return [...found];
}

/** Some end by themselves while others are being killed. */
function killIfThere(pid: number): void {
  if (isProcessAlive(pid)) process.kill(pid, "SIGKILL");
}

async function isAnswering(url: string): Promise<boolean> {
  return await fetch(`${url}/api/health?live`).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function refusal(options: Parameters<typeof startDesk>[0]): Promise<DeskEnded> {
  try {
    const desk = await startDesk(options);
    await desk.dispose();
  } catch (error) {
    if (error instanceof DeskEnded) return error;
    throw error;
  }
  throw new Error("The desk started, and should have refused to.");
}

describe("npm start", () => {
  let dataDir: string;
  let desk: RunningDesk | undefined;
  const start = async (options: Parameters<typeof startDesk>[0] = {}) =>
    (desk = await startDesk({ dataDir, ...options }));

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), "demasque-start-"));
    // Builds the pages when they are stale, so that the tests below measure starts and not builds.
    await (await start()).stop();
  }, 900_000);
  afterEach(async () => {
    await desk?.dispose();
    desk = undefined;
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it("prints the address and a code for the first administrator, and answers as healthy", async () => {
    const { url, setupCode, output } = await start();
    expect(output()).toContain(`Démasque is at ${url}`);
    expect(setupCode).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    const answer = await fetch(`${url}/api/health`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      status: "ok",
      database: "ok",
      migrations: { pending: 0 },
      lastSeal: { verification: null },
      alarms: [],
    });
  });

  it("starts a second time in seconds", async () => {
    const before = performance.now();
    await start();
    expect((performance.now() - before) / 1000).toBeLessThan(15);
  });

  it("keeps data folder and keys from other accounts", async () => {
    await start();
    for (const name of ["keys", "postgres"]) expect(statSync(path.join(dataDir, name)).mode & 0o077, name).toBe(0);
    for (const key of ["MASTER_KEY", "SESSION_SECRET", "SIGNING_KEY", "database-owner"]) {
      expect(statSync(path.join(dataDir, "keys", key)).mode & 0o777, key).toBe(0o600);
    }
  });

  it("stores the code hashed only", async () => {
    const { setupCode, databaseUrls } = await start();
    const code = (setupCode ?? "").replace("-", "");
    const rows = await withClient(
      (await databaseUrls()).ownerUrl,
      async (client) => (await client.query<object>("SELECT * FROM setup_code")).rows,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it.each([
    ["Ctrl-C", "SIGINT", "group"],
    ["a signal to the program alone", "SIGINT", "process"],
    ["the system's request to end", "SIGTERM", "process"],
  ] as const)("ends with status 0 and leaves nothing running after %s", async (_, name, to) => {
    const running = await start();
    const processes = await processesOf(running);
    expect(processes.length).toBeGreaterThan(2);
    running.signal(name, to);
    expect(await running.exited).toBe(0);
    expect(processes.filter(isProcessAlive)).toEqual([]);
    expect(await isAnswering(running.url)).toBe(false);
    expect(existsSync(path.join(dataDir, "lock"))).toBe(false);
    expect(readFileSync(path.join(dataDir, "postgres.log"), "utf8").trimEnd().split("\n").at(-1)).toContain(
      "database system is shut down",
    );
  });

  it("refuses a second instance on the same data folder, says why, and leaves the first alone", async () => {
    const first = await start();
    const second = await refusal({ dataDir });
    expect(second.exitCode).toBe(1);
    expect(second.output).toContain(`${dataDir} is in use by npm start (process ${first.pid}`);
    expect(await isAnswering(first.url)).toBe(true);
  });

  it("comes back by itself after everything was killed, with all that was acknowledged", async () => {
    const killed = await start();
    const { ownerUrl } = await killed.databaseUrls();
    await withClient(ownerUrl, (client) => client.query("INSERT INTO worker_heartbeat (name) VALUES ('acknowledged')"));
    for (const pid of (await processesOf(killed)).toReversed()) killIfThere(pid);
    await killed.exited;
    const again = await start();
    const { rows } = await withClient((await again.databaseUrls()).ownerUrl, (client) =>
      client.query("SELECT 1 FROM worker_heartbeat WHERE name = 'acknowledged'"),
    );
    expect(rows).toHaveLength(1);
  });

  it("takes its children with it when it is killed without a word", async () => {
    const killed = await start();
    const processes = await processesOf(killed);
    killed.signal("SIGKILL", "process");
    await killed.exited;
    await expect.poll(() => processes.filter(isProcessAlive), { timeout: 15_000 }).toEqual([]);
  });

  it("stops everything and says what ended when one part dies", async () => {
    const running = await start();
    const database = Number(readFileSync(path.join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    const processes = await processesOf(running);
    process.kill(database, "SIGKILL");
    expect(await running.exited).toBe(1);
    expect(running.output()).toContain("The database ended by itself");
    expect(processes.filter(isProcessAlive)).toEqual([]);
  });

  it("refuses a wrong value with status 2 and the variable's name, before anything runs", async () => {
    const { exitCode, output } = await refusal({
      dataDir: path.join(dataDir, "never-made"),
      environment: { WORKER: "sometimes", LOG_LEVEL: "loud" },
    });
    expect(exitCode).toBe(2);
    expect(output).toContain("WORKER: expected inline or off.");
    expect(output).toContain("LOG_LEVEL: expected one of");
    expect(existsSync(path.join(dataDir, "never-made"))).toBe(false);
  });

  it("says which port is taken", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => squatter.once("listening", resolve));
    const { port } = squatter.address() as { port: number };
    const { exitCode, output } = await refusal({ dataDir, port });
    squatter.close();
    expect(exitCode).toBe(1);
    expect(output).toContain(`PORT: 127.0.0.1:${port} is taken by another program`);
  });

  it("uses a database from outside, without starting one of its own", async () => {
    const outside = await createEmptyDatabase();
    const folder = await mkdtemp(path.join(tmpdir(), "demasque-outside-"));
    const running = await startDesk({
      dataDir: folder,
      environment: { DATABASE_URL: outside.appUrl, DATABASE_OWNER_URL: outside.ownerUrl },
    });
    expect(await (await fetch(`${running.url}/api/health`)).json()).toMatchObject({ status: "ok" });
    expect(running.output()).not.toContain("grants do not hold");
    expect(existsSync(path.join(folder, "postgres"))).toBe(false);
    expect(await running.stop()).toBe(0);
    await rm(folder, { recursive: true, force: true });
    await outside.drop();
  });

  it("answers 503, and lives, while its database is away", async () => {
    const outside = await createEmptyDatabase();
    const folder = await mkdtemp(path.join(tmpdir(), "demasque-away-"));
    const running = await startDesk({
      dataDir: folder,
      environment: { DATABASE_URL: outside.appUrl, DATABASE_OWNER_URL: outside.ownerUrl, WORKER: "off" },
    });
    await outside.drop();
    const answer = await fetch(`${running.url}/api/health`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ status: "unavailable", database: "unavailable" });
    expect(await isAnswering(running.url)).toBe(true);
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  });
});
