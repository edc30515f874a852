import type { Page } from "@playwright/test";
import type { Role } from "@/lib/domain/case/vocabulary";
import { createUser, testPassword, type TestUser } from "@/lib/testing/factories";
import { ask } from "./asking";
import { actionsOfBuild, callAction } from "./call-action";
import { type Desk, expect, open, test } from "./fixtures";
import { enrolTotp } from "./second-factor";

async function signIn(page: Page, person: TestUser): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel("E-mail address").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(testPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function signOut(page: Page, person: TestUser): Promise<void> {
  // A page that answers: pressed before its scripts run, the menu would stay closed.
  await open(page, "/settings");
  await page.getByRole("button", { name: `${person.pseudonym}: account and theme` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

const isIn = (page: Page, person: TestUser) =>
  expect(page.getByRole("button", { name: `${person.pseudonym}: account and theme` })).toBeVisible();

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code from your authenticator app").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** So long ago that a factor is wanted again. */
const age = (desk: Desk, person: TestUser) =>
  desk.query("UPDATE session SET confirmed_at = now() - interval '1 hour' WHERE user_id = $1", [person.id]);
/** As if no code had been typed yet: a test does not wait for the next half minute. */
const forgetCodes = (desk: Desk, person: TestUser) =>
  desk.query("UPDATE second_factor SET last_counter = 0 WHERE user_id = $1 AND kind = 'totp'", [person.id]);

/** A person with an app, signed in; the browser's cookie is theirs. */
async function enrolled(page: Page, ...roles: Role[]) {
  const person = await createUser({ roles, password: testPassword });
  await signIn(page, person);
  const factor = await enrolTotp(page);
  await isIn(page, person);
  return { person, ...factor };
}

test("whoever holds a role sets a factor up, then signs in with it: a code once, a recovery code once", async ({
  desk,
  visit,
}) => {
  const { page } = await visit(desk);
  const { person, app, codes } = await enrolled(page, "reviewer");
  expect(codes).toHaveLength(10);

  await signOut(page, person);
  await signIn(page, person);
  await expect(page.getByRole("heading", { name: "Is it you?" })).toBeVisible();
  const code = app.code(1);
  await typeCode(page, code);
  await isIn(page, person);

  await signOut(page, person);
  await signIn(page, person);
  await typeCode(page, code);
  await expect(page.getByText("This code was used already.")).toBeVisible();
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
  await isIn(page, person);

  await signOut(page, person);
  await signIn(page, person);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("This code is not right.")).toBeVisible();

  const acts = await desk.query<{ action: string }>(
    "SELECT DISTINCT action FROM audit_entry WHERE actor = $1 AND subject_table = 'second_factor' ORDER BY 1",
    [`user:${person.id}`],
  );
  expect(acts.map(({ action }) => action)).toEqual(["person.factor_added", "person.recovery_code_used"]);
});

test("a session that has only the password opens no page, no file, no API and no action", async ({ desk, visit }) => {
  const { page, context } = await visit(desk);
  const { person } = await enrolled(page, "reviewer", "admin");
  await signOut(page, person);
  await signIn(page, person);
  await expect(page).toHaveURL(/\/sign-in\/confirm/);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const address of ["/", "/cases", "/log", "/people", "/settings", "/audit", "/notifications", "/go?q=1"]) {
    const response = await ask(desk, address, { cookie });
    expect(new URL(response.headers.get("location") ?? "/shown", desk.url).pathname, address).toBe("/sign-in/confirm");
  }
  for (const address of ["/api/cases/export?format=csv", "/api/cases/changes", "/api/audit/checkpoint"])
    expect((await ask(desk, address, { cookie })).status, address).toBe(401);
  expect((await ask(desk, "/api/v1/cases", { cookie })).status).toBe(401);
  const actions = await actionsOfBuild();
  for (const [name, action] of actions) {
    if (!name.startsWith("app/(console)")) continue;
    expect((await callAction(desk, action, {}, cookie)).redirect ?? "", name).toContain("/sign-in/confirm");
  }
});

test("what needs a factor again asks for it and goes on, with everything that was typed", async ({ desk, visit }) => {
  const { page } = await visit(desk);
  const { person, app } = await enrolled(page, "reviewer");
  await open(page, "/settings");
  await age(desk, person);
  await forgetCodes(desk, person);
  await page.getByRole("button", { name: "Make a token" }).click();
  const form = page.getByRole("dialog", { name: "Make a token" });
  await form.getByLabel("Name").fill("Mon programme");
  await form.getByRole("checkbox").first().check();
  await form.getByRole("button", { name: "Make the token" }).click();
  const question = page.getByRole("dialog", { name: "Show that it is you" });
  await question.getByLabel("Code from your authenticator app").fill("000");
  await question.getByRole("button", { name: "Continue" }).click();
  await expect(question.getByText("This code is not right.")).toBeVisible();
  await expect(form.getByLabel("Name")).toHaveValue("Mon programme");
  await question.getByLabel("Code from your authenticator app").fill(app.code());
  await question.getByRole("button", { name: "Continue" }).click();
  await expect(question).toHaveCount(0);
  await expect(page.getByRole("dialog").getByRole("code")).toContainText("dmq_");
  const tokens = await desk.query("SELECT 1 FROM api_token WHERE user_id = $1", [person.id]);
  expect(tokens).toHaveLength(1);
});

test("the question can be closed, alone: nothing is done and nothing that was typed is lost", async ({
  desk,
  visit,
}) => {
  const { page } = await visit(desk);
  const { person } = await enrolled(page, "reviewer");
  await open(page, "/settings");
  await age(desk, person);
  await page.getByRole("button", { name: "Make a token" }).click();
  const form = page.getByRole("dialog", { name: "Make a token" });
  await form.getByLabel("Name").fill("Mon programme");
  await form.getByRole("checkbox").first().check();
  await form.getByRole("button", { name: "Make the token" }).click();
  const question = page.getByRole("dialog", { name: "Show that it is you" });
  await expect(question.getByLabel("Code from your authenticator app")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(question).toHaveCount(0);
  await expect(form.getByText("Show once more that it is you")).toBeVisible();
  await expect(form.getByLabel("Name")).toHaveValue("Mon programme");
  expect(await desk.query("SELECT 1 FROM api_token WHERE user_id = $1", [person.id])).toHaveLength(0);
});

test("a passkey is a second factor, and signs in without a password", async ({ desk, visit }) => {
  const { page, context } = await visit(desk);
  const { person } = await enrolled(page, "reviewer");
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await open(page, "/settings");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByLabel("Name of the passkey").fill("Ordinateur du local");
  await dialog.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("Ordinateur du local")).toBeVisible();

  await signOut(page, person);
  await signIn(page, person);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await isIn(page, person);

  await signOut(page, person);
  await open(page, "/sign-in?next=%2Fsettings");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await isIn(page, person);

  await open(page, "/settings");
  await page.getByRole("button", { name: "Rename Ordinateur du local" }).click();
  await page.getByLabel("Name of the passkey").fill("Vieil ordinateur");
  await page.getByRole("button", { name: "Save", exact: true }).last().click();
  await page.getByRole("button", { name: "Remove Vieil ordinateur" }).click();
  await expect(page.getByText("Vieil ordinateur")).toHaveCount(0);
  await page.getByRole("button", { name: "Remove the app" }).click();
  await expect(page.getByText("A second factor is required here")).toBeVisible();
});

test("a passkey can be the first factor", async ({ desk, visit }) => {
  const { page, context } = await visit(desk);
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  const person = await createUser({ roles: ["reviewer"], password: testPassword });
  await signIn(page, person);
  await page.getByRole("button", { name: "Use a passkey instead" }).click();
  await expect(page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await isIn(page, person);
});

test("five wrong codes end the session, and the person is told", async ({ desk, visit }) => {
  const { page } = await visit(desk);
  const { person } = await enrolled(page, "reviewer");
  await signOut(page, person);
  await signIn(page, person);
  for (let guess = 1; guess <= 5; guess += 1) {
    await typeCode(page, `00000${String(guess)}`);
    await expect(page.getByText(guess < 5 ? "This code is not right." : "Too many wrong codes.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Continue" })).toBeEnabled();
  }
  await open(page, "/cases");
  await expect(page).toHaveURL(/\/sign-in\?/);
  expect(
    await desk.query("SELECT 1 FROM notification WHERE user_id = $1 AND kind = 'factor_guessed'", [person.id]),
  ).toHaveLength(1);
});
