import AxeBuilder from "@axe-core/playwright";
import type { Role } from "@/lib/domain/case/vocabulary";
import { createUser, signInCookie } from "@/lib/testing/factories";
import { expect, open, test } from "./fixtures";

const somebody = async (pseudonym: string, ...roles: Role[]) => {
  const user = await createUser({ roles, pseudonym });
  return { ...user, cookie: await signInCookie(user) };
};

/** Everybody of the tests before is gone, so that each begins with the people it names. */
test.beforeEach(async ({ desk }) => {
  await desk.query(`UPDATE "user" SET status = 'suspended' WHERE status = 'active'`);
  await desk.query("DELETE FROM notification");
});

test("rights wait for a second person, who reads what would be done and does it; everybody concerned is told", async ({
  desk,
  visit,
}) => {
  const [one, other, subject] = [
    await somebody("Ibis", "admin"),
    await somebody("Macareux", "admin"),
    await somebody("Roitelet", "volunteer"),
  ];
  const { page } = await visit(desk, { cookie: one.cookie });
  await open(page, "/people");
  await page.getByRole("button", { name: "Change the roles of Roitelet" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("wait for a second person")).toBeVisible();
  await dialog.getByRole("checkbox", { name: /^Reviewer/ }).check();
  await dialog.getByRole("button", { name: "Set the roles" }).click();
  await expect(page.getByText("Roitelet: Reviewer waits for a second person.")).toBeVisible();
  await expect(page.getByText("Waits for a second person: Reviewer")).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirm: Roitelet" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Withdraw: Roitelet" })).toBeVisible();

  const { page: second } = await visit(desk, { cookie: other.cookie });
  await open(second, "/people");
  await second.getByRole("link", { name: "Notifications, 1 new" }).click();
  await expect(second.getByText("Ibis proposes to give Roitelet rights: Reviewer.")).toBeVisible();
  expect((await new AxeBuilder({ page: second }).analyze()).violations).toEqual([]);
  await second.getByRole("button", { name: "Confirm: Roitelet" }).click();
  await expect(second.getByText("Confirmed and done: Roitelet.")).toBeVisible();
  await second.getByRole("button", { name: "Mark all as read" }).click();
  await expect(second.getByRole("link", { name: "Notifications", exact: true })).toBeVisible();

  const [row] = await desk.query<{ roles: string[] }>(`SELECT roles FROM "user" WHERE id = $1`, [subject.id]);
  expect(row?.roles).toEqual(["volunteer", "reviewer"]);
  const entries = await desk.query<{ actor: string; action: string }>(
    "SELECT actor, action FROM audit_entry WHERE subject_table = 'proposal' AND actor = ANY ($1) ORDER BY id",
    [[one, other].map(({ id }) => `user:${id}`)],
  );
  expect(entries).toEqual([
    { actor: `user:${one.id}`, action: "proposal.made" },
    { actor: `user:${other.id}`, action: "proposal.confirmed" },
  ]);
  const { page: third } = await visit(desk, { cookie: subject.cookie });
  await open(third, "/notifications");
  await expect(third.getByText("Proposed by Ibis, confirmed by Macareux.")).toBeVisible();
});

test("an address of a desk changes letter by letter before a second person's eyes, and a reviewer may be that person", async ({
  desk,
  visit,
}) => {
  const [admin, reviewer] = [await somebody("Ibis", "admin"), await somebody("Macareux", "reviewer")];
  const { page } = await visit(desk, { cookie: admin.cookie });
  await open(page, "/settings/platforms");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page
    .getByRole("button", { name: /^Another address: Telegram/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Mailbox").fill("not an address");
  await dialog.getByRole("button", { name: "Propose the address" }).click();
  await expect(dialog.getByText("An e-mail address")).toBeVisible();
  await dialog.getByLabel("Mailbox").fill("abuse@new.example");
  await dialog.getByRole("button", { name: "Propose the address" }).click();
  await expect(page.getByText("the address waits for a second person")).toBeVisible();

  const { page: second } = await visit(desk, { cookie: reviewer.cookie });
  await open(second, "/notifications");
  await expect(second.getByText("abuse@new.example")).toBeVisible();
  await second.getByRole("button", { name: /^Confirm:/ }).click();
  await expect(second.getByText(/^Confirmed and done/)).toBeVisible();
  const rows = await desk.query("SELECT 1 FROM channel WHERE mailbox = 'abuse@new.example' AND verified_on IS NULL");
  expect(rows).toHaveLength(1);
});

test("on a desk of one it happens at once, and says so", async ({ desk, visit }) => {
  const alone = await somebody("Ibis", "admin");
  await somebody("Roitelet", "volunteer");
  const { page } = await visit(desk, { cookie: alone.cookie });
  await open(page, "/people");
  await page.getByRole("button", { name: "Change the roles of Roitelet" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Nobody else can confirm yet")).toBeVisible();
  await dialog.getByRole("checkbox", { name: /^Reviewer/ }).check();
  await dialog.getByRole("button", { name: "Set the roles" }).click();
  await expect(page.getByText("Roitelet’s roles are set.")).toBeVisible();
  await open(page, "/notifications");
  await expect(
    page.getByText("Ibis gave Roitelet rights: Reviewer. Nobody else was there to confirm it."),
  ).toBeVisible();
});
