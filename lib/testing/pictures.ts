import { mkdir } from "node:fs/promises";
import { chromium, type Browser } from "@playwright/test";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import { provideEnvironment } from "@/lib/env";
import { claimCase } from "@/lib/usecases/claim-case";
import { loadSamples } from "@/lib/usecases/load-samples";
import { actorFor, createUser, signInCookie } from "./factories";
import { browserArguments, findBrowser } from "./find-browser";
import { startDesk } from "./running-desk";

interface Picture {
  name: string;
  path: string;
  locale: "en" | "fr";
  theme?: "light" | "dark";
  width?: number;
  height?: number;
}

const folder = new URL("../../docs/pictures/", import.meta.url);

/** The README's pictures, from the sample cases of a desk that is made for them and gone afterwards. */
async function main(): Promise<void> {
  const executablePath = findBrowser({ PATH: "/usr/bin:/usr/local/bin:/opt/homebrew/bin" });
  if (executablePath === null) throw new Error("There is no browser to take pictures with.");
  const desk = await startDesk();
  const browser = await chromium.launch({ executablePath, args: browserArguments() });
  try {
    const { appUrl } = await desk.databaseUrls();
    provideEnvironment({ DATA_DIR: desk.dataDir, DATABASE_URL: appUrl, PUBLIC_URL: desk.url });
    useDatabase(appUrl);
    const admin = await createUser({ roles: ["admin"], pseudonym: "Ibis" });
    const reviewer = await createUser({ roles: ["reviewer", "volunteer"], pseudonym: "Macareux" });
    await loadSamples(actorFor(admin));
    const waiting = await db().case.findFirstOrThrow({
      where: { state: "second_opinion", track: "stolen_photo_scammer" },
    });
    const number = Number(waiting.number);
    await claimCase(actorFor(reviewer), { ref: { number } });
    const cookie = await signInCookie(reviewer);
    await mkdir(folder, { recursive: true });
    const pages: Picture[] = (["en", "fr"] as const).flatMap((locale) => [
      { name: `queue-${locale}`, path: "/cases", locale },
      { name: `case-${locale}`, path: `/cases/${number}`, locale },
      {
        name: `log-${locale}`,
        path: `/log?text=${encodeURIComponent("https://x.com/solenn_brume\nhttps://www.tiktok.com/@tilia.velours\nhttps://t.me/orlane_ambre_bis\nla fille de l’autre soir")}`,
        locale,
      },
    ]);
    pages.push({ name: "queue-dark", path: "/cases", locale: "fr", theme: "dark" });
    pages.push({ name: "case-phone", path: `/cases/${number}`, locale: "fr", width: 390, height: 844 });
    for (const page of pages) await take(browser, desk.url, cookie, page);
  } finally {
    await browser.close();
    await closeDb();
    await desk.dispose();
  }
}

async function take(
  browser: Browser,
  url: string,
  cookie: { name: string; value: string },
  picture: Picture,
): Promise<void> {
  const { name, path, locale, theme = "light", width = 1440, height = 900 } = picture;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale,
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
  });
  await context.addCookies([
    { ...cookie, url, httpOnly: true, sameSite: "Lax" },
    { name: "locale", value: locale, url },
  ]);
  const page = await context.newPage();
  await page.goto(`${url}${path}`, { waitUntil: "networkidle" });
  await page.screenshot({ path: new URL(`${name}.png`, folder).pathname });
  await context.close();
}

await main();
