import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort } from "@/lib/cli/postgres/cluster";
import { environmentForTest } from "@/lib/env";
import { isInContext, parseCopy, parseDockerfile, type Stage } from "./dockerfile";

// Where there is no Docker: the Dockerfile's copy, npm and node steps, done in a clean copy of the tree that holds nothing but
// what the build context would, and then the image's own command, until it answers as healthy.

const root = process.cwd();
const scratch = mkdtempSync(path.join(tmpdir(), "demasque-image-"));
// Entered by the account that Postgres runs as, too.
chmodSync(scratch, 0o755);
const context = path.join(scratch, "context");
const say = (line: string) => process.stdout.write(`${line}\n`);

function makeContext(): void {
  const ignoreFile = readFileSync(path.join(root, ".dockerignore"), "utf8");
  const walk = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory() && !leftOut.has(name)) walk(name);
      if (entry.isFile() && isInContext(ignoreFile, name)) cpSync(path.join(root, name), path.join(context, name));
    }
  };
  walk("");
}

/** Large, and not in the context anyway: not worth the walk. */
const leftOut = new Set([".git", ".next", ".data", ".cache", "node_modules"]);

interface Built {
  readonly folder: string;
  readonly environment: Record<string, string>;
  readonly command: readonly string[];
}

const built = new Map<string, Built>();

/** The image's root is a folder of ours; paths of the image are taken below it. */
async function buildStage(stage: Stage): Promise<Built> {
  const base = built.get(stage.from);
  const folder = base?.folder ?? path.join(scratch, stage.name);
  const environment = { ...base?.environment };
  let workFolder = path.join(folder, "app");
  let command: readonly string[] = [];
  for (const { keyword, words } of stage.instructions) {
    const inStage = (name: string) => (name.startsWith("/") ? path.join(folder, name) : path.resolve(workFolder, name));
    if (keyword === "WORKDIR") workFolder = path.join(folder, words);
    if (keyword === "ENV")
      for (const pair of words.split(/\s+/)) Object.assign(environment, Object.fromEntries([pair.split("=")]));
    if (keyword === "CMD") command = JSON.parse(words) as string[];
    if (keyword === "COPY") copy(words, inStage);
    if (keyword === "RUN") await run(stage.name, words, workFolder, environment);
  }
  return { folder, environment, command };
}

function copy(words: string, inStage: (name: string) => string): void {
  const { from, sources, destination } = parseCopy(words);
  for (const source of sources) {
    const origin = from === null ? path.join(context, source) : path.join(built.get(from)?.folder ?? "", source);
    // As Docker does it: a folder gives its contents, a file goes into a destination that ends in a slash.
    const target = destination.endsWith("/")
      ? path.join(inStage(destination), path.basename(source))
      : inStage(destination);
    mkdirSync(path.dirname(target), { recursive: true });
    if (from === null || process.platform !== "linux")
      cpSync(origin, target, { recursive: true, verbatimSymlinks: true });
    // Tens of thousands of files that nobody changes any more: links will do.
    else execFileSync("cp", ["--archive", "--link", "--no-target-directory", origin, target]);
  }
}

async function run(stage: string, words: string, folder: string, environment: Record<string, string>): Promise<void> {
  if (!/^(npm|node) /.test(words)) {
    say(`  ${stage}: left out (the image's own users and folders): ${words}`);
    return;
  }
  if (words.includes("build-pages")) lendBuild(folder);
  say(`  ${stage}: ${words}`);
  mkdirSync(folder, { recursive: true });
  const child = spawn("sh", ["-c", words], {
    cwd: folder,
    env: environmentForTest(environment),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`${stage}: ${words}\n${output}`);
}

/** A build of the same sources need not be made again; it is taken only when its mark agrees with the copied tree. */
function lendBuild(folder: string): void {
  const pages = path.join(root, ".next");
  if (!existsSync(path.join(pages, "made-from"))) return;
  cpSync(pages, path.join(folder, ".next"), {
    recursive: true,
    filter: (source) => !["cache", "dev"].includes(path.relative(pages, source)),
  });
}

async function tryImage({ folder, environment, command }: Built): Promise<void> {
  const port = await findFreePort();
  const [program = "", ...words] = command;
  const child = spawn(program, words, {
    cwd: path.join(folder, "app"),
    env: environmentForTest({
      ...environment,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_DIR: path.join(scratch, "data"),
    }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const deadline = Date.now() + 120_000;
  const isReady = () => output.includes("Ctrl-C stops it.");
  while (!isReady() && child.exitCode === null && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const health = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
  child.kill("SIGTERM");
  const code = await exited;
  if (output.includes("Building the pages"))
    throw new Error(`The image would build its pages at its first start:\n${output}`);
  if (!isReady() || !health?.ok || code !== 0)
    throw new Error(
      `The image's command did not do (health ${String(health?.status)}, status ${String(code)}):\n${output}`,
    );
  say(`  ${command.join(" ")}: healthy, and ended well`);
}

try {
  makeContext();
  const stages = parseDockerfile(readFileSync(path.join(root, "Dockerfile"), "utf8"));
  for (const stage of stages) built.set(stage.name, await buildStage(stage));
  const image = built.get(stages.at(-1)?.name ?? "");
  if (!image) throw new Error("The Dockerfile has no stage.");
  await tryImage(image);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
