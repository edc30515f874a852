import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { getCaseBundle } from "@/lib/queries/get-case-bundle";
import { signInCookie } from "@/lib/testing/factories";
import { startMastodonServer } from "@/lib/testing/mastodon-server";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { hereOnly, reportAuthority } from "@/lib/testing/report-desk";
import { addReportAccount } from "@/lib/usecases/add-report-account";
import { endReportAccount } from "@/lib/usecases/end-report-account";
import { planBatch } from "@/lib/usecases/plan-batch";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { runBatches } from "@/lib/usecases/run-batches";
import { sendReports } from "@/lib/usecases/send-reports";
import { person, type Person } from "./asking";
import { expect, open, test } from "./fixtures";

// The desk's own worker keeps to the public internet; the rounds here are made with a way out that leads to this machine.
test.use({ environment: { WORKER: "off" } });

const barriersOf = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
const isWithinPage = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
const draftOf = async ({ actor }: Person, platform: "fediverse" | "bluesky", handle: string) => {
  const reporter = (await person("volunteer")).actor;
  const known = platform === "bluesky" ? { stableId: `did:plc:${"a".repeat(24)}` } : {};
  const { number: about } = await confirmedCase({ reporter, platform, handle, ...known });
  const channelId = `${platform}-in-app`;
  return prepareNotice(actor, { kind: "terms_report", channelId, caseNumbers: [about] });
};

