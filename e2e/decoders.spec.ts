import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { readPixels } from "@/lib/adapters/pictures/read-pixels";
import type { FingerprintInput } from "@/lib/domain/fingerprints/fingerprint-input";
import { distanceOf, fingerprintOf, luminanceOf } from "@/lib/domain/fingerprints/pdq";
import { createUser, signInCookie } from "@/lib/testing/factories";
import { type Desk, expect, open, test } from "./fixtures";

/** The field for a picture on the form, which shows what the browser made of each and sends nothing before the form goes. */
async function openField(page: Page): Promise<void> {
  const choose = (group: RegExp, name: RegExp) =>
    page.getByRole("group", { name: group }).getByRole("radio", { name }).locator("xpath=ancestor::label").click();
  await open(page, "/log");
  await page.getByLabel("Links or handles, one per line").last().fill("https://x.com/drawn_twice");
  await choose(/^Track/, /^Stolen photos/);
  await choose(/^Could the person shown be a minor/, /^Nothing suggests it/);
  await page.locator('input[type="file"]').waitFor({ state: "attached" });
}

/** What the browser makes of a file; null where it cannot draw it. */
async function inBrowser(page: Page, file: string): Promise<FingerprintInput | null> {
  await page.locator('input[type="file"]').setInputFiles(file);
  const text = await page.waitForFunction(() => {
    const field = document.querySelector('input[type="file"]')?.parentElement;
    if (!field || field.querySelector("button[data-loading]")) return null;
    return document.querySelector<HTMLInputElement>('input[name="fingerprints"]')?.value ?? "[]";
  });
  const [found = null] = JSON.parse((await text.jsonValue()) ?? "[]") as FingerprintInput[];
  if (found !== null) await page.getByRole("button", { name: "Remove the fingerprint: Profile picture" }).click();
  return found;
}

async function onServer(file: string): Promise<{ pdq: string; quality: number } | null> {
  const pixels = await readPixels(file).catch(() => null);
  if (pixels === null) return null;
  const found = fingerprintOf(luminanceOf(pixels.rgba, pixels.width, pixels.height));
  return found.quality === 0 ? null : found;
}

interface Compared {
  readonly file: string;
  readonly bits: number;
}
async function compared(page: Page, files: readonly string[]) {
  const both: Compared[] = [];
  const alone = { browser: 0, server: 0, neither: 0 };
  for (const file of files) {
    const [there, here] = [await inBrowser(page, file), await onServer(file)];
    if (there && here) both.push({ file: path.basename(file), bits: distanceOf(there.pdq, here.pdq) });
    else alone[there ? "browser" : here ? "server" : "neither"] += 1;
  }
  return { both, alone };
}
async function sit(desk: Desk, visit: (desk: Desk, options: object) => Promise<{ page: Page }>): Promise<Page> {
  const { page } = await visit(desk, { cookie: await signInCookie(await createUser({ roles: ["volunteer"] })) });
  await openField(page);
  return page;
}

const softGradient = /^(bas[in][46]a|bg[abgwy][in][46]a|pp0n6a)/;
const forPrint = "Channel_digital_image_CMYK_color_no_profile.jpg";
const images = path.resolve("../shared/fixtures/images");
test("every picture of the fixtures that browser and server both draw has one fingerprint (skipped where the fixtures are not there)", async ({
  desk,
  visit,
}) => {
  test.skip(!existsSync(images), "the fixtures are not there");
  const page = await sit(desk, visit);
  const files = readdirSync(images, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name));
  const { both, alone } = await compared(page, files);
  // Of a picture for print (CMYK) each decoder makes its own colours. Of a soft half-transparent gradient, of which PngSuite has some, 32 points
  // wide, each rounds in its own way, by one of 255, and a fingerprint of next to nothing turns on that. Nothing else differs in one bit.
  const differing = both.filter(({ bits }) => bits > 0).map(({ file }) => file);
  expect(differing.filter((file) => file !== forPrint && !softGradient.test(file))).toEqual([]);
  expect(both.find(({ file }) => file === forPrint)?.bits).toBeLessThanOrEqual(10);
  expect(differing.length).toBeLessThanOrEqual(18);
  expect(both.length).toBeGreaterThan(150);
  // One decoder forgives a broken file that the other refuses, and BMP is the browser's alone.
  expect(alone.browser + alone.server).toBeLessThan(15);
});

test("what is transparent counts as white in the browser as on the server, whatever colour lies beneath", async ({
  desk,
  visit,
}) => {
  const page = await sit(desk, visit);
  const folder = await mkdtemp(path.join(tmpdir(), "demasque-clear-"));
  try {
    const [width, height] = [600, 420];
    const rgba = Buffer.alloc(4 * width * height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const block = Math.floor(x / 60) * 12.9898 + Math.floor(y / 60) * 78.233;
        const light = Math.abs(Math.trunc(Math.sin(block) * 43758)) % 256;
        // All of it dark: what is to be seen is the holes alone, half transparent and wholly.
        rgba.set([20, 40, 30, light < 90 ? 0 : light < 160 ? 128 : 255], 4 * (y * width + x));
      }
    const picture = () => sharp(rgba, { raw: { width, height, channels: 4 } });
    const made = [
      { name: "holes.png", made: picture().png() },
      { name: "holes.webp", made: picture().webp({ lossless: true, exact: true }) },
      { name: "holes.gif", made: picture().gif() },
      { name: "holes-16.png", made: picture().toColourspace("rgb16").png() },
      { name: "holes-grey.png", made: picture().toColourspace("b-w").png() },
    ];
    const files: string[] = [];
    for (const one of made) {
      files.push(path.join(folder, one.name));
      await writeFile(path.join(folder, one.name), await one.made.toBuffer());
    }
    const { both } = await compared(page, files);
    expect(both.map(({ bits }) => bits)).toEqual([0, 0, 0, 0, 0]);
    expect(both).toHaveLength(files.length);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a WebP that says how its camera was held is turned so in the browser as on the server, once", async ({
  desk,
  visit,
}) => {
  const page = await sit(desk, visit);
  const folder = await mkdtemp(path.join(tmpdir(), "demasque-turned-"));
  try {
    const [width, height] = [600, 420];
    const rgb = Buffer.alloc(3 * width * height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const block = Math.floor(x / 60) * 12.9898 + Math.floor(y / 60) * 78.233;
        rgb.fill(Math.abs(Math.trunc(Math.sin(block) * 43758)) % 256, 3 * (y * width + x), 3 * (y * width + x) + 3);
      }
    const files: string[] = [];
    for (let orientation = 1; orientation <= 8; orientation++) {
      const file = path.join(folder, `held-${String(orientation)}.webp`);
      const picture = sharp(rgb, { raw: { width, height, channels: 3 } }).withMetadata({ orientation });
      await writeFile(file, await picture.webp({ lossless: true }).toBuffer());
      files.push(file);
    }
    const { both } = await compared(page, files);
    expect(both.map(({ bits }) => bits)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    const own = new Set(await Promise.all(files.map(async (file) => (await onServer(file))?.pdq)));
    expect(own.size).toBe(8);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
