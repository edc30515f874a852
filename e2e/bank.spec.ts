import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { createUser, actorFor } from "@/lib/testing/factories";
import { verifiedMandate } from "@/lib/testing/notice-desk";
import { makeBankCode } from "@/lib/usecases/open-bank";
import { type Desk, expect, open, test } from "./fixtures";
import { listenTo } from "./picture-traffic";

const plain = 60;
/** In every file's name, so that no request can bear one unseen. */
const secret = "solenn-on-the-beach";
const neverCode = "AAAA-AAAA-AAAA-AAAA-AAAA";

const barriers = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations;
const entries = async (desk: Desk, mandateId: string) =>
  (
    await desk.query<{ count: number }>(
      "SELECT count(*)::int FROM fingerprint e JOIN bank b ON b.id = e.bank_id WHERE b.mandate_id = $1",
      [mandateId],
    )
  )[0]?.count;

/** Blocks in no order, the same in every run, made quickly: a folder holds many. */
async function blocksOf(number: number): Promise<Buffer> {
  const [width, height] = [13, 10];
  const grey = Buffer.from(
    Array.from(
      { length: width * height },
      (_, at) => Math.abs(Math.trunc(Math.sin(at * 12.9898 + number * 37.719) * 43758)) % 256,
    ),
  );
  return await sharp(grey, { raw: { width, height, channels: 1 } })
    .resize(520, 400, { kernel: "nearest", fit: "fill" })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A mandate that stands, and the code that its person was handed. */
async function handedCode() {
  const reviewer = actorFor(await createUser({ roles: ["reviewer"] }));
  const mandate = await verifiedMandate(reviewer);
  return { mandate, reviewer, ...(await makeBankCode(reviewer, mandate)) };
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel("The code that you were handed").fill(code);
  await page.getByRole("button", { name: "Go on" }).click();
}

/** Ticks all three, and gives the code that takes everything back. */
async function declare(page: Page): Promise<string> {
  const agree = page.getByRole("button", { name: "I declare this" });
  const ticks = page.getByRole("checkbox");
  await expect(ticks).toHaveCount(3);
  for (const tick of await ticks.all()) {
    await expect(tick).not.toBeChecked();
    await expect(agree).toBeDisabled();
    await tick.check();
  }
  await agree.click();
  const shown = page.getByRole("region", { name: "The code that takes everything back" });
  const code = await shown.locator("code").innerText();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("button", { name: "I have written it down" }).click();
  return code;
}

test("a whole folder is looked at where it lies: paused, gone on with after a reload, and nothing of a picture leaves", async ({
  desk,
  visit,
}) => {
  const { mandate, code } = await handedCode();
  const folder = await mkdtemp(path.join(tmpdir(), "folder-"));
  const pictures = await Promise.all(Array.from({ length: plain }, (_, at) => blocksOf(at)));
  await mkdir(path.join(folder, "older"));
  const name = (at: number) => path.join(folder, at % 2 ? "older" : "", `${secret}-${String(at)}.jpg`);
  await Promise.all(pictures.map((picture, at) => writeFile(name(at), picture)));
  const shape = '<svg width="400" height="400"><circle cx="130" cy="170" r="60" fill="#aaa"/></svg>';
  const grey = await sharp({ create: { width: 400, height: 400, channels: 3, background: "#777" } })
    .composite([{ input: Buffer.from(shape) }])
    .png()
    .toBuffer();
  await writeFile(path.join(folder, `${secret}-grey.png`), grey);
  await writeFile(path.join(folder, `${secret}-broken.jpg`), "no picture");
  await writeFile(path.join(folder, `${secret}.txt`), "a letter");
  try {
    const { page } = await visit(desk);
    const traffic = listenTo(page);
    await open(page, "/bank");
    expect(await barriers(page)).toEqual([]);
    await enter(page, code.toLowerCase().replaceAll("-", " "));
    await declare(page);
    await expect(page.getByText("Nothing lies in the bank.")).toBeVisible();

    // Stopped after the first batch, and the page left.
    await page.locator("input[webkitdirectory]").setInputFiles(folder);
    await expect(page.getByRole("progressbar")).toBeVisible();
    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByText(/^\d+ of 62 looked at$/)).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByText("50 fingerprints lie in the bank.")).toBeVisible();
    await page.reload();
    expect(await entries(desk, mandate.id)).toBe(50);

    // Nothing of her stays in the browser: the code is asked for again, the declaration is not.
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    expect(JSON.stringify(await page.context().cookies())).not.toContain(code);
    await open(page, "/bank");
    await enter(page, code);
    await expect(page.getByText("50 fingerprints lie in the bank.")).toBeVisible();
    await page.locator("input[webkitdirectory]").setInputFiles(folder);
    await expect(page.getByText("Done: 62 looked at")).toBeVisible();
    await expect(page.getByText("60 fingerprints lie in the bank.")).toBeVisible();
    await expect(page.getByText("10 fingerprints left", { exact: true })).toBeVisible();
    await expect(page.getByText("50 were here already")).toBeVisible();
    await expect(page.getByText("1 says too little to be told from others")).toBeVisible();
    await expect(page.getByText("1 file that is no picture was left aside")).toBeVisible();
    await page.getByText("Could not be read").click();
    await expect(page.getByText(`${secret}-broken.jpg`)).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    expect(await entries(desk, mandate.id)).toBe(plain);

    traffic.assertNothingOf([...pictures, grey], 60_000);
    traffic.assertNoWord(secret);
    // The fingerprints did leave: an empty look would prove nothing.
    expect(traffic.posted().filter(({ body }) => body.includes('"pdq"')).length).toBeGreaterThan(1);
    await expect(page.locator('img[src^="blob:"], img[src^="data:image/jpeg"], main canvas')).toHaveCount(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("the code that was shown once erases everything; a wrong one, a used one and none that ever was are told alike", async ({
  desk,
  visit,
}) => {
  const { mandate, reviewer, code } = await handedCode();
  const { page } = await visit(desk);
  /** Not by its screen alone: what the server itself answers to a code, without the number of the request. */
  let last = "";
  await page.route("**/bank", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    const response = await route.fetch();
    last = await response.text();
    return route.fulfill({ response, body: last });
  });
  const told: string[] = [];
  const refused = async (press: () => Promise<void>, words: Locator) => {
    last = "";
    await press();
    await expect(words).toBeVisible();
    await expect.poll(() => last).toContain("serverError");
    told.push((/"serverError":\{[^}]*\}/.exec(last)?.[0] ?? last).replace(/"requestId":"[^"]*"/, ""));
  };
  await open(page, "/bank");
  // One field for one code, and nothing has two names, for whoever hears the page as well.
  await expect(page.getByRole("textbox")).toHaveCount(1);
  const opens = page.getByRole("region", { name: "Your code" });
  const refusal = opens.getByText("This code opens nothing. Check it, or ask for a new one.");
  await refused(() => enter(page, neverCode), refusal);
  expect(await barriers(page)).toEqual([]);
  await enter(page, code);
  const back = await declare(page);
  const photos = await Promise.all([blocksOf(300), blocksOf(301)]);
  await page
    .locator("input[type=file]:not([webkitdirectory])")
    .setInputFiles(photos.map((buffer, at) => ({ name: `${String(at)}.jpg`, mimeType: "image/jpeg", buffer })));
  await expect(page.getByText("2 fingerprints lie in the bank.")).toBeVisible();

  const field = page.getByRole("textbox", { name: "The code that takes everything back" });
  const begin = page.getByText("I have that code");
  await begin.click();
  const erase = page.getByRole("button", { name: "Erase everything" });
  const nothing = page.getByText("This code withdraws nothing: it is wrong, or everything is erased already.");
  // The code that fills it does not empty it.
  for (const wrong of [neverCode, code]) {
    await field.fill(wrong);
    await refused(() => erase.click(), nothing);
    expect(await entries(desk, mandate.id)).toBe(2);
  }
  await field.fill(back);
  await erase.click();
  await expect(page.getByText("Everything is erased: 2 fingerprints.")).toBeVisible();
  expect((await entries(desk, mandate.id)) ?? 0).toBe(0);
  // What lay there is not said to lie there any more.
  await expect(page.getByText("2 fingerprints lie in the bank.")).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);

  await open(page, "/bank");
  await begin.click();
  await field.fill(back);
  await refused(() => erase.click(), nothing);
  await refused(() => enter(page, code), refusal);
  const { code: expired } = await makeBankCode(reviewer, await verifiedMandate(reviewer));
  await desk.query("UPDATE bank SET link_expires_at = now() - interval '1 hour' WHERE link_expires_at > now()");
  await open(page, "/bank");
  await refused(() => enter(page, expired), refusal);
  expect(told).toHaveLength(6);
  expect(told.every((one) => one.includes("forbidden"))).toBe(true);
  expect(new Set(told).size).toBe(2);
});

test("two windows leave the same folder by one code at once: each fingerprint lies there once, and each window says what is so", async ({
  desk,
  visit,
}) => {
  test.setTimeout(180_000);
  const many = 120;
  const { mandate, code } = await handedCode();
  const folder = await mkdtemp(path.join(tmpdir(), "folder-"));
  const pictures = await Promise.all(Array.from({ length: many }, (_, at) => blocksOf(500 + at)));
  await Promise.all(pictures.map((picture, at) => writeFile(path.join(folder, `${String(at)}.jpg`), picture)));
  try {
    const [{ page: one }, { page: other }] = [await visit(desk), await visit(desk)];
    await open(one, "/bank");
    await enter(one, code);
    const back = await declare(one);
    await open(other, "/bank");
    await enter(other, code);
    await expect(other.getByText("Nothing lies in the bank.")).toBeVisible();

    // The first batch of each is held until both are there, so that the server has both of them at once.
    let came = 0;
    let letGo: () => void = () => undefined;
    const bothCame = new Promise<void>((resolve) => (letGo = resolve));
    for (const page of [one, other])
      await page.route("**/bank", async (route) => {
        if (route.request().postData()?.includes('"pdq"') === true && came < 2) {
          came += 1;
          if (came === 2) letGo();
          await bothCame;
        }
        await route.continue();
      });
    for (const page of [one, other]) await page.locator("input[webkitdirectory]").setInputFiles(folder);
    const told: { taken: number; known: number }[] = [];
    for (const page of [one, other]) {
      await expect(page.getByText(`Done: ${String(many)} looked at`)).toBeVisible({ timeout: 90_000 });
      // What each looked at lies there now, whoever left it.
      await expect(page.getByText(`${String(many)} fingerprints lie in the bank.`)).toBeVisible();
      const counts = await page.locator("main li").allInnerTexts();
      const numberIn = (words: RegExp) => Number(counts.map((text) => words.exec(text)?.[1]).find(Boolean) ?? 0);
      told.push({
        taken: numberIn(/^(\d+) fingerprints? left$/),
        known: numberIn(/^(\d+) (?:was|were) here already$/),
      });
    }
    expect(came).toBe(2);
    for (const { taken, known } of told) expect(taken + known).toBe(many);
    expect(told.reduce((sum, { taken }) => sum + taken, 0)).toBe(many);
    const [kept] = await desk.query<{ rows: number; different: number; count: number }>(
      `SELECT count(*)::int AS rows, count(DISTINCT e.hash)::int AS different, max(b.entry_count) AS count
         FROM fingerprint e JOIN bank b ON b.id = e.bank_id WHERE b.mandate_id = $1`,
      [mandate.id],
    );
    expect(kept).toEqual({ rows: many, different: many, count: many });

    // Erased in one window: the other, which still has the code, is told so by its next batch, and not that its line is down.
    await one.getByText("I have that code").click();
    await one.getByRole("textbox", { name: "The code that takes everything back" }).fill(back);
    await one.getByRole("button", { name: "Erase everything" }).click();
    await expect(one.getByText(`Everything is erased: ${String(many)} fingerprints.`)).toBeVisible();
    await other.locator("input[webkitdirectory]").setInputFiles(folder);
    await expect(other.getByText("This code opens nothing. Check it, or ask for a new one.")).toBeVisible();
    await expect(other.getByText(/lie in the bank|Sending failed/)).toHaveCount(0);
    expect((await entries(desk, mandate.id)) ?? 0).toBe(0);
    expect(await barriers(other)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("Escape twice leaves for another page, and the button back does not lead to this one", async ({ desk, visit }) => {
  const { page } = await visit(desk);
  await page.route("https://www.wikipedia.org/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<p>elsewhere" }),
  );
  await open(page, "/verify");
  await open(page, "/bank");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByText("elsewhere")).toBeVisible();
  await page.goBack();
  expect(new URL(page.url()).pathname).toBe("/verify");
});
