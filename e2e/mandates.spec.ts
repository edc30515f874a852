import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Role } from "@/lib/domain/case/vocabulary";
import { actorFor, createCase, createUser, signInCookie } from "@/lib/testing/factories";
import { expect, open, test } from "./fixtures";

const barriers = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations;
const numberOf = (page: Page) => Number(/\/mandates\/(\d+)$/.exec(page.url())?.[1]);

test.beforeEach(async ({ desk }) => {
  await desk.query(`UPDATE "user" SET status = 'suspended' WHERE status = 'active'`);
});

test("a mandate's whole life: written down, seen by two, renewed, claimed by another, decided on, withdrawn", async ({
  desk,
  visit,
}) => {
  const sit = async (pseudonym: string, ...roles: Role[]) => {
    const user = await createUser({ pseudonym, roles });
    return { user, ...(await visit(desk, { cookie: await signInCookie(user) })) };
  };
  const [writer, second, third] = [
    await sit("Perle", "reviewer"),
    await sit("Ambre", "reviewer"),
    await sit("Jade", "reviewer"),
  ];
  const protection = await sit("Effraie", "protection");
  const { page } = writer;
  const write = async (label: string, account: string) => {
    await open(page, "/mandates");
    await page.getByLabel("Neutral name").fill(label);
    await page.getByLabel("Her authentic account").fill(account);
    await page.getByRole("button", { name: "Create the mandate" }).click();
  };
  const see = async (who: Page, number: number) => {
    await open(who, `/mandates/${String(number)}`);
    await who.getByRole("button", { name: "I saw the code" }).click();
  };

  await write("Genêt", "https://x.com/solenn_brume");
  await expect(page).toHaveURL(/\/mandates\/\d+$/);
  const first = numberOf(page);
  const code = page.getByText(/^DMQ-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  const firstCode = await code.innerText();
  await expect(page.getByText("You wrote this mandate down: two others confirm.")).toBeVisible();
  await expect(page.getByRole("button", { name: "I saw the code" })).toHaveCount(0);
  expect(await barriers(page)).toEqual([]);

  await see(second.page, first);
  await expect(second.page.getByText("You have seen it. Another reviewer has to confirm.")).toBeVisible();
  await expect(second.page.getByText("Waiting to be seen (1 of 2)")).toBeVisible();
  await see(third.page, first);
  await expect(third.page.getByText("Verified", { exact: true }).first()).toBeVisible();
  await expect(third.page.getByText(firstCode)).toHaveCount(0);

  // A case is run under it.
  const { number } = await createCase({ reporter: actorFor(writer.user) });
  await open(page, `/mandates/${String(first)}`);
  await page.getByRole("textbox", { name: "Case number" }).fill(String(number));
  await page.getByRole("button", { name: "Attach", exact: true }).click();
  await expect(page.getByRole("region", { name: "Cases under it" }).getByRole("link")).toHaveText(String(number));
  await expect(page.getByRole("button", { name: "Renew: a new code" })).toHaveCount(0);

  // Its last month: a new code, seen by two again, while it goes on.
  await desk.query("UPDATE mandate SET expires_at = now() + interval '10 days' WHERE number = $1", [first]);
  await open(page, `/mandates/${String(first)}`);
  await page.getByRole("button", { name: "Renew: a new code" }).click();
  await expect(page.getByText("Being renewed: the new code waits to be seen (0 of 2).")).toBeVisible();
  expect(await code.innerText()).not.toBe(firstCode);
  expect(await barriers(page)).toEqual([]);
  await see(second.page, first);
  await expect(second.page.getByText("Being renewed: the new code waits to be seen (1 of 2).")).toBeVisible();
  await see(third.page, first);
  await expect(third.page.getByText(/Being renewed/)).toHaveCount(0);
  const standing = () =>
    desk.query<{ status: string; days: number }>(
      "SELECT status, (expires_at::date - now()::date) AS days FROM mandate WHERE number = $1",
      [first],
    );
  expect((await standing())[0]?.days).toBeGreaterThan(360);

  // Somebody else claims the same account: refused at first, said to be meant, both frozen.
  await write("Bruyère", "https://twitter.com/Solenn_Brume");
  await expect(page.getByText(/names this account already/)).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("checkbox", { name: /^I know that another mandate names this account/ }).check();
  await page.getByRole("button", { name: "Create the mandate" }).click();
  await expect(page.getByText("Frozen: nothing is matched or attached under it.")).toBeVisible();
  const other = numberOf(page);
  expect(other).not.toBe(first);
  await expect(page.getByText("Protection decides which one stands.")).toBeVisible();
  await expect(page.getByRole("button", { name: "I saw the code" })).toHaveCount(0);
  expect((await standing())[0]?.status).toBe("frozen");
  await open(page, `/mandates/${String(first)}`);
  await expect(page.getByRole("button", { name: "Attach", exact: true })).toHaveCount(0);

  // Protection says which one stands, and why.
  const judge = protection.page;
  await open(judge, `/mandates/${String(first)}`);
  const collision = judge.getByRole("region", { name: "Collision" });
  await expect(collision.getByRole("radio", { checked: true })).toHaveCount(0);
  expect(await barriers(judge)).toEqual([]);
  await collision.getByRole("radio", { name: new RegExp(`M-0*${String(first)} stands`) }).check({ force: true });
  await collision.getByLabel("Why").fill("Only this one could show an older picture.");
  await collision.getByRole("button", { name: "Decide" }).click();
  await expect(collision.getByText(/this one stands/)).toBeVisible();
  expect((await standing())[0]?.status).toBe("verified");
  await open(page, `/mandates/${String(other)}`);
  await expect(page.getByText("Withdrawn", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("Protection decided against it")).toBeVisible();
  expect(await barriers(page)).toEqual([]);

  // She asks for its end.
  await open(page, `/mandates/${String(first)}`);
  await page.getByRole("button", { name: "Withdraw", exact: true }).click();
  const dialog = page.getByRole("dialog");
  const confirm = dialog.getByRole("button", { name: "Withdraw", exact: true });
  await expect(confirm).toBeDisabled();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole("radio", { name: "She asked for it" }).check({ force: true });
  await confirm.click();
  await expect(page.getByText("She asked for it")).toBeVisible();
  expect((await standing())[0]?.status).toBe("withdrawn");
  await expect(page.getByRole("region", { name: "Fingerprint bank" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Withdraw", exact: true })).toHaveCount(0);
});
