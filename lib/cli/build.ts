import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { lockDataFolder } from "./data-lock";

/** What the build is made from. Tests and the command line are not in it. */
const sources = [
  ...["app", "lib", "public", "prisma/schema.prisma"],
  ...["next.config.js", "proxy.ts", "postcss.config.mjs", "package.json", "package-lock.json", "tsconfig.json"],
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
  for (const source of sources) if (existsSync(path.join(root, source))) await walk(source);
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
 * is refused by the lock while the first works.
 */
export async function buildIfStale(
  root: string,
  runBuild: () => Promise<void>,
  say: (line: string) => void,
): Promise<boolean> {
  const folder = path.join(root, ".next");
  const marker = path.join(folder, "made-from");
  const wanted = await hashOfSources(root);
  if ((await readFile(marker, "utf8").catch(() => "")) === wanted && existsSync(path.join(folder, "BUILD_ID")))
    return false;
  await mkdir(folder, { recursive: true });
  const lock = await lockDataFolder(path.join(root, ".cache", "build"), "a build");
  try {
    say("Building the pages (only when the sources have changed) …");
    await runBuild();
    await writeFile(marker, wanted);
    return true;
  } finally {
    await lock.release();
  }
}
