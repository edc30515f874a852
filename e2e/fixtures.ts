import { type Browser, type BrowserContext, type Page, expect, test as base } from "@playwright/test";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, useDatabase } from "@/lib/db/client";
import { provideEnvironment } from "@/lib/env";
import { type RunningDesk, startDesk } from "@/lib/testing/running-desk";

export interface Desk {
  readonly url: string;
  readonly setupCode: string | null;
  readonly appUrl: string;
  /** All that the servers have printed so far. */
  readonly output: () => string;
  /** Looks behind the screens, as the owner of the tables. */
  readonly query: <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
}

/** A person before their own browser. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained about: errors of scripts, files that failed, what the content policy refused. */
  readonly complaints: readonly string[];
  /** A complaint that the visit is bound to bring. */
  readonly forgive: (expected: RegExp) => void;
}

interface VisitOptions {
  readonly locale?: "en" | "fr";
  readonly theme?: "light" | "dark";
  readonly width?: number;
  readonly cookie?: { readonly name: string; readonly value: string };
}

interface Fixtures {
  /** A desk on which nothing has happened, for this test alone. */
  newDesk: Desk;
  visit: (desk: Desk, options?: VisitOptions) => Promise<Visit>;
}

async function openDesk(running: RunningDesk): Promise<Desk> {
  const { appUrl, ownerUrl } = await running.databaseUrls();
  return {
    url: running.url,
    setupCode: running.setupCode,
    appUrl,
    output: running.output,
    query: <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      withClient(ownerUrl, async (client) => (await client.query(sql, [...values])).rows as Row[]),
  };
}

export const test = base.extend<Fixtures, { desk: Desk; environment: Readonly<Record<string, string>> }>({
  /** Variables of the desk, for a file of tests that wants its own. */
  environment: [{}, { option: true, scope: "worker" }],
  desk: [
    async ({ environment }, use) => {
      const running = await startDesk({ environment });
      try {
        const desk = await openDesk(running);
        // From here on the factories write into this desk, and seal cookies with its secret.
        provideEnvironment({ DATA_DIR: running.dataDir, DATABASE_URL: desk.appUrl, PUBLIC_URL: desk.url });
        useDatabase(desk.appUrl);
        await use(desk);
      } finally {
        await closeDb();
        await running.dispose();
      }
    },
    { scope: "worker", timeout: 900_000 },
  ],
  newDesk: [
    async ({ browserName: _ }, use) => {
      const running = await startDesk();
      try {
        await use(await openDesk(running));
      } finally {
        await running.dispose();
      }
    },
    { timeout: 900_000 },
  ],
  visit: async ({ browser }, use) => {
    const visits: Visit[] = [];
    await use(async (desk, options = {}) => {
      const opened = await openVisit(browser, desk, options);
      visits.push(opened);
      return opened;
    });
    for (const { context } of visits) await context.close();
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
  },
});

async function openVisit(browser: Browser, desk: Desk, options: VisitOptions): Promise<Visit> {
  const { locale = "en", theme = "light", width = 1440, cookie } = options;
  const context = await browser.newContext({
    baseURL: desk.url,
    locale: locale === "fr" ? "fr-FR" : "en-GB",
    colorScheme: theme,
    viewport: { width, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  if (cookie) await context.addCookies([{ ...cookie, url: desk.url, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  const forgiven: RegExp[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !forgiven.some((one) => one.test(message.text())))
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${String(error.stack ?? error)}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      reportError(new Error(`content policy: ${event.violatedDirective} refused ${event.blockedURI}`));
    });
  });
  return { page, context, complaints, forgive: (expected) => forgiven.push(expected) };
}

/** Goes there and waits until the page answers to its reader: what is pressed before its scripts run would be lost. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => {
    const controls = [
      ...document.querySelectorAll("main button, main input:not([type=hidden]), main select, main textarea"),
    ];
    return controls.every((control) => Object.keys(control).some((key) => key.startsWith("__reactProps")));
  });
}

export { expect };
