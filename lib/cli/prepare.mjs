// What must be true before any TypeScript can run. Plain JavaScript and Node's own modules: on a fresh clone there is
// nothing else.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string} name */
const inRoot = (name) => path.join(root, name);

/** @param {string} message */
export function fail(message, exitCode = 1) {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `Node 20.19 or newer is needed, and this is ${process.versions.node}. Install a current one from https://nodejs.org.`,
  );
}

/** @param {string[]} files */
function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

/**
 * Runs a program to its end. What it prints is shown only when it fails, or on a terminal's standard error at once when
 * `loud`: standard output belongs to the command that was asked for.
 *
 * @param {string} command
 * @param {string[]} words
 * @param {{ loud?: boolean, env?: NodeJS.ProcessEnv }} [options]
 */
async function run(command, words, { loud = false, env = process.env } = {}) {
  const child = spawn(command, words, { cwd: root, env, stdio: ["ignore", loud ? 2 : "pipe", loud ? 2 : "pipe"] });
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, output };
}

/** Installs from the lockfile when that has never been done, or not since the lockfile changed. */
export async function install() {
  const marker = inRoot("node_modules/.demasque-lock");
  const wanted = hashOf([inRoot("package-lock.json")]);
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  if (isInstalledElsewhere()) return;
  process.stderr.write("Installing the packages of package-lock.json …\n");
  const [command, ...words] = npmCommand();
  const { code } = await run(command, [...words, "ci", "--include=dev", "--no-audit", "--no-fund"], { loud: true });
  if (code !== 0) fail("npm ci failed; see above. Nothing was started.");
  writeFileSync(marker, wanted);
}

/**
 * Somebody else ran npm (a person, the image's build): its own record of what is there agrees with the lockfile, package by
 * package. In production the packages for development may be missing.
 */
function isInstalledElsewhere() {
  const isProduction = process.env.NODE_ENV === "production";
  try {
    const locked = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
    const present = JSON.parse(readFileSync(inRoot("node_modules/.package-lock.json"), "utf8")).packages;
    return Object.entries(locked).every(
      ([name, { version, optional, peer, dev }]) =>
        name === "" || optional || peer || (dev && isProduction) || present[name]?.version === version,
    );
  } catch {
    return false;
  }
}

/** npm's own program when npm started us, so that a second npm on the path is not mixed in. */
function npmCommand() {
  const program = process.env.npm_execpath;
  return program?.endsWith(".js") ? [process.execPath, program] : ["npm"];
}

/** Writes the database client when the models or the generator have changed. */
export async function generate() {
  const schema = inRoot("prisma/schema.prisma");
  const folder = inRoot("lib/db/generated");
  const marker = path.join(folder, ".made-from");
  const wanted = hashOf([schema, inRoot("node_modules/prisma/package.json")]);
  if (existsSync(marker) && readFileSync(marker, "utf8") === wanted) return;
  const program = createRequire(inRoot("package.json")).resolve("prisma/build/index.js");
  const { code, output } = await run(process.execPath, [program, "generate", "--schema", schema], {
    env: {
      // The generator asks for the schema engine, downloads it, and then does not use it. Any program that ends well
      // will do in its place; so nothing is fetched, and a closed network is no obstacle.
      PRISMA_SCHEMA_ENGINE_BINARY: doNothingProgram(),
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
      ...process.env,
    },
  });
  if (code !== 0) fail(`The database client could not be generated:\n${output}`);
  writeFileSync(marker, wanted);
}

function doNothingProgram() {
  return ["/bin/true", "/usr/bin/true"].find((file) => existsSync(file)) ?? process.execPath;
}

/** Everything before the first line of TypeScript; quick when there is nothing to do. */
export async function prepare() {
  checkNode();
  await install();
  await generate();
}

/**
 * Runs a TypeScript module of the project in this process.
 *
 * @param {string} file relative to the project's folder
 */
export async function runTypeScript(file) {
  const { register } = await import("tsx/esm/api");
  register({ tsconfig: inRoot(".config/tsconfig.run.json") });
  return await import(pathToFileURL(inRoot(file)).href);
}
