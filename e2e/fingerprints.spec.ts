import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { readPixels } from "@/lib/adapters/pictures/read-pixels";
import { distanceOf, fingerprintOf, luminanceOf } from "@/lib/domain/fingerprints/pdq";
import { createCase, createUser, actorFor, signInCookie } from "@/lib/testing/factories";
import { type Desk, expect, open, test } from "./fixtures";
import { listenTo, pictureOf } from "./picture-traffic";

async function choose(control: Locator): Promise<void> {
  await control.locator("xpath=ancestor::label").click();
  await expect(control).toBeChecked();
}
const sayAdult = (page: Page) =>
  choose(
    page
      .getByRole("group", { name: "Could the person shown be a minor?" })
      .getByRole("radio", { name: "Nothing suggests it" }),
  );
const choosePicture = (page: Page, buffer: Buffer, name = "profile.jpg") =>
  page.locator('input[type="file"]').setInputFiles({ name, mimeType: "image/jpeg", buffer });

/** As a hand drops a file, or pastes one that it copied elsewhere. */
async function give(page: Page, how: "drop" | "paste", buffer: Buffer): Promise<void> {
  await page.evaluate(
    ([kind, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], "picture.jpg", { type: "image/jpeg" }));
      const zone = document.querySelector('input[type="file"]')?.parentElement ?? document.body;
      if (kind === "drop") {
        zone.dispatchEvent(new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer: data }));
        zone.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
      } else
        document.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
    },
    [how, buffer.toString("base64")] as const,
  );
}
const said = async (page: Page): Promise<{ start: string; quality: number }> => {
  const line = page.getByText(/^Fingerprint [0-9a-f]{8}…/).last();
  await expect(line).toBeVisible();
  const [, start = "", quality = ""] = /Fingerprint ([0-9a-f]{8})….*?(\d+) of 100/.exec(await line.innerText()) ?? [];
  return { start, quality: Number(quality) };
};
const onServer = async (picture: Buffer) => {
  const { rgba, width, height } = await readPixels(picture);
  return fingerprintOf(luminanceOf(rgba, width, height));
};

async function sit(desk: Desk, visit: (desk: Desk, options: object) => Promise<{ page: Page }>) {
  const user = await createUser({ roles: ["volunteer", "reviewer"] });
  const cookie = await signInCookie(user);
  const { page } = await visit(desk, { cookie });
  return { user, actor: actorFor(user), page };
}
const hashesOf = (desk: Desk, caseId: string) =>
  desk.query<{ hash: string; turned: number; quality: number }>(
    `SELECT encode(substring(varbit_send(hash) FROM 5), 'hex') AS hash, cardinality(turned) AS turned, quality FROM fingerprint
      WHERE case_id = $1 ORDER BY added_at, hash`,
    [caseId],
  );

