import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { formatEvidence } from "@/lib/domain/audit/receipt";
import { actorFor, createCase, createUser, signInCookie } from "@/lib/testing/factories";
import { smallCheckpoint, smallLogKey, smallManifest, smallReceipt } from "@/lib/testing/small-log";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { type Desk, expect, open, test } from "./fixtures";

const receipt = formatEvidence(smallReceipt(3, 9));
const manifest = formatEvidence(smallManifest([0, 3, 4], 9));

const choose = (page: Page, text: string): Promise<void> =>
  page
    .locator("input[type=file]")
    .setInputFiles({ name: "evidence.json", mimeType: "application/json", buffer: Buffer.from(text) });
const keyField = (page: Page) => page.getByLabel("The log’s key");
const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });

test("a stranger checks evidence with the network cut, and nothing is asked of any server", async ({ desk, visit }) => {
  const { page, context } = await visit(desk);
  await open(page, "/verify");
  await expect(keyField(page)).toHaveValue("");
  await context.setOffline(true);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));

  await choose(page, receipt);
  await expect(verdict(page)).toContainText("Signer unknown: nothing is proven.");
  await expect(verdict(page)).not.toContainText("This key");

  await keyField(page).fill(smallLogKey);
  await expect(verdict(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Check" }).click();
  await expect(verdict(page)).toContainText("The proof holds.");
  await expect(verdict(page)).toContainText("This key committed to this entry, at index 3, in a tree of 9 entries.");
  await expect(page.getByRole("region", { name: "Not proven" })).toContainText("That what the entries say is true.");
  await expect(verdict(page)).toContainText("case.decided");

  await choose(page, receipt.replace("case.decided", "case.closed"));
  await expect(verdict(page)).toContainText("Something is wrong with this.");
  await expect(page.getByRole("region", { name: "Wrong" })).toContainText("“action”");
  await expect(verdict(page)).not.toContainText("case.closed");

  await choose(page, manifest);
  await expect(verdict(page)).toContainText("This key committed to these 3 entries");

  await page.getByRole("button", { name: "Take the file away" }).click();
  await page.getByLabel("Its text").fill(smallCheckpoint(9).trim());
  await page.getByRole("button", { name: "Check" }).click();
  await expect(verdict(page)).toContainText("This key signed the log desk.example/4f1c at 9 entries.");

  // The browser fetches the tab's icon by itself, whatever the page does.
  expect(asked.filter((one) => one !== `GET ${desk.url}/icon.svg`)).toEqual([]);
});

test("the device remembers the keys, and nothing of what was checked", async ({ desk, visit }) => {
  const { page } = await visit(desk);
  await open(page, "/verify");
  await keyField(page).fill(smallLogKey);
  await choose(page, receipt);
  await expect(verdict(page)).toContainText("The proof holds.");
  await open(page, "/verify");
  await expect(keyField(page)).toHaveValue(smallLogKey);
  await expect(verdict(page)).toHaveCount(0);
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
  );
  expect(kept).toContain(smallLogKey);
  for (const trace of ["demasque-receipt", "case.decided", "evidence.json"]) expect(kept).not.toContain(trace);
});

/** The receipt of a report that was made on this desk, as its reporter downloads it, and the desk's key. */
async function receiptOf(desk: Desk): Promise<{ text: string; vkey: string }> {
  const reporter = await createUser();
  const { number } = await createCase({ reporter: actorFor(reporter), observed: "Photos reprises d’une page." });
  await sealTrail();
  const [report] = await desk.query<{ id: string }>(
    `SELECT r.id::text FROM report r JOIN "case" c ON c.id = r.case_id WHERE c.number = $1`,
    [number],
  );
  const [key] = await desk.query<{ vkey: string }>("SELECT vkey FROM audit_key ORDER BY created_at DESC LIMIT 1");
  const { name, value } = await signInCookie(reporter);
  const address = new URL(`/api/reports/${report?.id ?? ""}/receipt`, desk.url);
  const answer = await fetch(address, { headers: { connection: "close", cookie: `${name}=${value}` } });
  expect(answer.status).toBe(200);
  return { text: await answer.text(), vkey: key?.vkey ?? "" };
}

test("a receipt of this desk holds against its key, and not with a word of it changed", async ({ desk, visit }) => {
  const { text, vkey } = await receiptOf(desk);
  const { page } = await visit(desk);
  await open(page, "/verify");
  await keyField(page).fill(vkey);
  await choose(page, text);
  await expect(verdict(page)).toContainText("The proof holds.");
  await expect(verdict(page)).toContainText("Photos reprises d’une page.");
  await choose(page, text.replace("Photos reprises", "Photos prises"));
  await expect(verdict(page)).toContainText("Something is wrong with this.");
});

const looks = [
  { locale: "en", theme: "light", width: 1440 },
  { locale: "fr", theme: "dark", width: 1440 },
  { locale: "fr", theme: "light", width: 320 },
  { locale: "en", theme: "dark", width: 320 },
] as const;

for (const look of looks) {
  test(`the page and its verdicts are free of barriers: ${look.locale}, ${look.theme}, ${look.width}`, async ({
    desk,
    visit,
  }) => {
    const { page } = await visit(desk, look);
    await open(page, "/verify");
    const barriers = async (): Promise<string[]> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      return [
        ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
        ...(over > 0 ? ["too wide"] : []),
      ];
    };
    expect(await barriers()).toEqual([]);
    const [outcomeUnknown, outcomeProven, outcomeBroken, keyName] =
      look.locale === "fr"
        ? [
            "Signataire inconnu : rien n’est prouvé.",
            "La preuve tient.",
            "Quelque chose est faux ici.",
            "La clé du registre",
          ]
        : ["Signer unknown: nothing is proven.", "The proof holds.", "Something is wrong with this.", "The log’s key"];
    await choose(page, manifest);
    await expect(page.getByRole("heading", { name: outcomeUnknown })).toBeVisible();
    expect(await barriers()).toEqual([]);
    await page.getByLabel(keyName).fill(smallLogKey);
    await choose(page, manifest);
    await expect(page.getByRole("heading", { name: outcomeProven })).toBeVisible();
    expect(await barriers()).toEqual([]);
    await choose(page, manifest.replace("report.logged", "case.closed"));
    await expect(page.getByRole("heading", { name: outcomeBroken })).toBeVisible();
    expect(await barriers()).toEqual([]);
  });
}
