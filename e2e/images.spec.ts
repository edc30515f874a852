import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { unzipFiles } from "@/lib/documents/zip-file";
import { signInCookie } from "@/lib/testing/factories";
import { caption, caseForImages, somePicture, takenImage } from "@/lib/testing/image-desk";
import { redactImage } from "@/lib/usecases/redact-image";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { ask, person } from "./asking";
import { expect, open, test } from "./fixtures";

const somebody = async (...roles: Parameters<typeof person>) => {
  const who = await person(...roles);
  return { ...who, signedIn: await signInCookie(who) };
};
const kindsOf = (rows: { kind: string }[]) => rows.map(({ kind }) => kind);

test("a picture is kept under a mandate: age first, blurred on the screen, shown while held and noted each time, blackened for everybody", async ({
  desk,
  visit,
}) => {
  const [reviewer, reporter] = [await somebody("reviewer"), await person("volunteer")];
  const { id, number } = await caseForImages(reviewer.actor, reporter.actor);
  const { page, forgive } = await visit(desk, { cookie: reviewer.signedIn });
  // A refusal is an answer with an error's status.
  forgive(/status of 422/);
  await open(page, `/cases/${String(number)}`);
  await page.getByRole("button", { name: "Add a picture", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("The picture")).toHaveCount(0);
  await expect(dialog.getByRole("button", { name: "Keep it" })).toBeDisabled();
  await dialog.getByRole("radio", { name: "Nothing suggests it" }).check({ force: true });
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: "image/jpeg", buffer });
  await dialog.getByLabel("What it shows").fill(caption.shows);
  await dialog.getByLabel("The picture").setInputFiles(file("photo.jpg", Buffer.from("<!doctype html><p>hello")));
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(dialog.getByText("This is a web page, whatever its name says.")).toBeVisible();
  await dialog.getByLabel("The picture").setInputFiles(file("secret-name.jpg", await somePicture()));
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByText("The picture is kept, blurred and encrypted.")).toBeVisible();

  const frame = page.getByRole("button", { name: /^1\. The profile as it stood/ });
  await expect(frame.locator("img")).toHaveAttribute("data-clear", "false");
  const [row] = await desk.query<{ id: string }>("SELECT id FROM case_image WHERE case_id = $1", [id]);
  const image = row?.id ?? "";
  const log = () => desk.query<{ kind: string }>("SELECT kind FROM access_log WHERE subject = $1 ORDER BY id", [image]);
  expect(kindsOf(await log())).toEqual([]);
  await frame.hover();
  await page.mouse.down();
  await expect(frame.locator("img")).toHaveAttribute("data-clear", "true");
  await page.mouse.up();
  await expect(frame.locator("img")).toHaveAttribute("data-clear", "false");
  await frame.focus();
  await page.keyboard.press("Space");
  await expect(frame).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Space");
  await expect(frame).toHaveAttribute("aria-pressed", "false");
  expect(kindsOf(await log())).toEqual(["image_revealed", "image_revealed"]);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("button", { name: "Blacken parts of picture 1" }).click();
  const editor = page.getByRole("dialog");
  const area = editor.locator("[data-redaction-area]");
  const place = await area.boundingBox();
  if (!place) throw new Error("There is nothing to draw on.");
  await page.mouse.move(place.x + place.width * 0.1, place.y + place.height * 0.1);
  await page.mouse.down();
  await page.mouse.move(place.x + place.width * 0.4, place.y + place.height * 0.5, { steps: 5 });
  await page.mouse.up();
  await editor.getByRole("button", { name: "Add a box" }).click();
  await expect(editor.getByRole("button", { name: "Box 2" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await editor.getByRole("button", { name: "Blacken 2 parts" }).click();
  await expect(page.getByText("2 parts blackened")).toBeVisible();
  const [redacted] = await desk.query<{ boxes: object[]; revision: number }>(
    "SELECT boxes, revision FROM case_image WHERE id = $1",
    [image],
  );
  expect(redacted).toMatchObject({ revision: 2, boxes: [{ y: 1000 }, { x: 3600, width: 3000, height: 3100 }] });

  await page.getByRole("button", { name: "Remove picture 1" }).click();
  await page.getByRole("dialog").getByRole("radio", { name: "It shows too much" }).check({ force: true });
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect(frame).toHaveCount(0);
  const entries = await desk.query<{ action: string; reason: string | null }>(
    "SELECT DISTINCT ON (action) action, reason FROM audit_entry WHERE case_id = $1 AND action LIKE 'image.%' ORDER BY action, id DESC",
    [id],
  );
  expect(entries).toEqual([
    { action: "image.added", reason: null },
    { action: "image.redacted", reason: null },
    { action: "image.removed", reason: "shows_too_much" },
    { action: "image.switched_on", reason: "link_vanishes" },
  ]);
});

test("of a case's pictures those leave with its archive that a person chose one by one, after a factor was shown", async ({
  desk,
  visit,
}) => {
  const [reviewer, reporter] = [await somebody("reviewer"), await person("volunteer")];
  const { id, number } = await caseForImages(reviewer.actor, reporter.actor);
  const [first, second] = [await takenImage(reviewer.actor, id), await takenImage(reviewer.actor, id)];
  await redactImage(reviewer.actor, { id: second, revision: 1, boxes: [{ x: 0, y: 0, width: 5000, height: 5000 }] });
  await sealTrail();
  const { page, forgive } = await visit(desk, { cookie: reviewer.signedIn, width: 390 });
  // A refusal is an answer with an error's status.
  forgive(/status of 403/);
  await open(page, `/cases/${String(number)}`);
  await page.getByRole("button", { name: "Links", exact: true }).click();
  await page.getByRole("button", { name: "With chosen pictures" }).click();
  const dialog = page.getByRole("dialog", { name: "Hand the case over with pictures" });
  const choose = (group: string | RegExp, name: string) =>
    dialog.getByRole("group", { name: group }).getByRole("radio", { name }).check({ force: true });
  const take = dialog.getByRole("button", { name: /^Download/ });
  await expect(dialog.getByRole("radio", { name: "Leave out" })).toHaveCount(2);
  await expect(take).toBeDisabled();
  await choose("Who gets it", "For the platform");
  await expect(take).toBeDisabled();
  await expect(dialog.getByRole("radio", { name: "Nothing blackened" })).toHaveCount(0);
  await choose("Who gets it", "For a court");
  await choose(/^2\./, "Nothing blackened");
  await choose("Who gets it", "For the platform");
  await expect(dialog.getByRole("radio", { name: "With 1 part blackened" })).toBeChecked();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  const posted: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/bundle/")) posted.push(request.postData() ?? "");
  });
  // The factor was shown too long ago: it is asked for, and what was chosen stands.
  await desk.query("UPDATE session SET confirmed_at = now() - interval '1 hour' WHERE user_id = $1", [reviewer.id]);
  await take.click();
  const factor = page.getByRole("dialog", { name: "Show that it is you" });
  await expect(factor).toBeVisible();
  expect(await desk.query("SELECT 1 FROM access_log WHERE kind = 'image_exported' AND subject = $1", [second])).toEqual(
    [],
  );
  await factor.getByRole("button", { name: "Cancel" }).click();
  // As if it had been shown: this reviewer has none (e2e/second-factor.spec.ts shows them).
  await desk.query("UPDATE session SET confirmed_at = now() WHERE user_id = $1", [reviewer.id]);
  const downloading = page.waitForEvent("download");
  await take.click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe(`case-${String(number)}-bundle.zip`);
  const files = unzipFiles(await readFile(await download.path()));
  expect([...files.keys()].filter((path) => path.startsWith("images/"))).toEqual(["images/image-02.jpg"]);
  const manifest = new TextDecoder().decode(files.get("manifest.json"));
  const digest = createHash("sha256")
    .update(files.get("images/image-02.jpg") ?? "")
    .digest("hex");
  expect(manifest).toContain(digest);
  expect(new TextDecoder().decode(files.get("evidence/images.json"))).toContain('"is_redacted": true');
  expect(posted).toEqual([posted[0], posted[0]]);
  const log = await desk.query<{ subject: string }>(
    "SELECT subject FROM access_log WHERE kind = 'image_exported' AND subject = ANY ($1)",
    [[first, second]],
  );
  expect(log).toEqual([{ subject: second }]);
  await expect(page.getByText("The archive holds 1 picture.")).toBeVisible();
});

