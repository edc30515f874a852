import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { actorFor, createUser, signInCookie } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation, sentNotice, verifiedMandate } from "@/lib/testing/notice-desk";
import { openToldPage } from "@/lib/usecases/open-told-page";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { type Desk, expect, open, test } from "./fixtures";

const barriers = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations;
const consent = { by: "person", how: "call", on: "2026-11-20" } as const;
const elsewhere = "https://www.wikipedia.org/**";

/** A mandate with three accounts under it, and the code that its person was handed. */
async function handedCode() {
  await nameOrganisation();
  const person = await createUser({ roles: ["reviewer"] });
  const reviewer = actorFor(person);
  const reporter = actorFor(await createUser({ roles: ["volunteer"] }));
  const mandate = await verifiedMandate(reviewer);
  const seed = { reporter, mandateId: mandate.id };
  const watched = await confirmedCase(seed);
  await sentNotice(reviewer, { ...seed, daysAgo: 4 });
  await sentNotice(reviewer, { ...seed, daysAgo: 9, outcome: "account_removed" });
  const { code } = await openToldPage(reviewer, { number: mandate.number, consent });
  return { person, reviewer, mandate, watched, code };
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByLabel("Your code").fill(code);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Accounts that use your photos" })).toBeVisible();
}

const isAtTheDoor = async (page: Page) => {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Code");
  await expect(page.getByText("Accounts that use your photos")).toHaveCount(0);
};

