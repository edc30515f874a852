import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import { closeDb, useDatabase } from "@/lib/db/client";
import { provideEnvironment } from "@/lib/env";
import { createUser, signInCookie } from "./factories";
import { browserArguments, findBrowser } from "./find-browser";
import { startDesk } from "./running-desk";

/**
 * How long a photo of twelve megapixels takes from its choice on /log to its fingerprint on the screen, on a processor a quarter as fast.
 *
 * The browser's own throttling (Emulation.setCPUThrottlingRate) slows the page's main thread alone: neither the worker that computes the
 * fingerprint nor the threads that decode the photo. So all of the browser's processes are held three quarters of the time instead, and
 * a loop that is timed in the page and in the worker says how slow they really were. Linux and macOS.
 *
 * `npm run -s measure:fingerprint -- [--rate 4] [--times 9]`; exit status 1 where a second is passed, or the processor was too fast.
 */
const [width, height] = [4000, 3000];
const secondsAtMost = 1;
const say = (line: string) => process.stdout.write(`${line}\n`);
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Light from one side, things with edges, and a sensor's noise: as large a file as a telephone makes, another one each time. */
async function writePhoto(file: string, number: number): Promise<number> {
  // Coloured blocks in no order: a picture with too little to see would have no fingerprint to show.
  const blocks = Array.from({ length: 60 }, (_, at) => {
    const [x, y] = [(at * 977 + number * 311) % 3700, (at * 653 + number * 197) % 2700];
    const colour = [83, 149, 37].map((step) => (at * step) % 256).join();
    return `<rect x="${String(x)}" y="${String(y)}" width="${String(200 + ((at * 67) % 400))}" height="${String(150 + ((at * 91) % 400))}" fill="rgb(${colour})" fill-opacity="0.8"/>`;
  });
  const things = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}">
    <defs><linearGradient id="light" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#223"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#light)" fill-opacity="0.7"/>${blocks.join("")}</svg>`;
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const picture = sharp({ create: { width, height, channels: 3, background: "#888", noise } });
  const { size } = await picture
    .composite([{ input: Buffer.from(things) }])
    .jpeg({ quality: 88 })
    .toFile(file);
  return size;
}

/** The processes that descend from one, itself included. */
function processesOf(root: number): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = table.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const found = [root];
  for (const parent of found) for (const [pid, of] of pairs) if (of === parent && pid !== undefined) found.push(pid);
  return found;
}

/** Runs the work while the processes have one part in `rate` of the processor. */
async function slowed<T>(pids: readonly number[], rate: number, work: () => Promise<T>): Promise<T> {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(new URL("./slow-down.mjs", import.meta.url), { workerData: { pids, rate, cell } });
  const ended = new Promise((resolve) => thread.once("exit", resolve));
  try {
    return await work();
  } finally {
    Atomics.store(cell, 0, 1);
    Atomics.notify(cell, 0);
    await ended;
  }
}

/** The same sum over and over: milliseconds for it. */
function spin(): number {
  const from = performance.now();
  let sum = 0;
  for (let at = 0; at < 40_000_000; at++) sum += Math.sqrt(at);
  return sum > 0 ? performance.now() - from : 0;
}
/** How long the loop takes where the page runs, and where the fingerprint is computed. */
async function speedOf(page: Page) {
  const worker = page.workers().find((one) => one.url().includes("worker")) ?? page.workers()[0];
  if (worker === undefined) throw new Error("There is no worker to be measured.");
  const inPage = [await page.evaluate(spin), await page.evaluate(spin), await page.evaluate(spin)];
  const inWorker = [await worker.evaluate(spin), await worker.evaluate(spin), await worker.evaluate(spin)];
  return { page: median(inPage), worker: median(inWorker) };
}