test("a doubt about age takes no picture and leads to the lane", async ({ desk, visit }) => {
  const [reviewer, reporter] = [await somebody("reviewer"), await person("volunteer")];
  const { id, number } = await caseForImages(reviewer.actor, reporter.actor);
  const { page } = await visit(desk, { cookie: reviewer.signedIn, locale: "fr", width: 390, theme: "dark" });
  await open(page, `/cases/${String(number)}`);
  await page.getByRole("button", { name: "Ajouter une image" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "J’ai un doute" }).check({ force: true });
  await dialog.getByRole("button", { name: "Vers la voie de protection" }).click();
  await expect(page.getByText(`Le dossier ${String(number)} est dans la voie de protection.`)).toBeVisible();
  const [row] = await desk.query<{ state: string }>(`SELECT state FROM "case" WHERE id = $1`, [id]);
  expect(row?.state).toBe("safeguarding");
});

test("in the lane nobody is given a picture, nor told that there was one, with an id and a cookie known from before", async ({
  desk,
}) => {
  const [reviewer, reporter, lane] = [
    await person("reviewer"),
    await person("volunteer"),
    await person("safeguarding"),
  ];
  const { id, number } = await caseForImages(reviewer.actor, reporter.actor);
  const image = await takenImage(reviewer.actor, id);
  const clear = (cookie: string, which = image) => ask(desk, `/api/images/${which}/clear`, { method: "POST", cookie });
  const blurred = (cookie: string, which = image) => ask(desk, `/api/images/${which}/blurred`, { cookie });
  for (const answer of [await clear(reviewer.cookie), await blurred(reviewer.cookie)]) {
    expect(answer.status).toBe(200);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'; sandbox");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-disposition": 'attachment; filename="image.jpg"',
      "cross-origin-resource-policy": "same-origin",
    });
  }
  expect((await ask(desk, `/api/images/${image}/clear`, { cookie: reviewer.cookie })).status).toBe(405);
  expect(
    (
      await ask(desk, `/api/images/${image}/clear`, {
        method: "POST",
        cookie: reviewer.cookie,
        headers: { "sec-fetch-site": "cross-site" },
      })
    ).status,
  ).toBe(403);
  await safeguardCase(reviewer.actor, { ref: { id }, reason: "possible_minor" });
  const unknown = "00000000-0000-4000-8000-000000000000";
  for (const who of [reviewer, reporter, lane])
    for (const way of [clear, blurred]) {
      const [told, toldOfNone] = [await way(who.cookie), await way(who.cookie, unknown)];
      expect(told.status).not.toBe(200);
      expect([told.status, await told.text()]).toEqual([toldOfNone.status, await toldOfNone.text()]);
    }
  const page = await (await ask(desk, `/cases/${String(number)}`, { cookie: lane.cookie })).text();
  expect(page).not.toContain(image);
  expect(page).not.toContain(caption.shows);
});