/** Neither tab, history, nor what somebody sees who passes by. */
async function assertNeutral(page: Page): Promise<void> {
  expect(await page.title()).toBe("Page");
  expect(await page.locator("body").innerText()).not.toContain("Démasque");
  expect(await page.locator("main img, main svg image").count()).toBe(0);
  const icons = await page
    .locator('link[rel~="icon"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  expect([...new Set(icons)]).toEqual(["data:,"]);
}

test("her page says which accounts, how they stand, what she can send herself and who helps, and no name of the desk over her shoulder", async ({
  desk,
  visit,
}) => {
  const { watched, reviewer, code } = await handedCode();
  const { page } = await visit(desk);
  await open(page, "/told");
  await assertNeutral(page);
  expect(await barriers(page)).toEqual([]);
  await page.getByLabel("Your code").fill("AAAA-AAAA-AAAA-AAAA-AAAA");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.getByText("This code opens nothing. Check it, or ask for another.")).toBeVisible();
  await enter(page, code.toLowerCase());
  await assertNeutral(page);
  expect(page.url()).not.toContain(code);

  const accounts = page.getByRole("region", { name: "X" });
  await expect(accounts.getByText(watched.handle, { exact: true })).toBeVisible();
  await expect(accounts.getByText("The desk is looking at it.")).toBeVisible();
  await expect(accounts.getByText(/^Reported to the platform on \d+ \w+/)).toBeVisible();
  await expect(accounts.getByText(/^Gone, as seen on \d+ \w+/)).toBeVisible();
  // Shown so that nothing is opened by accident, copied exactly.
  await expect(accounts.locator(`a[href*="${watched.handle}"]`)).toHaveCount(0);
  await accounts.getByRole("button", { name: "Copy" }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("https://x.example/");
  await accounts.getByText("Report it yourself on X, if you wish").click();
  await accounts.getByRole("button", { name: "Copy Text for your report" }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain(watched.handle);
  expect(text.match(/^- /gm)).toHaveLength(2);
  await expect(accounts.getByText("For you, or for somebody who speaks for you.").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "116 006" })).toHaveAttribute("href", "tel:116006");
  expect(await page.content()).not.toContain(reviewer.pseudonym);
  expect(await barriers(page)).toEqual([]);

  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.mouse.wheel(0, 4000);
  await expect(page.getByRole("button", { name: "Leave quickly" })).toBeInViewport();
  await page.getByRole("button", { name: "Français" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Des comptes qui utilisent vos photos");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(await barriers(page)).toEqual([]);
});

test("an account that goes into the safety lane is gone from her page at the next look", async ({ desk, visit }) => {
  const { watched, reviewer, code } = await handedCode();
  const { page } = await visit(desk);
  await open(page, "/told");
  await enter(page, code);
  await expect(page.getByText(watched.handle, { exact: true })).toBeVisible();
  await safeguardCase(reviewer, { ref: { id: watched.id }, reason: "possible_minor" });
  await page.reload();
  await expect(page.getByText("The desk works on 2 accounts")).toBeVisible();
  expect(await page.content()).not.toContain(watched.handle);
});

const ways: Record<string, (page: Page) => Promise<void>> = {
  "the button": (page) => page.getByRole("button", { name: "Leave quickly" }).click(),
  "Escape twice": async (page) => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
  },
};
for (const [way, leave] of Object.entries(ways)) {
  test(`${way} leaves for another page, ends the visit on the server, and the button back finds the door or less`, async ({
    desk,
    visit,
  }) => {
    const { mandate, code } = await handedCode();
    const { page } = await visit(desk);
    await page.route(elsewhere, (route) => route.fulfill({ contentType: "text/html", body: "<p>elsewhere" }));
    await open(page, "/verify");
    await open(page, "/told");
    await enter(page, code);
    await open(page, "/bank");
    await open(page, "/told");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Accounts that use your photos");
    expect(await visits(desk, mandate.id)).toBe(1);
    await leave(page);
    await expect(page.getByText("elsewhere")).toBeVisible();
    await expect.poll(() => visits(desk, mandate.id)).toBe(0);
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe("/bank");
    await page.goBack();
    await isAtTheDoor(page);
    await page.evaluate(() => history.go(2));
    await expect(page.getByText("elsewhere")).toBeVisible();
    await open(page, "/told");
    await isAtTheDoor(page);
  });
}

const visits = async (desk: Desk, mandateId: string) =>
  (
    await desk.query<{ count: number }>(
      "SELECT count(*)::int FROM told_session s JOIN told_page p ON p.id = s.page_id WHERE p.mandate_id = $1",
      [mandateId],
    )
  )[0]?.count;

test("the page may be kept by nothing on the way, and its cookie is for the server alone", async ({ desk, visit }) => {
  const { code } = await handedCode();
  const { page, context } = await visit(desk);
  await open(page, "/told");
  await enter(page, code);
  const answer = await page.goto("/told");
  expect(answer?.headers()["cache-control"]).toContain("no-store");
  expect(answer?.headers()["referrer-policy"]).toBe("no-referrer");
  const cookie = (await context.cookies()).find(({ name }) => name === "visit");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict" });
  expect(cookie?.value).not.toContain(code);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test("another code of hers ends the visit of every other browser, and she goes on", async ({ desk, visit }) => {
  const { mandate, code } = await handedCode();
  const [hers, other] = [await visit(desk), await visit(desk)];
  for (const { page } of [hers, other]) {
    await open(page, "/told");
    await enter(page, code);
  }
  const { page } = hers;
  const panel = page.getByRole("region", { name: "Another code" });
  await panel.getByRole("button", { name: "I want another code" }).click();
  await panel.getByLabel("Your code, once more").fill(code);
  await panel.getByRole("button", { name: "Make the code" }).click();
  const newer = await panel.locator("code").innerText();
  expect(newer).not.toBe(code);
  expect(await barriers(page)).toEqual([]);
  await panel.getByRole("button", { name: "I have written it down" }).click();
  expect(await visits(desk, mandate.id)).toBe(1);
  await other.page.reload();
  await isAtTheDoor(other.page);
  await other.page.getByLabel("Your code").fill(code);
  await other.page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(other.page.getByText("This code opens nothing.")).toBeVisible();
  await enter(other.page, newer);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Accounts that use your photos");
});

test("a reviewer opens her page with her consent, hands over the code, makes another, and closes it", async ({
  desk,
  visit,
}) => {
  const person = await createUser({ roles: ["reviewer"] });
  const mandate = await verifiedMandate(actorFor(person));
  const { page } = await visit(desk, { cookie: await signInCookie(person) });
  await open(page, `/mandates/${String(mandate.number)}`);
  const panel = page.getByRole("region", { name: "Private page for her" });
  await panel.getByRole("button", { name: "Open a page for her" }).click();
  const make = panel.getByRole("button", { name: "Make the code" });
  await expect(make).toBeDisabled();
  await panel.getByRole("combobox", { name: "Who said yes" }).click();
  await page.getByRole("option", { name: "Whoever speaks for her" }).click();
  await panel.getByRole("combobox", { name: "How" }).click();
  await page.getByRole("option", { name: "Through the association that accompanies her" }).click();
  await panel.getByRole("textbox", { name: "On" }).fill("2026-11-20");
  expect(await barriers(page)).toEqual([]);
  await make.click();
  const dialog = page.getByRole("dialog", { name: "Her code" });
  const code = await dialog.locator("code").innerText();
  await expect(dialog.getByText(`${desk.url}/told`)).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await dialog.locator("button", { hasText: "Done" }).click();
  await expect(panel.getByText("Through the association that accompanies her")).toBeVisible();
  expect(await page.content()).not.toContain(code);

  const her = await visit(desk);
  await open(her.page, "/told");
  await enter(her.page, code);
  await panel.getByRole("button", { name: "Another code" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Another code" }).click();
  await expect(dialog.locator("code")).not.toHaveText(code);
  await her.page.reload();
  await isAtTheDoor(her.page);
  await dialog.locator("button", { hasText: "Done" }).click();
  await panel.getByRole("button", { name: "Close the page" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Close the page" }).click();
  await expect(panel.getByText("There is none.")).toBeVisible();
});

test("stop contacting me: said in two steps, done at once, and reviewers read it on the mandate", async ({
  desk,
  visit,
}) => {
  const { mandate, code, person } = await handedCode();
  const [{ page }, other] = [await visit(desk), await visit(desk)];
  for (const one of [page, other.page]) {
    await open(one, "/told");
    await enter(one, code);
  }
  const panel = page.getByRole("region", { name: "Stop contacting me" });
  await panel.getByRole("button", { name: "I want no more contact" }).click();
  const confirm = panel.getByRole("button", { name: "Stop all contact" });
  await expect(confirm).toBeDisabled();
  await panel.getByText("It goes on without me").click();
  expect(await barriers(page)).toEqual([]);
  await panel.getByLabel("Your code, once more").fill(code);
  await confirm.click();
  await expect(page.getByText("Nobody writes to you any more. The work goes on without you.")).toBeVisible();
  await assertNeutral(page);
  expect(await barriers(page)).toEqual([]);
  await page.reload();
  await isAtTheDoor(page);
  await other.page.reload();
  await isAtTheDoor(other.page);

  const reviewer = await visit(desk, { cookie: await signInCookie(person) });
  await open(reviewer.page, `/mandates/${String(mandate.number)}`);
  const told = reviewer.page.getByRole("region", { name: "Private page for her" });
  await expect(told.getByText("She asked not to be contacted any more:")).toBeVisible();
  await expect(told.getByRole("button", { name: "Open a page for her" })).toHaveCount(0);
  expect(await barriers(reviewer.page)).toEqual([]);
});

test("a tab that was left open when she stopped contact is told that the visit is over, and stops nothing once more", async ({
  desk,
  visit,
}) => {
  const { mandate, code, person } = await handedCode();
  const { page, context } = await visit(desk);
  await open(page, "/told");
  await enter(page, code);
  const stale = await context.newPage();
  await open(stale, "/told");
  for (const tab of [page, stale]) {
    const panel = tab.getByRole("region", { name: "Stop contacting me" });
    await panel.getByRole("button", { name: "I want no more contact" }).click();
    await panel.getByText(tab === page ? "It goes on without me" : "I withdraw my mandate as well").click();
    await panel.getByLabel("Your code, once more").fill(code);
  }
  await page.getByRole("button", { name: "Stop all contact" }).dblclick();
  await expect(page.getByText("Nobody writes to you any more. The work goes on without you.")).toBeVisible();
  await stale.getByRole("button", { name: "Stop all contact" }).click();
  // Nothing of it stays on the screen of the other tab.
  await expect(stale.getByText("This visit is over. Type your code to go on.")).toBeVisible();
  await isAtTheDoor(stale);
  await expect(stale.getByText("Stop contacting me")).toHaveCount(0);
  expect(await barriers(stale)).toEqual([]);

  const stops = await desk.query(
    "SELECT status FROM mandate WHERE id = $1 AND status = 'verified' AND contact_wish = 'none'",
    [mandate.id],
  );
  expect(stops).toHaveLength(1);
  const told = await desk.query("SELECT 1 FROM notification WHERE kind = 'told_stopped' AND user_id = $1", [person.id]);
  expect(told).toHaveLength(1);
});
