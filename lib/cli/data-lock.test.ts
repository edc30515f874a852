import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DataFolderBusy, lockDataFolder } from "./data-lock";
import { startMarkOf } from "./process-table";

describe("the lock of a data folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "demasque-lock-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const writeHolder = (holder: object) =>
    writeFile(path.join(folder, "lock"), JSON.stringify({ program: "npm start", since: "earlier", ...holder }));

  async function withProcess<Result>(work: (pid: number) => Promise<Result>): Promise<Result> {
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "ignore" });
    try {
      return await work(child.pid ?? 0);
    } finally {
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("exit", resolve));
    }
  }
  const here = async () => {
    const { hostname } = await import("node:os");
    return hostname();
  };

  it("refuses a second program while the first runs, and says which", async () => {
    await withProcess(async (pid) => {
      await writeHolder({ pid, mark: await startMarkOf(pid), host: await here() });
      await expect(lockDataFolder(folder, "npm start")).rejects.toThrow(
        new RegExp(`in use by npm start \\(process ${pid}, since earlier\\)`),
      );
    });
  });

  it("is taken over from a process that is gone", async () => {
    const pid = await withProcess((pid) => Promise.resolve(pid));
    await writeHolder({ pid, mark: "x", host: await here() });
    const lock = await lockDataFolder(folder, "npm start");
    await lock.release();
    expect(existsSync(path.join(folder, "lock"))).toBe(false);
  });

  it("is taken over when the number now belongs to another process", async () => {
    await withProcess(async (pid) => {
      await writeHolder({ pid, mark: "an earlier life of this number", host: await here() });
      await (await lockDataFolder(folder, "npm start")).release();
    });
  });

  it("is taken over when its file was cut short by a crash", async () => {
    await writeFile(path.join(folder, "lock"), '{"pid":');
    await (await lockDataFolder(folder, "npm start")).release();
  });

  it("holds against another machine on a shared folder until that one has been silent for a minute", async () => {
    await writeHolder({ pid: 1, mark: "x", host: "another-machine" });
    await expect(lockDataFolder(folder, "npm start")).rejects.toThrow(/process 1 on another-machine/);
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(path.join(folder, "lock"), longAgo, longAgo);
    await (await lockDataFolder(folder, "npm start")).release();
  });

  it("is had by one of many programs that take over a stale one at once", async () => {
    await writeHolder({ pid: 2 ** 22 + 1, mark: "x", host: await here() });
    // They load first, try together when told to, and whoever wins holds on until all have answered.
    const program = `
      import { lockDataFolder } from "./lib/cli/data-lock.ts";
      process.stdout.write("ready\\n");
      process.stdin.once("data", async () => {
        try { await lockDataFolder(${JSON.stringify(folder)}, "npm start"); console.log("won"); }
        catch (error) { console.log(error.name); }
      });`;
    const children = Array.from({ length: 6 }, () => {
      const words = ["--import", "tsx", "--input-type=module", "-e", program];
      const child = spawn(process.execPath, words, { stdio: ["pipe", "pipe", "inherit"] });
      const lines: string[] = [];
      child.stdout.on("data", (chunk: Buffer) => lines.push(...chunk.toString().trim().split("\n")));
      return { child, lines };
    });
    const all = (count: number) => vi.waitUntil(() => children.every(({ lines }) => lines.length >= count), 50_000);
    await all(1);
    for (const { child } of children) child.stdin.write("go\n");
    await all(2);
    for (const { child } of children) child.stdin.end();
    const outcomes = children.map(({ lines }) => lines[1]);
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 5 }, () => DataFolderBusy.name), "won"]);
  }, 60_000);
});