test("a picture that is chosen, dropped or pasted becomes a fingerprint at once, and nothing of the picture leaves", async ({
  desk,
  visit,
}) => {
  const { page } = await sit(desk, visit);
  const traffic = listenTo(page);
  const [chosen, dropped, pasted] = await Promise.all([pictureOf(1), pictureOf(2), pictureOf(3)]);
  await open(page, "/log");
  await page.getByLabel("Links or handles, one per line").last().fill("https://x.com/with_a_picture");
  await expect(page.getByText("Once the question about age is answered with no")).toBeVisible();
  await expect(page.locator('input[type="file"]')).toHaveCount(0);
  await choose(page.getByRole("group", { name: "Track" }).getByRole("radio", { name: /^Stolen photos/ }));
  await sayAdult(page);

  await choosePicture(page, chosen);
  expect((await said(page)).start).toBe((await onServer(chosen)).pdq.slice(0, 8));
  await give(page, "drop", dropped);
  await expect(page.getByText(`Fingerprint ${(await onServer(dropped)).pdq.slice(0, 8)}`)).toBeVisible();
  await choose(page.getByRole("radio", { name: "Banner" }));
  await give(page, "paste", pasted);
  await expect(page.getByText(`Fingerprint ${(await onServer(pasted)).pdq.slice(0, 8)}`)).toBeVisible();
  await choosePicture(page, Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), "drawing.jpg");
  await expect(page.getByText("This is no picture that can be read here")).toBeVisible();

  await choose(page.getByRole("group", { name: /^Same photos, earlier/ }).getByRole("radio", { name: "Yes" }));
  await page.getByRole("button", { name: "Log", exact: true }).click();
  await expect(page.getByRole("region", { name: "1 account logged." })).toBeVisible();
  const [row] = await desk.query<{ id: string }>(
    `SELECT c.id FROM "case" c JOIN account a ON a.id = c.account_id WHERE a.handle = 'with_a_picture'`,
  );
  const kept = await hashesOf(desk, row?.id ?? "");
  expect(kept.map(({ hash }) => hash).sort()).toEqual(
    [(await onServer(dropped)).pdq, (await onServer(pasted)).pdq].sort(),
  );
  expect(kept.every(({ turned }) => turned === 7)).toBe(true);
  expect(traffic.count()).toBeGreaterThan(5);
  traffic.assertNothingOf([chosen, dropped, pasted]);
  await expect(page.locator('img[src^="blob:"], img[src^="data:image/jpeg"], main canvas')).toHaveCount(0);
});

