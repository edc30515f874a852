import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { expect } from "./fixtures";

/** An authenticator app that was given a page's secret. */
export interface App {
  /** The code of now, or of so many steps of thirty seconds later. */
  readonly code: (stepsLater?: number) => string;
}

export function appWith(secret: string): App {
  const totp = new TOTP({
    algorithm: "SHA1",
    digits: 6,
    period: 30,
    secret: Secret.fromBase32(secret.replaceAll(" ", "")),
  });
  return { code: (stepsLater = 0) => totp.generate({ timestamp: Date.now() + stepsLater * 30_000 }) };
}

/** Types the secret of the page into an app, and the app's code into the page. */
export async function typeSecret(page: Page): Promise<App> {
  const app = appWith(await page.locator("code").first().innerText());
  await page.getByLabel("Code that the app shows").fill(app.code());
  await page.getByRole("button", { name: "Continue" }).click();
  return app;
}

/** The second step of whoever comes for the first time: the app, the recovery codes, done. */
export async function enrolTotp(page: Page): Promise<{ app: App; codes: string[] }> {
  await expect(page.getByRole("heading", { name: "A second factor" })).toBeVisible();
  const app = await typeSecret(page);
  await expect(page.getByRole("heading", { name: "Keep your recovery codes" })).toBeVisible();
  const codes = await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allInnerTexts();
  await page.getByRole("button", { name: "I have kept them" }).click();
  return { app, codes };
}
