import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import { type Figure, figures } from "@/lib/domain/statistics";
import { getStatistics } from "@/lib/queries/get-statistics";
import { signInCookie } from "@/lib/testing/factories";
import { nameOrganisation, sentNotice } from "@/lib/testing/notice-desk";
import { type Person, person } from "./asking";
import { expect, open, test } from "./fixtures";

const here = { period: "90", platform: "telegram", track: "redirecting_bot" } as const;
const address = `/statistics?${String(new URLSearchParams(here))}`;
const barriersOf = async (page: ConstructorParameters<typeof AxeBuilder>[0]["page"]) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);

/** Eight accounts at one desk: three removed, one refused, two set aside as unfounded, one silent, one still in its time. */
async function sendSome(sender: Person, reporter: Person): Promise<void> {
  await nameOrganisation();
  const seed = {
    ...{ reporter: reporter.actor, platform: here.platform, track: here.track },
    channelId: "telegram-abuse-mailbox",
  };
  await sentNotice(sender.actor, { ...seed, count: 3, daysAgo: 8, outcome: "account_removed" });
  await sentNotice(sender.actor, { ...seed, daysAgo: 9, outcome: "refused" });
  await sentNotice(sender.actor, { ...seed, count: 2, daysAgo: 10, outcome: "refused_unfounded" });
  await sentNotice(sender.actor, { ...seed, daysAgo: 30 });
  await sentNotice(sender.actor, { ...seed, daysAgo: 2 });
}

test("every figure leads to as many rows as it says, each to its notice and its case, and the file says the same", async ({
  desk,
  visit,
}) => {
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  const before = (await getStatistics(reviewer.actor, here)).total;
  await sendSome(reviewer, reporter);
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, address);
  const table = page.getByRole("region", { name: "By platform and track" });
  const line = table.getByRole("row", { name: /^Telegram/ });
  const names = await table.getByRole("columnheader").allInnerTexts();
  const shown = async (figure: Figure) => Number(await line.getByRole("cell").nth(figures.indexOf(figure)).innerText());
  expect(names.slice(1, 9)).toEqual([
    ...["Sent", "Acknowledged", "Answered", "Removed", "Refused", "Unfounded", "Silent", "Back again"],
  ]);
  const added = { sent: 8, received: 0, answered: 6, removed: 3, refused: 3, unfounded: 2, silent: 1, returned: 0 };
  for (const figure of figures) expect(await shown(figure), figure).toBe(before[figure] + added[figure]);
  await expect(line.getByRole("img", { name: "half within 24 hours, nine in ten within 24 hours" })).toHaveCount(2);
  expect(await barriersOf(page)).toEqual([]);

  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download (CSV)" }).click();
  const csv = await readFile(await (await saved).path(), "utf8");
  const figuresShown = await Promise.all(figures.map(shown));
  expect(csv.split("\r\n")[1]).toContain(`telegram,redirecting_bot,${figuresShown.join(",")},`);

  for (const figure of figures) {
    const count = await shown(figure);
    const link = line.getByRole("cell").nth(figures.indexOf(figure)).getByRole("link");
    if (count === 0) {
      await expect(link, figure).toHaveCount(0);
      continue;
    }
    await link.click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("the rows");
    await expect(page.locator("tbody tr"), figure).toHaveCount(count);
    if (figure === "unfounded") expect(await barriersOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Back", exact: true }).click();
    await expect(table).toBeVisible();
  }

  await line.getByRole("cell").nth(figures.indexOf("unfounded")).getByRole("link").click();
  const row = page.locator("tbody tr").first();
  await expect(row).toContainText("Refused as unfounded");
  const notice = (await row.getByRole("link").first().innerText()).trim();
  await row.getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/notices/${notice}$`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(notice);
});

test("the alarm of unfounded notices is said in words, and a period without any is empty and free of barriers", async ({
  desk,
  visit,
}) => {
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  await sendSome(reviewer, reporter);
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, "/statistics?period=all");
  await expect(page.getByRole("status").filter({ hasText: "refused as unfounded" }).first()).toBeVisible();
  await page.getByRole("combobox", { name: "Platform" }).selectOption("VK");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/platform=vk/);
  await expect(page.getByText("Nothing sent in this time")).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole("navigation", { name: "Period" }).getByRole("link", { name: "30 days" }).click();
  await expect(page).toHaveURL(/period=30/);
  await expect(page).toHaveURL(/platform=vk/);
});

test("an auditor reads the figures, and not the rows behind them", async ({ desk, visit }) => {
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  await sendSome(reviewer, reporter);
  const { page } = await visit(desk, { cookie: await signInCookie(await person("auditor")) });
  await open(page, address);
  const table = page.getByRole("region", { name: "By platform and track" });
  await expect(table.getByRole("row", { name: /^Telegram/ })).toBeVisible();
  await expect(table.getByRole("link")).toHaveCount(0);
});
