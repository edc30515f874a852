import { AxeBuilder } from "@axe-core/playwright";
import { createCase, createUser, actorFor, signInCookie } from "@/lib/testing/factories";
import { type Desk, expect, open, test } from "./fixtures";

/** Somebody with every role but safeguarding's, and a case to look at. */
async function furnished(desk: Desk): Promise<{ cookie: { name: string; value: string }; addresses: string[] }> {
  expect(desk.url).toContain("http");
  const user = await createUser({ roles: ["volunteer", "reviewer", "protection", "auditor", "admin"] });
  const reporter = actorFor(await createUser());
  const { number } = await createCase({ reporter, observed: "Photos reprises d’une page plus ancienne." });
  const addresses = [
    "log",
    "cases",
    "notices",
    "notices/new",
    "audit",
    "people",
    "mandates",
    "imports",
    "settings",
    `cases/${number}`,
  ];
  return { cookie: await signInCookie(user), addresses: addresses.map((address) => `/${address}`) };
}

/** Each pair of values of language, theme and width at least once. */
const looks = [
  { locale: "en", theme: "light", width: 1440 },
  { locale: "fr", theme: "dark", width: 1440 },
  { locale: "fr", theme: "light", width: 390 },
  { locale: "en", theme: "dark", width: 390 },
] as const;

for (const look of looks) {
  test(`every page is free of barriers that a machine can find: ${look.locale}, ${look.theme}, ${look.width}`, async ({
    desk,
    visit,
  }) => {
    const { cookie, addresses } = await furnished(desk);
    const { page } = await visit(desk, { ...look, cookie });
    for (const address of addresses) {
      await open(page, address);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const told = violations.map(({ id, nodes }) => `${address}: ${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
      expect.soft(told).toEqual([]);
    }
  });
}

test("every page carries the headers that keep strangers out, and a fresh nonce", async ({ desk }) => {
  const { cookie, addresses } = await furnished(desk);
  const nonces = new Set<string>();
  for (const address of [...addresses, "/sign-in", "/no-such-page", "/api/health"]) {
    const { headers } = await fetch(new URL(address, desk.url), {
      headers: { cookie: `${cookie.name}=${cookie.value}` },
    });
    const policy = headers.get("content-security-policy") ?? "";
    const script = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
    expect(script, address).not.toMatch(/unsafe-inline|unsafe-eval|\*|http:/);
    nonces.add(/'nonce-([^']+)'/.exec(script)?.[1] ?? "");
    for (const part of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy, address).toContain(part);
    expect(headers.get("referrer-policy"), address).toBe("no-referrer");
    expect(headers.get("x-content-type-options"), address).toBe("nosniff");
    expect(headers.get("x-powered-by"), address).toBeNull();
  }
  expect(nonces.has("")).toBe(false);
  expect(nonces.size).toBe(addresses.length + 3);
});

test("no page scrolls sideways on 320 pixels", async ({ desk, visit }) => {
  const { cookie, addresses } = await furnished(desk);
  const { page } = await visit(desk, { width: 320, cookie });
  for (const address of addresses) {
    await open(page, address);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(over, address).toBe(0);
  }
});

test("the keyboard opens the sheet of keys and the palette", async ({ desk, visit }) => {
  const { cookie } = await furnished(desk);
  const { page } = await visit(desk, { cookie });
  await open(page, "/cases");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByPlaceholder("Paste a link, a handle, a case number").last()).toBeFocused();
});
