// npm test: everything, on a fresh clone too. Each step runs whatever became of the one before; the last line counts.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { checkNode, fail, generate, install, root, runTypeScript } from "../cli/prepare.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Said once more below everything else: whoever reads only the end of a long log needs the names. @type {string[]} */
const failures = [];

/** Browser tests that failed once and then passed on a fresh desk: counted as passed, named so that somebody looks. @type {string[]} */
const unsteady = [];

process.chdir(root);
checkNode();
await install();
await generate();

const scratch = mkdtempSync(path.join(tmpdir(), "demasque-run-"));
const environment = await makeEnvironment();
let current;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    endGroup("SIGTERM");
    rmSync(scratch, { recursive: true, force: true });
    process.exit(130);
  });
}

/** What the developer's shell says about a desk of theirs must not reach the tests. */
async function makeEnvironment() {
  const { environmentForTest } = await runTypeScript("lib/env.ts");
  return environmentForTest({ NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1" });
}

/** @param {NodeJS.Signals} signal */
function endGroup(signal) {
  try {
    if (current?.pid) process.kill(-current.pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

/**
 * Runs one program of the project in a process group of its own, so that nothing of it stays behind.
 *
 * @param {string[]} words
 * @param {Record<string, string>} [values]
 * @returns {Promise<boolean>}
 */
async function run(words, values = {}) {
  current = spawn(process.execPath, words, {
    cwd: root,
    env: { ...environment, ...values },
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((resolve) => {
    current.once("error", () => resolve(1));
    current.once("close", resolve);
  });
  endGroup("SIGKILL");
  return code === 0;
}

/** @param {string} file */
const program = (file) => path.join(root, "node_modules", file);

/** A tool that says yes or no counts as one. @param {string[]} words */
const verdict = async (...words) => count(await run(words));

/** @param {boolean} isGood @returns {Counts} */
const count = (isGood) => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 });

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/**
 * The tool's own numbers; one failure more when it ended badly without naming a failed test (a file that does not load, an
 * error after the tests, a crash).
 *
 * @param {boolean} isGood
 * @param {Counts | null} counts
 * @returns {Counts}
 */
function counted(isGood, counts) {
  if (counts === null) return count(false);
  if (!isGood && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

/** @param {string} project */
async function vitest(project) {
  const file = path.join(scratch, `${project}.json`);
  const isGood = await run([
    program("vitest/vitest.mjs"),
    ...["run", "--config", ".config/vitest.config.ts", "--project", project],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
  ]);
  const report = readJson(file);
  for (const { name, message, assertionResults } of report?.testResults ?? []) {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    for (const one of failed) note(name, one.fullName, one.failureMessages[0]);
    if (failed.length === 0 && message) note(name, "did not load", message);
  }
  const counts = report && {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return counted(isGood, counts);
}

async function playwright() {
  const { findBrowser } = await runTypeScript("lib/testing/find-browser.ts");
  if (findBrowser(process.env) === null && !(await installBrowser(findBrowser))) return count(false);
  const file = path.join(scratch, "e2e.json");
  const words = [
    program("@playwright/test/cli.js"),
    "test",
    "--config",
    ".config/playwright.config.ts",
    "--reporter=list,json",
    // A browser, a server, a database and a worker go by four clocks; what is broken fails twice.
    "--retries=1",
  ];
  const isGood = await run(words, { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const report = readJson(file);
  for (const one of (report?.suites ?? []).flatMap(specsOf)) {
    const message = one.tests.flatMap(({ results }) => results.map(({ error }) => error?.message)).find(Boolean);
    const isUnsteady = one.tests.some(({ status }) => status === "flaky");
    if (!one.ok || isUnsteady) note(one.file, one.title, message, one.ok ? unsteady : failures);
  }
  const stats = report?.stats;
  return counted(
    isGood,
    stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped },
  );
}

/** Playwright nests what `describe` groups. @param {{ specs?: any[], suites?: any[] }} suite @returns {any[]} */
const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

/** @param {string} file @param {string} name @param {string} [message] @param {string[]} [list] */
function note(file, name, message = "", list = failures) {
  const [first = ""] = stripVTControlCharacters(message).split("\n");
  list.push(`${path.isAbsolute(file) ? path.relative(root, file) : file} › ${name}: ${first.slice(0, 200)}`);
}

/** Playwright's own download, else the distribution's package. @param {Function} findBrowser */
async function installBrowser(findBrowser) {
  say("No browser was found; installing one …");
  const isRoot = process.getuid?.() === 0;
  const ways = [[process.execPath, [program("@playwright/test/cli.js"), "install", "chromium"]]];
  if (isRoot) ways.push(["sh", ["-c", "apt-get update -q && apt-get install -y -q --no-install-recommends chromium"]]);
  for (const [command, words] of ways) {
    const child = spawn(command, words, {
      cwd: root,
      env: environment,
      stdio: ["ignore", "inherit", "inherit"],
      timeout: 300_000,
    });
    await new Promise((resolve) => child.once("error", resolve).once("close", resolve));
    if (findBrowser(process.env) !== null) return true;
  }
  say(
    `There is no browser here and none could be installed: Playwright's download did not work${isRoot ? ", nor the distribution's package" : ""}. Install Chromium, or set CHROMIUM_PATH to one.`,
  );
  return false;
}

/** @param {string} line */
const say = (line) => process.stdout.write(`${line}\n`);

// Route types and next-env.d.ts are generated, and the compiler wants them.
const types = async () => {
  const isTyped = await run([program("next/dist/bin/next"), "typegen"]);
  return count((await run([program("typescript/bin/tsc"), "--noEmit"])) && isTyped);
};

/** @type {[string, () => Promise<Counts>][]} */
const steps = [
  ["types", types],
  [
    "lint",
    () => verdict(program("eslint/bin/eslint.js"), "--config", ".config/eslint.config.js", "--max-warnings", "0", "."),
  ],
  [
    "format",
    () =>
      verdict(
        program("prettier/bin/prettier.cjs"),
        "--config",
        ".config/prettier.json",
        "--ignore-path",
        ".gitignore",
        "--ignore-path",
        ".config/prettierignore",
        "--check",
        "--log-level",
        "warn",
        ".",
      ),
  ],
  [
    "layers",
    () =>
      verdict(
        program("dependency-cruiser/bin/dependency-cruise.mjs"),
        "--config",
        ".config/dependency-cruiser.cjs",
        "app",
        "lib",
        "prisma",
        "proxy.ts",
      ),
  ],
  ["unused", () => verdict(program("knip/bin/knip.js"), "--config", ".config/knip.json", "--no-progress")],
  ["unit", () => vitest("unit")],
  ["build", () => verdict("lib/cli/run.mjs", "lib/cli/build-pages.ts")],
  ["integration", () => vitest("integration")],
  ["image", () => verdict("lib/cli/run.mjs", "lib/testing/docker-steps.ts")],
  ["browser", playwright],
];

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !steps.some(([known]) => known === name));
if (unknown !== undefined) fail(`There is no step "${unknown}". Steps: ${steps.map(([name]) => name).join(", ")}.`, 2);

/** @type {[string, Counts, number][]} */
const results = [];
for (const [name, step] of steps.filter(([name]) => asked.length === 0 || asked.includes(name))) {
  say(`\n── ${name} ──`);
  const started = Date.now();
  results.push([name, await step(), (Date.now() - started) / 1000]);
}
rmSync(scratch, { recursive: true, force: true });

say("");
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, counts, seconds] of results) {
  for (const key of Object.keys(total)) total[key] += counts[key];
  const words = `${counts.failed > 0 ? "FAILED" : "ok"}  ${counts.passed} of ${counts.passed + counts.failed}`;
  say(
    `${name.padEnd(12)} ${words.padEnd(20)} ${seconds.toFixed(0).padStart(5)} s${counts.skipped > 0 ? `  (${counts.skipped} skipped)` : ""}`,
  );
}
for (const failure of failures) say(`✗ ${failure}`);
for (const one of unsteady) say(`~ passed at the second try: ${one}`);
say("");
say(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exit(total.failed === 0 ? 0 : 1);
