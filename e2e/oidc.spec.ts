import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { BrowserContext, Page } from "@playwright/test";
import { findFreePort } from "@/lib/cli/postgres/cluster";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, useDatabase } from "@/lib/db/client";
import { env, provideEnvironment } from "@/lib/env";
import { createUser, setUp, signInCookie, type TestUser } from "@/lib/testing/factories";
import { type RunningDesk, startDesk } from "@/lib/testing/running-desk";
import { suspendPerson } from "@/lib/usecases/suspend-person";
import { expect, open, test } from "./fixtures";

let desk: RunningDesk;
let provider: ChildProcess;
let ownerUrl: string;
let ada: TestUser;

const rows = <Row extends object>(sql: string, values: readonly unknown[] = []) =>
  withClient(ownerUrl, async (client) => (await client.query(sql, [...values])).rows as Row[]);
const sessionsOf = async (id: string) =>
  (await rows<{ count: number }>("SELECT count(*)::integer AS count FROM session WHERE user_id = $1", [id]))[0]?.count;

async function startProvider(port: number, redirectUri: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["lib/testing/oidc-provider.mjs", String(port), redirectUri]);
  await once(child.stdout, "data");
  return child;
}

/** The worker's own desk has the factories again afterwards. */
let giveBack = (): void => undefined;

test.beforeAll(async () => {
  test.setTimeout(900_000);
  const [port, providerPort] = [await findFreePort(), await findFreePort()];
  provider = await startProvider(providerPort, `http://localhost:${String(port)}/api/auth/callback/oidc`);
  desk = await startDesk({
    port,
    environment: {
      OIDC_ISSUER: `http://127.0.0.1:${String(providerPort)}`,
      OIDC_CLIENT_ID: "desk",
      OIDC_CLIENT_SECRET: "a-secret-of-the-desk-in-tests",
      OIDC_NAME: "Les Loups",
    },
  });
  const urls = await desk.databaseUrls();
  ({ ownerUrl } = urls);
  const { hasDatabase } = env();
  if (hasDatabase) {
    const { dataDir: DATA_DIR, databaseUrl: DATABASE_URL, publicUrl: PUBLIC_URL } = env();
    giveBack = () => {
      provideEnvironment({ DATA_DIR, DATABASE_URL, PUBLIC_URL });
      useDatabase(DATABASE_URL);
    };
  }
  await closeDb();
  provideEnvironment({ DATA_DIR: desk.dataDir, DATABASE_URL: urls.appUrl, PUBLIC_URL: desk.url });
  useDatabase(urls.appUrl);
  await createUser({ roles: ["admin"] });
  ada = await createUser({ roles: ["reviewer"], pseudonym: "Ada", email: "ada@example.org" });
});

test.afterAll(async () => {
  await closeDb();
  giveBack();
  provider.kill();
  await desk.dispose();
});

/** Says at the provider who one is, and lets the desk know of it. */
async function sayAtProvider(page: Page, name: string): Promise<void> {
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("anything");
  await page.locator("button[type=submit]").click();
  await page.locator("input[name=prompt][value=consent]").waitFor({ state: "attached" });
  await page.locator("button[type=submit]").click();
}

async function enter(page: Page, name: string): Promise<void> {
  await open(page, "/sign-in");
  await page.getByRole("button", { name: "Sign in with Les Loups" }).click();
  await sayAtProvider(page, name);
}

/** Changes what the desk asks the provider for, as somebody in between would. */
async function meddle(page: Page, parameter: string): Promise<void> {
  await page.route("**/api/auth/signin/oidc*", async (route) => {
    const response = await route.fetch();
    const { url } = (await response.json()) as { url: string };
    const changed = new URL(url);
    changed.searchParams.set(parameter, "something-else-that-is-long-enough");
    await route.fulfill({ response, json: { url: changed.href } });
  });
}

/** What an applicant sees: the charter, their own application, and nothing of the desk. */
const threshold = /localhost:\d+\/(vetting|charter)/;

let contexts: BrowserContext[] = [];
const visitor = async (browser: { newContext: (o: object) => Promise<BrowserContext> }): Promise<Page> => {
  const context = await browser.newContext({ baseURL: desk.url, locale: "en-GB" });
  contexts.push(context);
  return context.newPage();
};
test.afterEach(async () => {
  for (const context of contexts) await context.close();
  contexts = [];
});

