import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { environmentForChild } from "@/lib/env";
import { startChild, type Child } from "./children";
import { DataFolderBusy, lockDataFolder, type DataLock } from "./data-lock";

/** What the build is made from, as far as it is there. Tests and the command line are not in it. */
export const buildSources = [
  ...["app", "lib", "public", "prisma/schema.prisma", "next.config.js", "proxy.ts", "instrumentation-client.ts"],
  ...["package.json", "package-lock.json", "tsconfig.json"],
];
const leftOut = new Set(["lib/testing", "lib/cli", "lib/db/generated"]);
const isTest = (name: string) => /\.test\.tsx?$/.test(name);

/** The same for the same sources, whatever their dates. */
export async function hashOfSources(root: string): Promise<string> {
  const files: string[] = [];
  const walk = async (name: string): Promise<void> => {
    if (leftOut.has(name) || isTest(name)) return;
    const entries = await readdir(path.join(root, name), { withFileTypes: true }).catch(() => null);
    if (entries === null) files.push(name);
    else for (const entry of entries) await walk(`${name}/${entry.name}`);
  };
  for (const source of buildSources) if (existsSync(path.join(root, source))) await walk(source);
  const hash = createHash("sha256").update(`node ${process.versions.modules}\0`);
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(await readFile(path.join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

/**
 * Builds when the sources are not those of the last build. Two starts in one tree do not build into each other: the second
 * waits for the first and then finds its work done.
 *
 * @param onChild is given the running build, so that whoever stops us can stop it
 * @param output where the build's standard output goes
 */
export async function buildIfStale(
  root: string,
  say: (line: string) => void,
  onChild?: (build: Child) => void,
  output: "inherit" | "stderr" = "inherit",
): Promise<boolean> {
  if (await isFresh(root)) return false;
  const lock = await takeTurn(root);
  try {
    const wanted = await hashOfSources(root);
    if (await isFresh(root)) return false;
    say("Building the pages (only when the sources have changed) …");
    await rm(markerIn(root), { force: true });
    const words = [path.join(root, "node_modules/next/dist/bin/next"), "build"];
    const build = startChild("The build", words, environmentForChild({ NODE_ENV: "production" }), { output });
    onChild?.(build);
    const how = await build.ended;
    if (build.exitCode() !== 0) throw new Error(`The build failed (${how}); see above.`);
    await writeFile(markerIn(root), wanted);
    return true;
  } finally {
    await lock.release();
  }
}

const markerIn = (root: string) => path.join(root, ".next", "made-from");

async function isFresh(root: string): Promise<boolean> {
  const madeFrom = await readFile(markerIn(root), "utf8").catch(() => null);
  return madeFrom !== null && madeFrom === (await hashOfSources(root));
}

async function takeTurn(root: string): Promise<DataLock> {
  for (;;) {
    try {
      return await lockDataFolder(path.join(root, ".cache", "build"), "a build");
    } catch (error) {
      if (!(error instanceof DataFolderBusy)) throw error;
      await wait(500);
    }
  }
}
