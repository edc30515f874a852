import AxeBuilder from "@axe-core/playwright";
import { actorFor, createCase, createUser, signInCookie } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { type Desk, expect, open, test } from "./fixtures";

const guardian = async (pseudonym: string) => {
  const user = await createUser({ roles: ["safeguarding"], pseudonym });
  return { ...user, actor: actorFor(user), cookie: await signInCookie(user) };
};
const laneCase = async (reason: "possible_minor" | "trafficking" = "possible_minor") => {
  const reporter = actorFor(await createUser());
  const made = await createCase({ reporter, observed: "Le profil annonce dix-sept ans." });
  await safeguardCase(actorFor(await createUser({ roles: ["reviewer"] })), { ref: { id: made.id }, reason });
  return made;
};
const stateOf = async (desk: Desk, id: string) =>
  (await desk.query<{ state: string }>(`SELECT state FROM "case" WHERE id = $1`, [id]))[0]?.state;

test.beforeEach(async ({ desk }) => {
  await desk.query(`UPDATE "user" SET status = 'suspended' WHERE 'safeguarding' = ANY (roles)`);
});

test("a case in the lane is referred in words, recorded, purged, and leaves by the word of two", async ({
  desk,
  visit,
}) => {
  await nameOrganisation();
  const [one, two] = [await guardian("Effraie"), await guardian("Hulotte")];
  const reporter = actorFor(await createUser());
  for (let earlier = 0; earlier < 50; earlier += 1) await createCase({ reporter, state: "safeguarding" });
  const { id, number, handle } = await laneCase();
  const { page } = await visit(desk, { cookie: one.cookie });
  await open(page, "/safety");
  const row = page.getByRole("row", { name: new RegExp(`Case ${String(number)}\\b`) });
  await expect(page.getByRole("row", { name: /Case \d/ })).toHaveCount(50);
  await expect(row).toHaveCount(0);
  const later = page.getByRole("link", { name: "The next of the list" });
  while ((await row.count()) === 0 && (await later.count()) > 0)
    await open(page, (await later.getAttribute("href")) ?? "");
  await expect(row).toContainText("due by");
  expect((await page.content()).includes(handle), "the list names no account").toBe(false);
  await row.getByRole("link").click();
  await page.getByRole("button", { name: "I take care of it" }).click();
  await expect(page.getByText("You are on it.")).toBeVisible();

  await page.getByLabel("What was seen, in neutral words").fill("Le profil annonce dix-sept ans.");
  await page.getByRole("button", { name: "PHAROS" }).click();
  await expect(page.getByText("Atteinte aux mineurs", { exact: true })).toBeVisible();
  await expect(page.getByText("Anonyme", { exact: true })).toBeVisible();
  await page.getByLabel("Reference that they gave").fill("P-2026-118");
  await page.getByRole("button", { name: "It is done: record it" }).click();
  await expect(page.getByRole("list", { name: "Referrals made" })).toContainText("P-2026-118");

  await page.getByRole("button", { name: "Purge now" }).click();
  await page.getByText("No image is needed").click();
  await page.getByRole("button", { name: "Purge for good" }).click();
  await expect(page.getByRole("button", { name: "Purge now" })).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("button", { name: "Propose to let it go" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("It came here by mistake").click();
  await dialog.getByRole("button", { name: "Propose to let it go" }).click();
  await expect(page.getByRole("button", { name: "Withdraw the proposal" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirm: it leaves" })).toHaveCount(0);
  expect(await stateOf(desk, id)).toBe("safeguarding");

  const { page: second } = await visit(desk, { cookie: two.cookie });
  await open(second, `/cases/${String(number)}`);
  await second.getByRole("button", { name: "Confirm: it leaves" }).click();
  await expect(second).toHaveURL(/\/safety$/);
  await expect(second.getByRole("link", { name: `Case ${String(number)}`, exact: true })).toHaveCount(0);
  expect(await stateOf(desk, id)).toBe("open");
  const opened = await desk.query(`SELECT 1 FROM access_log WHERE kind = 'safety_case_opened' AND subject = $1`, [id]);
  expect(opened.length).toBeGreaterThan(1);
});

test("where one person alone holds the role, the screen says that the case stays", async ({ desk, visit }) => {
  const one = await guardian("Effraie");
  const { number } = await laneCase();
  const { page } = await visit(desk, { cookie: one.cookie });
  await open(page, `/cases/${String(number)}`);
  await expect(page.getByText("Nobody else could confirm")).toBeVisible();
  await expect(page.getByRole("button", { name: "Propose to let it go" })).toHaveCount(0);
});

test("a hold is decided by a person; while it stands a reviewer can prepare no notice about the account", async ({
  desk,
  visit,
}) => {
  const one = await guardian("Effraie");
  const { number, accountId } = await laneCase("trafficking");
  const other = await confirmedCase({ reporter: actorFor(await createUser()), accountId });
  const reviewer = actorFor(await createUser({ roles: ["reviewer"] }));
  const prepare = () =>
    prepareNotice(reviewer, { kind: "terms_report", channelId: "x-impersonation-form", caseNumbers: [other.number] });
  await expect(prepare()).rejects.toMatchObject({ reason: "restricted_desk" });
  const { page } = await visit(desk, { cookie: one.cookie });
  await open(page, `/cases/${String(number)}`);
  await expect(page.getByText("notices wait until you decide")).toBeVisible();
  await page.getByRole("button", { name: "They need not wait" }).click();
  await page.getByText("The authority agrees").click();
  await page.getByRole("dialog").getByRole("button", { name: "They need not wait" }).click();
  await expect(page.getByText("It was decided that notices need not wait.")).toBeVisible();
  expect((await prepare()).number).toBeGreaterThan(0);
});