/** Said as text: what the runner adds to names of functions does not exist in the page. */
const fromChoiceToFrame = `new Promise((resolve, reject) => {
  const field = document.querySelector('input[type="file"]');
  const said = field?.parentElement.querySelector('[role="status"]');
  if (!said) return reject(new Error("There is no field for a picture."));
  const before = said.textContent;
  field.addEventListener("change", () => {
    const from = performance.now();
    const look = new MutationObserver(() => {
      if (said.textContent === before || !/[0-9a-f]{8}…/.test(said.textContent)) return;
      look.disconnect();
      // The frame is drawn between the two.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
    });
    look.observe(said, { childList: true, characterData: true, subtree: true });
  }, { once: true, capture: true });
})`;

/** From the choice of a file to the frame that shows its fingerprint, by the page's own clock. */
async function timeOf(page: Page, file: string): Promise<number> {
  const measured = page.evaluate<number>(fromChoiceToFrame);
  await page.locator('input[type="file"]').setInputFiles(file);
  return await measured;
}

async function openField(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/log`, { waitUntil: "networkidle" });
  await page.getByLabel("Links or handles, one per line").last().fill("https://x.com/with_a_photo");
  const choose = (group: RegExp, name: RegExp) =>
    page.getByRole("group", { name: group }).getByRole("radio", { name }).locator("xpath=ancestor::label").click();
  await choose(/^Track/, /^Stolen photos/);
  await choose(/^Could the person shown be a minor/, /^Nothing suggests it/);
  await page.locator('input[type="file"]').waitFor({ state: "attached" });
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { rate: { type: "string" }, times: { type: "string" } } });
  const [rate, times] = [Number(values.rate ?? "4"), Number(values.times ?? "9")];
  const executablePath = findBrowser({ PATH: "/usr/bin:/usr/local/bin:/opt/homebrew/bin" });
  if (executablePath === null) throw new Error("There is no browser to measure with.");
  const folder = await mkdtemp(path.join(tmpdir(), "demasque-photos-"));
  const photos = Array.from({ length: times + 1 }, (_, at) => path.join(folder, `photo-${String(at)}.jpg`));
  let bytes = 0;
  for (const [at, file] of photos.entries()) bytes += await writePhoto(file, at);
  const desk = await startDesk();
  const server = await chromium.launchServer({ executablePath, args: browserArguments() });
  try {
    const { appUrl } = await desk.databaseUrls();
    provideEnvironment({ DATA_DIR: desk.dataDir, DATABASE_URL: appUrl, PUBLIC_URL: desk.url });
    useDatabase(appUrl);
    const cookie = await signInCookie(await createUser({ roles: ["volunteer"] }));
    const browser = await chromium.connect(server.wsEndpoint());
    const context = await browser.newContext({ locale: "en-GB", viewport: { width: 390, height: 844 } });
    await context.addCookies([{ ...cookie, url: desk.url, httpOnly: true, sameSite: "Lax" }]);
    const page = await context.newPage();
    await openField(page, desk.url);
    const [first = "", ...others] = photos;
    const pids = processesOf(server.process().pid ?? 0);
    const cold = await slowed(pids, rate, () => timeOf(page, first));
    const full = await speedOf(page);
    const { slow, taken } = await slowed(pids, rate, async () => {
      const found = await speedOf(page);
      const list: number[] = [];
      for (const file of others) list.push(await timeOf(page, file));
      return { slow: found, taken: list };
    });
    const [inPage, inWorker] = [slow.page / full.page, slow.worker / full.worker];
    const isSlow = Math.min(inPage, inWorker) > 0.9 * rate;
    const megabytes = (bytes / photos.length / 1_000_000).toFixed(1);
    say(
      `${String(width)} × ${String(height)} points, ${megabytes} MB each; load ${loadavg()
        .map((one) => one.toFixed(1))
        .join(", ")}`,
    );
    say(
      `slower by: page ${inPage.toFixed(1)}, worker ${inWorker.toFixed(1)}${isSlow ? "" : " (too little: no verdict)"}`,
    );
    say(`the first one, with the start of the worker: ${cold.toFixed(0)} ms`);
    say(
      `${String(taken.length)} more: median ${median(taken).toFixed(0)} ms, slowest ${Math.max(...taken).toFixed(0)} ms`,
    );
    return isSlow && median(taken) <= secondsAtMost * 1000 ? 0 : 1;
  } finally {
    await server.close();
    await closeDb();
    await desk.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
