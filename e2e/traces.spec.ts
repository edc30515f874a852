import AxeBuilder from "@axe-core/playwright";
import { actorFor, createActor, createCase, createUser, signInCookie } from "@/lib/testing/factories";
import type { PageSource } from "@/lib/usecases/follow-link";
import { traceLink } from "@/lib/usecases/trace-link";
import { expect, open, test } from "./fixtures";

/** Stands for the network: two hops and a page, which no test goes to. */
const elsewhere: PageSource = {
  get: (url) =>
    Promise.resolve({
      ...{ address: "93.184.215.14", refresh: null, html: "", isCut: false, isUnreadable: false },
      ...(url.includes("landing")
        ? { status: 200, location: null, cookies: 2 }
        : { status: 302, location: "https://landing.example.com/join?aff_id=77&clickid=a1", cookies: 0 }),
    }),
};

for (const { locale, theme, width } of [
  { locale: "en", theme: "light", width: 1440 },
  { locale: "fr", theme: "dark", width: 390 },
] as const)
  test(`a kept chain is read hop by hop, and a link into a private network is refused in words (${locale}, ${theme}, ${String(width)})`, async ({
    desk,
    visit,
  }) => {
    const reviewer = await createUser({ roles: ["reviewer"] });
    const { id, number } = await createCase({
      reporter: await createActor("volunteer"),
      observed: "Bio : bit.ly/Qz8kL",
    });
    await traceLink(
      actorFor(reviewer),
      { ref: { id }, url: "https://short.example.com/x1", isAcknowledged: false },
      { pages: elsewhere },
    );
    const { page } = await visit(desk, { locale, theme, width, cookie: await signInCookie(reviewer) });
    await open(page, `/cases/${String(number)}`);
    const chains = page.getByRole("list", { name: /hop by hop|étape par étape/ });
    await expect(chains.getByRole("listitem")).toHaveCount(2);
    await expect(chains.first()).toContainText("short.example[.]com/x1");
    await expect(chains.first()).toContainText("landing.example[.]com");
    await expect(page.getByText("aff_id=77", { exact: true })).toBeVisible();
    const field = page.getByLabel(/^(Link to trace|Lien à suivre)/);
    await expect(field).toHaveValue("bit.ly/Qz8kL");

    // A link that may name its reader wants a tick before anything is opened.
    await field.fill("http://127.0.0.1/kJ8sQz91LmXw04TtBv");
    await page.getByRole("button", { name: /^(Trace…|Suivre…)$/ }).click();
    const dialog = page.getByRole("dialog");
    const confirm = dialog.getByRole("button", { name: /^(Trace the link|Suivre le lien)$/ });
    await expect(confirm).toBeDisabled();
    expect((await new AxeBuilder({ page }).include("[role=dialog]").analyze()).violations).toEqual([]);
    await page.screenshot({ path: `test-results/trace-dialog-${locale}.png` });
    await dialog.getByRole("checkbox").check();
    await confirm.click();
    await expect(page.getByText(/into a private network|dans un réseau privé/)).toBeVisible();
    await expect(field).toHaveValue("");
    expect((await new AxeBuilder({ page }).include("main").analyze()).violations).toEqual([]);
    await field.scrollIntoViewIfNeeded();
    await page.screenshot({ path: `test-results/trace-panel-${locale}.png` });
    const entries = await desk.query<{ actor: string }>(
      "SELECT actor FROM audit_entry WHERE case_id = $1 AND action = 'case.link_traced' ORDER BY id",
      [id],
    );
    expect(entries.map(({ actor }) => actor)).toEqual([`user:${reviewer.id}`, `user:${reviewer.id}`]);
  });

test("whoever logged the case sees nothing of its traces", async ({ desk, visit }) => {
  const reporter = await createUser();
  const { number } = await createCase({ reporter: actorFor(reporter) });
  const { page } = await visit(desk, { cookie: await signInCookie(reporter) });
  await open(page, `/cases/${String(number)}`);
  await expect(page.getByRole("heading", { name: "Redirect traces" })).toHaveCount(0);
});