test("an administrator keeps the desk's account, a reviewer sends by one click: a refused token is told clearly, and the server's number comes back", async ({
  desk,
  visit,
}) => {
  await nameOrganisation();
  const certified = reportAuthority.issue(["fediverse.example"]);
  const server = await startMastodonServer({ certified, profiles: ["https://fediverse.example/luna_copy"] });
  const [admin, reviewer] = [await person("admin"), await person("reviewer")];
  const { page: settings } = await visit(desk, { cookie: await signInCookie(admin) });
  await open(settings, "/settings");
  await settings.getByRole("link", { name: "Manage the accounts" }).click();
  await expect(settings.getByRole("heading", { name: "Accounts for reports", level: 1 })).toBeVisible();
  await settings.getByRole("button", { name: "Add an account" }).click();
  const dialog = settings.getByRole("dialog");
  await expect(dialog.getByLabel("Moderation service")).toHaveValue(/^did:plc:/);
  await settings.screenshot({ path: "test-results/report-account-add.png" });
  expect(await barriersOf(settings)).toEqual([]);
  await dialog.getByLabel("Service", { exact: true }).selectOption("Mastodon server");
  await dialog.getByLabel("Where the account lives").fill("http://fediverse.example");
  await dialog.getByRole("button", { name: "Add an account" }).click();
  await expect(dialog.getByText("An address that begins with https:// is needed.")).toBeVisible();
  await dialog.getByLabel("Where the account lives").fill(`https://fediverse.example:${String(server.port)}/about`);
  await dialog.getByRole("textbox", { name: "Access token" }).fill("token-wrong");
  await dialog.getByRole("button", { name: "Add an account" }).click();
  await expect(settings.getByText(`https://fediverse.example:${String(server.port)}`, { exact: true })).toBeVisible();
  await settings.getByRole("button", { name: "Try fediverse.example" }).click();
  await expect(settings.getByText("Only ports 80 and 443 are called.")).toBeVisible();
  expect(await barriersOf(settings)).toEqual([]);
  await settings.screenshot({ path: "test-results/report-accounts.png" });
  expect(await settings.content()).not.toContain("token-wrong");

  const { number } = await draftOf(reviewer, "fediverse", "luna_copy");
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, `/notices/${String(number)}`);
  await page.getByRole("button", { name: "Mastodon", exact: true }).click();
  const shown = JSON.parse(await page.locator("main pre").innerText()) as { comment: string; category: string };
  expect(await barriersOf(page)).toEqual([]);
  await page.screenshot({ path: "test-results/report-by-api.png", fullPage: true });
  await page.getByRole("button", { name: "Send the report by API" }).click();
  await expect(page.getByText("Waits to leave")).toBeVisible();
  await sendReports(hereOnly());
  await page.reload();
  await expect(page.getByText("Did not leave")).toBeVisible();
  await expect(page.getByText(/The service does not accept the desk's sign-in/)).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
  await page.screenshot({ path: "test-results/report-refused.png", fullPage: true });
  expect(server.taken).toEqual([]);

  await settings.getByRole("button", { name: "Replace the secret for fediverse.example" }).click();
  const replacing = settings.getByRole("dialog");
  await replacing.getByRole("textbox", { name: "Access token" }).fill("token-whole");
  await replacing.getByRole("button", { name: "Save" }).click();
  await expect(settings.getByText("The secret is replaced.")).toBeVisible();
  await page.getByRole("button", { name: /^Send it again/ }).click();
  await expect(page.getByText("Waits to leave")).toBeVisible();
  await sendReports(hereOnly());
  await page.reload();
  expect(server.taken).toMatchObject([{ comment: shown.comment, category: shown.category }]);
  const reference = server.taken[0]?.id ?? "";
  await expect(page.getByText(reference, { exact: true }).first()).toBeVisible();
  await expect(page.locator("#answer")).toContainText("Received");
  expect(await barriersOf(page)).toEqual([]);
  await page.screenshot({ path: "test-results/report-taken.png", fullPage: true });

  await settings.getByRole("button", { name: "Remove fediverse.example" }).click();
  await settings.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(settings.getByText("The account is removed.")).toBeVisible();
  const kept = await desk.query<{ secret: Buffer | null }>("SELECT secret FROM report_account WHERE host = $1", [
    "fediverse.example",
  ]);
  expect(kept).toEqual([{ secret: null }]);
  await server.stop();
});

test("a double click sends the report once, and a tab that was opened before it is told that it has left", async ({
  desk,
  visit,
}) => {
  await nameOrganisation();
  const certified = reportAuthority.issue(["fediverse.example"]);
  const server = await startMastodonServer({ certified, profiles: ["https://fediverse.example/luna_twice"] });
  const [admin, reviewer] = [await person("admin"), await person("reviewer")];
  const shown = { ...admin.actor, session: { id: crypto.randomUUID(), confirmedAt: new Date() } };
  const address = `https://fediverse.example:${String(server.port)}`;
  const account = await addReportAccount(shown, { service: "mastodon", address, secret: "token-whole" });
  const { number } = await draftOf(reviewer, "fediverse", "luna_twice");
  const { page, context } = await visit(desk, { cookie: await signInCookie(reviewer) });
  const stale = await context.newPage();
  for (const tab of [page, stale]) {
    await open(tab, `/notices/${String(number)}`);
    await tab.getByRole("button", { name: "Mastodon", exact: true }).click();
  }
  await page.getByRole("button", { name: "Send the report by API" }).dblclick();
  await expect(page.getByText("Waits to leave")).toBeVisible();
  await expect(page.locator("main").getByRole("alert")).toHaveCount(0);
  await stale.getByRole("button", { name: "Send the report by API" }).click();
  await expect(stale.getByText("This notice is no longer a draft; what has left never changes.")).toBeVisible();
  await sendReports(hereOnly());
  await sendReports(hereOnly());
  expect(server.taken).toHaveLength(1);
  const rows = await desk.query(
    "SELECT d.state FROM notice_delivery d JOIN notice n ON n.id = d.notice_id WHERE n.number = $1",
    [number],
  );
  expect(rows).toEqual([{ state: "sent" }]);
  await endReportAccount(shown, account.id);
  await server.stop();
});

test("a batch sends its notices as reports where the desk has an account: ticked, stated in good faith, each account reported once", async ({
  desk,
  visit,
}) => {
  await nameOrganisation();
  const certified = reportAuthority.issue(["fediverse.example"]);
  const handles = ["luna_lot_un", "luna_lot_deux"];
  const profiles = handles.map((handle) => `https://fediverse.example/${handle}`);
  const server = await startMastodonServer({ certified, profiles });
  const [admin, reviewer] = [await person("admin"), await person("reviewer")];
  const shown = { ...admin.actor, session: { id: crypto.randomUUID(), confirmedAt: new Date() } };
  const address = `https://fediverse.example:${String(server.port)}`;
  const account = await addReportAccount(shown, { service: "mastodon", address, secret: "token-whole" });
  const reporter = (await person("volunteer")).actor;
  const cases = [];
  for (const handle of handles) cases.push(await confirmedCase({ reporter, platform: "fediverse", handle }));
  const { id } = await planBatch(
    reviewer.actor,
    cases.map((one) => one.id),
  );
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, `/batches/${id}`);
  await page.getByRole("combobox", { name: "Fediverse" }).selectOption({ value: "fediverse-in-app" });
  await page.getByRole("button", { name: "Start" }).click();
  await expect(page.getByText(/^Under way/)).toBeVisible();
  await runBatches(getCaseBundle);
  const made = page.getByRole("region", { name: "Notices made" });
  await expect(made.getByText("Reports by API, from your organisation’s account")).toBeVisible();
  await page.getByRole("checkbox", { name: "Choose all that can be sent from here" }).check();
  await page.getByRole("checkbox", { name: /^In good faith, what this notice says/ }).check();
  expect(await barriersOf(page)).toEqual([]);
  await page.screenshot({ path: "test-results/batch-by-api.png", fullPage: true });
  await page.getByRole("button", { name: "Send 1 notice" }).dblclick();
  await expect(page.getByText(/^Under way/)).toBeVisible();
  await runBatches(getCaseBundle);
  await expect(made.getByText("Waits to leave")).toBeVisible();
  await sendReports(hereOnly());
  await sendReports(hereOnly());
  expect(new Set(server.taken.map(({ accountId }) => accountId)).size).toBe(2);
  expect(server.taken).toHaveLength(2);
  await page.reload();
  await expect(made.getByText("Left")).toHaveCount(1);
  await endReportAccount(shown, account.id);
  await server.stop();
});

test("without an account the screen says so and offers the form text, on a phone as well", async ({ desk, visit }) => {
  await nameOrganisation();
  const reviewer = await person("reviewer");
  const { number } = await draftOf(reviewer, "bluesky", "luna-copy.bsky.social");
  const { page } = await visit(desk, {
    cookie: await signInCookie(reviewer),
    locale: "fr",
    theme: "dark",
    width: 390,
  });
  await open(page, `/notices/${String(number)}`);
  await expect(page.getByText(/L’organisation n’a pas de compte là-bas/)).toBeVisible();
  await expect(page.getByRole("button", { name: /par API/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Texte du formulaire", exact: true })).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
  expect(await isWithinPage(page)).toBe(true);
  const admin = await person("admin");
  const { page: settings } = await visit(desk, {
    cookie: await signInCookie(admin),
    locale: "fr",
    theme: "dark",
    width: 320,
  });
  await open(settings, "/settings/report-accounts");
  expect(await isWithinPage(settings)).toBe(true);
  expect(await barriersOf(settings)).toEqual([]);
  await settings.getByRole("button", { name: "Ajouter un compte" }).click();
  await expect(settings.getByRole("dialog")).toBeVisible();
  expect(await barriersOf(settings)).toEqual([]);
  await settings.screenshot({ path: "test-results/report-account-phone.png" });
});
