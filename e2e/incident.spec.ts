import { createCase } from "@/lib/testing/factories";
import { ask, person } from "./asking";
import { expect, open, test } from "./fixtures";

test.describe("an incident", () => {
  test("is put on and taken off by an administrator, and everybody is told why on every screen", async ({
    desk,
    visit,
  }) => {
    const admin = await person("admin");
    const reviewer = await person("reviewer");
    const case_ = await createCase({ reporter: (await person("volunteer")).actor });
    const cookieOf = ({ cookie }: { cookie: string }) => {
      const [name = "", value = ""] = cookie.split(/=(.*)/s);
      return { name, value };
    };
    const { page, forgive } = await visit(desk, { cookie: cookieOf(admin) });
    forgive(/503/);
    await open(page, "/settings");
    await page.getByText("Read-only", { exact: true }).click();
    await page.getByLabel("Why").fill("A laptop is missing.");
    await page.getByRole("button", { name: "Change the mode" }).click();
    await expect(page.getByRole("status").filter({ hasText: "A laptop is missing." })).toBeVisible();

    const hers = await visit(desk, { cookie: cookieOf(reviewer) });
    await open(hers.page, `/cases/${String(case_.number)}`);
    await expect(hers.page.getByText("A laptop is missing.")).toBeVisible();
    await hers.page.getByRole("button", { name: /Claim/ }).first().click();
    await expect(hers.page.getByText("The desk is read-only for now").first()).toBeVisible();

    await open(page, "/settings");
    await page.getByText("Closed", { exact: true }).click();
    await page.getByRole("button", { name: "Change the mode" }).click();
    await expect(page.getByText(/Closed to everyone but administrators/)).toBeVisible();
    await hers.page.goto("/cases");
    await expect(hers.page.getByRole("heading", { name: "Closed for now" })).toBeVisible();
    await expect(hers.page.getByText("A laptop is missing.")).toBeVisible();
    const refused = await ask(desk, "/api/cases/export", { cookie: reviewer.cookie });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "600"]);

    await open(page, "/settings");
    await page.getByText("Open", { exact: true }).click();
    await page.getByRole("button", { name: "Change the mode" }).click();
    await expect(page.getByText(/Closed to everyone but administrators/)).toBeHidden();
    await hers.page.getByRole("link", { name: "Look again" }).click();
    await expect(hers.page).toHaveURL(/\/cases/);
  });
});
