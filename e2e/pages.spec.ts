import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { createUser, signInCookie } from "@/lib/testing/factories";
import { expect, open, test } from "./fixtures";
import { addressesOfBuild } from "./addresses";
import { furnish } from "./furnished";

/** Each pair of values of language, theme and width at least once. */
const looks = [
  { locale: "en", theme: "light", width: 1440 },
  { locale: "fr", theme: "dark", width: 1440 },
  { locale: "fr", theme: "light", width: 390 },
  { locale: "en", theme: "dark", width: 390 },
] as const;

async function barriersOn(page: Page, address: string): Promise<string[]> {
  await open(page, address);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${address}: ${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

for (const look of looks) {
  test(`every page is free of barriers that a machine can find: ${look.locale}, ${look.theme}, ${look.width}`, async ({
    desk,
    visit,
  }) => {
    for (const { who, cookie, addresses } of await furnish(desk)) {
      const { page, forgive } = await visit(desk, { ...look, ...(cookie && { cookie }) });
      forgive(/the server responded with a status of 404/);
      for (const address of addresses) expect.soft(await barriersOn(page, address), who).toEqual([]);
    }
  });
}

/** Pages that lead whoever is signed in, or nobody, to another at once; what they show otherwise is looked at by their own journeys. */
const leadOn = [
  ...["/page", "/go/page", "/setup/page", "/closed/page"],
  ...["/sign-in/confirm/page", "/sign-in/second-factor/page"],
];

/** The build's pages that none of the addresses is at. */
const unseen = (pages: readonly string[], seen: readonly string[]): string[] =>
  pages.filter((page) => {
    const pattern = new RegExp(`^${page.replace(/\/page$/, "").replace(/\[[a-z]+\]/g, "[^/]+")}$`);
    return !leadOn.includes(page) && !seen.some((address) => pattern.test(address.replace(/\?.*$/, "")));
  });

test("every page of the build is among those that are looked at, so that a new one is by itself", async ({ desk }) => {
  const seen = (await furnish(desk)).flatMap(({ addresses }) => addresses);
  const pages = (await addressesOfBuild()).filter((name) => name.endsWith("/page"));
  expect(pages.length).toBeGreaterThan(20);
  expect(unseen(pages, seen)).toEqual([]);
  expect(unseen(["/quite/new/page", "/cases/[ref]/page"], seen)).toEqual(["/quite/new/page"]);
});

test("the first start is free of barriers that a machine can find, in every look", async ({ newDesk: desk, visit }) => {
  for (const look of looks) {
    const { page } = await visit(desk, look);
    expect.soft(await barriersOn(page, "/setup"), JSON.stringify(look)).toEqual([]);
  }
});

test("every page carries the headers that keep strangers out, and a fresh nonce", async ({ desk }) => {
  const nonces = new Set<string>();
  const asked = (await furnish(desk)).flatMap(({ cookie, addresses }) =>
    [...addresses, "/api/health"].map((address) => ({ address, cookie })),
  );
  for (const { address, cookie } of asked) {
    const { headers } = await fetch(new URL(address, desk.url), {
      headers: { connection: "close", ...(cookie && { cookie: `${cookie.name}=${cookie.value}` }) },
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
  expect(nonces.size).toBe(asked.length);
});

test("no page scrolls sideways on 320 pixels", async ({ desk, visit }) => {
  for (const { cookie, addresses } of await furnish(desk)) {
    const { page, forgive } = await visit(desk, { width: 320, locale: "fr", ...(cookie && { cookie }) });
    forgive(/the server responded with a status of 404/);
    for (const address of addresses) {
      await open(page, address);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(over, address).toBe(0);
    }
  }
});

test("the keyboard opens the sheet of keys and the palette", async ({ desk, visit }) => {
  const cookie = await signInCookie(await createUser({ roles: ["reviewer"] }));
  const { page } = await visit(desk, { cookie });
  await open(page, "/cases");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByPlaceholder("Paste a link, a handle, a case number").last()).toBeFocused();
});