test("somebody whom only the provider knows becomes an applicant without any right, once", async ({ browser }) => {
  for (let visit = 0; visit < 2; visit += 1) {
    const page = await visitor(browser);
    await enter(page, "stranger");
    await expect(page).toHaveURL(threshold);
    await page.goto("/cases");
    await expect(page).toHaveURL(threshold);
  }
  const people = await rows<{ roles: string[]; status: string; subject: string }>(
    `SELECT u.roles, u.status, e.subject FROM external_identity e JOIN "user" u ON u.id = e.user_id`,
  );
  expect(people).toEqual([{ roles: [], status: "applicant", subject: "stranger" }]);
});

test("an address at the provider takes over nobody's account", async ({ browser }) => {
  const victim = await createUser({ roles: ["reviewer"], email: "victim@provider.example" });
  const page = await visitor(browser);
  await enter(page, "victim");
  await expect(page).toHaveURL(threshold);
  expect(await sessionsOf(victim.id)).toBe(0);
  const [made] = await rows<{ email: string; id: string }>(
    `SELECT u.email, u.id FROM external_identity e JOIN "user" u ON u.id = e.user_id WHERE e.subject = 'victim'`,
  );
  expect(made?.id).not.toBe(victim.id);
  expect(made?.email).toMatch(/@applicant\.invalid$/);
});

test("who linked it, signed in, comes in by it afterwards", async ({ browser }) => {
  const page = await visitor(browser);
  await page.context().addCookies([{ ...(await signInCookie(ada)), url: desk.url, httpOnly: true, sameSite: "Lax" }]);
  await open(page, "/settings");
  await page.getByRole("button", { name: "Link a sign-in at Les Loups" }).click();
  await sayAtProvider(page, "ada");
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByText(/127\.0\.0\.1:\d+/)).toBeVisible();
  const before = await sessionsOf(ada.id);

  const elsewhere = await visitor(browser);
  await enter(elsewhere, "ada");
  await expect(elsewhere).not.toHaveURL(/waiting|127\.0\.0\.1/);
  await expect.poll(() => sessionsOf(ada.id)).toBe((before ?? 0) + 1);

  // Nobody else links it to themselves.
  const ben = await createUser({ roles: ["reviewer"], pseudonym: "Ben" });
  const other = await visitor(browser);
  await other.context().addCookies([{ ...(await signInCookie(ben)), url: desk.url, httpOnly: true, sameSite: "Lax" }]);
  await open(other, "/settings");
  await other.getByRole("button", { name: "Link a sign-in at Les Loups" }).click();
  await sayAtProvider(other, "ada");
  await expect(other.getByText("This sign-in is linked to another account.")).toBeVisible();
});

for (const parameter of ["state", "nonce"]) {
  test(`an answer with another ${parameter} than was asked for opens nothing`, async ({ browser }) => {
    const before = await sessionsOf(ada.id);
    const page = await visitor(browser);
    await meddle(page, parameter);
    await enter(page, "ada");
    await expect(page.getByText("did not come back as it should")).toBeVisible();
    expect(await sessionsOf(ada.id)).toBe(before);
  });
}

test("an answer that was used once opens nothing again, here or elsewhere", async ({ browser }) => {
  const page = await visitor(browser);
  const answers: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/auth/callback/oidc")) answers.push(request.url());
  });
  await enter(page, "ada");
  await expect.poll(() => answers.length).toBe(1);
  await expect(page).not.toHaveURL(/callback|127\.0\.0\.1/);
  const before = await sessionsOf(ada.id);
  for (const again of [page, await visitor(browser)]) {
    await again.context().clearCookies({ name: "demasque.session" });
    await again.goto(answers[0] ?? "");
    await expect(again.getByText("did not come back as it should")).toBeVisible();
  }
  expect(await sessionsOf(ada.id)).toBe(before);
});

test("whoever is suspended is refused, whatever the provider says", async ({ browser }) => {
  await suspendPerson(setUp, ada.id, "account_at_risk");
  const before = await sessionsOf(ada.id);
  const page = await visitor(browser);
  await enter(page, "ada");
  await expect(page.getByText("This sign-in at Les Loups opens nothing here.")).toBeVisible();
  expect(await sessionsOf(ada.id)).toBe(before);
});

test("a provider that does not answer is said to be away, and the password stays a way in", async ({ browser }) => {
  provider.kill();
  await once(provider, "exit");
  const page = await visitor(browser);
  await open(page, "/sign-in");
  await page.getByRole("button", { name: "Sign in with Les Loups" }).click();
  await expect(page.getByText("Les Loups does not answer.")).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toBeVisible();
});