test("the mirrored picture on a second case raises a match on both; what was refused stays refused", async ({
  desk,
  visit,
}) => {
  const { page, actor } = await sit(desk, visit);
  const traffic = listenTo(page);
  const [first, second] = [await createCase({ reporter: actor }), await createCase({ reporter: actor })];
  const pictures = [await pictureOf(20), await pictureOf(20, { flop: true, quality: 70 })] as const;
  const add = async (number: number, picture: Buffer, name = "profile.jpg") => {
    await open(page, `/cases/${number}`);
    await page.getByRole("button", { name: "Add a picture’s fingerprint" }).click();
    await expect(page.locator('input[type="file"]')).toHaveCount(0);
    await sayAdult(page);
    await choosePicture(page, picture, name);
  };

  await add(first.number, pictures[0]);
  await expect(page.getByText("Profile picture, quality 100 of 100")).toBeVisible();
  await add(second.number, pictures[1]);
  const panel = page.getByRole("region", { name: "Same pictures" });
  await expect(panel.getByRole("link", { name: `Case ${first.number}` })).toBeVisible();
  await expect(panel.getByText(/same picture, mirrored/i)).toBeVisible();
  await expect(panel.getByText("Not looked at yet")).toBeVisible();
  // By the keyboard alone.
  await panel.getByRole("button", { name: `Case ${first.number}: not the same picture` }).focus();
  await page.keyboard.press("Enter");
  await expect(panel.getByText("Not the same picture", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Remove the fingerprint: Profile picture" }).click();
  await expect(page.getByText("No picture of this account has been compared")).toBeVisible();
  await add(second.number, pictures[1]);
  await expect(page.getByText("Profile picture, quality 100 of 100")).toBeVisible();
  await open(page, `/cases/${first.number}`);
  await expect(panel.getByText("Not the same picture", { exact: true })).toBeVisible();
  await expect(panel.getByText("Not looked at yet")).toHaveCount(0);
  await panel.getByRole("button", { name: `Case ${second.number}: same picture` }).click();
  await expect(panel.getByText("Confirmed: the same picture")).toBeVisible();
  traffic.assertNothingOf(pictures);
});

test("a picture with too little to see is kept and said to match nothing; a doubt about age leads to the lane instead", async ({
  desk,
  visit,
}) => {
  const { page, actor } = await sit(desk, visit);
  const poor = await sharp({ create: { width: 400, height: 400, channels: 3, background: "#777" } })
    .composite([
      { input: Buffer.from('<svg width="400" height="400"><circle cx="130" cy="170" r="60" fill="#aaa"/></svg>') },
    ])
    .png()
    .toBuffer();
  const { quality } = await onServer(poor);
  expect(quality).toBeGreaterThan(0);
  expect(quality).toBeLessThan(50);
  const { number, id } = await createCase({ reporter: actor });
  await open(page, `/cases/${number}`);
  await page.getByRole("button", { name: "Add a picture’s fingerprint" }).click();
  await sayAdult(page);
  await choosePicture(page, poor, "poor.png");
  await expect(
    page.getByText(`Profile picture, quality ${quality} of 100: too little to see, never compared`),
  ).toBeVisible();
  expect(await hashesOf(desk, id)).toHaveLength(1);

  await page.getByRole("button", { name: "Add a picture’s fingerprint" }).click();
  await choose(page.getByRole("radio", { name: "I have a doubt" }));
  await expect(page.locator('input[type="file"]')).toHaveCount(0);
  await page.getByRole("button", { name: "Put the case into the safety lane" }).click();
  await expect
    .poll(async () => (await desk.query(`SELECT 1 FROM "case" WHERE id = $1 AND state = 'safeguarding'`, [id])).length)
    .toBe(1);
  expect(await hashesOf(desk, id)).toEqual([]);
});

test("the browser turns a picture as its camera said, as the server does", async ({ desk, visit }) => {
  const { page, actor } = await sit(desk, visit);
  const { number, id } = await createCase({ reporter: actor });
  const plain = await pictureOf(40);
  await open(page, `/cases/${number}`);
  for (let orientation = 2; orientation <= 8; orientation++) {
    const turned = await sharp(plain).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
    await page.getByRole("button", { name: "Add a picture’s fingerprint" }).click();
    await sayAdult(page);
    await choosePicture(page, turned);
    await expect.poll(async () => (await hashesOf(desk, id)).length).toBe(orientation - 1);
    await expect(page.getByRole("button", { name: "Add a picture’s fingerprint" })).toBeVisible();
    const kept = await hashesOf(desk, id);
    const { pdq } = await onServer(turned);
    expect(Math.min(...kept.map(({ hash }) => distanceOf(hash, pdq))), `EXIF ${orientation}`).toBeLessThanOrEqual(2);
    // Without the turn it would be another picture.
    if (orientation === 6) expect(distanceOf(pdq, (await onServer(plain)).pdq)).toBeGreaterThan(31);
  }
});

const photos = path.resolve("../shared/fixtures/pdq/photos");
test("the ten published photos have the published fingerprints in the browser (skipped where the fixtures are not there)", async ({
  desk,
  visit,
}) => {
  test.skip(!existsSync(photos), "the fixtures are not there");
  const { page, actor } = await sit(desk, visit);
  const { number, id } = await createCase({ reporter: actor });
  const published = new Map(
    readFileSync(path.join(photos, "../published_hashes.csv"), "utf8")
      .split("\n")
      .flatMap((line) => {
        const [, name, pdq] = /^01d:images\/([^,]+),([0-9a-f]{64})/.exec(line) ?? [];
        return name && pdq ? [[name, pdq] as const] : [];
      }),
  );
  const names = readdirSync(photos).filter((name) => published.has(name));
  expect(names).toHaveLength(10);
  await open(page, `/cases/${number}`);
  for (const [at, name] of names.entries()) {
    await page.getByRole("button", { name: "Add a picture’s fingerprint" }).click();
    await sayAdult(page);
    await choosePicture(page, readFileSync(path.join(photos, name)), name);
    await expect.poll(async () => (await hashesOf(desk, id)).length).toBe(at + 1);
    await expect(page.getByRole("button", { name: "Add a picture’s fingerprint" })).toBeVisible();
    const distances = (await hashesOf(desk, id)).map(({ hash }) => distanceOf(hash, published.get(name) ?? ""));
    expect(Math.min(...distances), name).toBeLessThanOrEqual(10);
  }
});
