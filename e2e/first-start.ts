import type { Page } from "@playwright/test";
import { type Desk, expect, open } from "./fixtures";
import { type App, enrolTotp } from "./second-factor";

export const password = "le rideau se lève à huit heures";

/** Makes the first administrator with the code of the terminal, without sample cases, and their second factor. */
export async function beFirst(page: Page, desk: Desk): Promise<{ app: App; codes: string[] }> {
  expect(desk.setupCode).not.toBeNull();
  await open(page, "/");
  await expect(page).toHaveURL(/\/setup$/);
  await page.getByLabel("Code printed in the terminal").fill(desk.setupCode ?? "");
  await page.getByLabel("E-mail address").fill("ada@example.org");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Pseudonym").fill("Ada");
  await page.getByLabel("Name of the organisation or team").fill("Collectif d’essai");
  await page.getByRole("checkbox", { name: "I also review cases" }).uncheck();
  await page.getByRole("checkbox", { name: "Load the sample cases" }).uncheck();
  await page.getByRole("button", { name: "Create the account" }).click();
  const factor = await enrolTotp(page);
  await acceptCharter(page);
  await expect(page).toHaveURL(/\/people$/);
  return factor;
}

/** What everybody reads before anything else. */
export async function acceptCharter(page: Page): Promise<void> {
  await page.waitForURL(/\/charter/);
  await page.getByRole("button", { name: "I accept the charter" }).click();
  await page.waitForURL((url) => url.pathname !== "/charter");
}

/**
 * Whoever was invited is at the desk without waiting for words and training, which have their own journey (vetting.spec.ts).
 */
export async function letIn(desk: Desk, pseudonym: string): Promise<void> {
  const rows = await desk.query<{ id: string }>(
    `UPDATE "user" u SET status = 'active', roles = a.roles, admitted_at = now(), vetted_until = now() + interval '1 year',
       review_tracks = CASE WHEN 'reviewer' = ANY (a.roles) THEN ARRAY['stolen_photo_scammer', 'redirecting_bot'] ELSE '{}' END
     FROM application a WHERE a.user_id = u.id AND u.pseudonym = $1 RETURNING u.id`,
    [pseudonym],
  );
  await desk.query(
    `UPDATE application SET state = 'admitted', decided_at = now() WHERE user_id = $1 AND state = 'waiting'`,
    [rows[0]?.id],
  );
}

/** Who did what, in order, each pair once. `where` speaks of the entries `e`. */
export async function trailOf(desk: Desk, where: string, ...values: readonly unknown[]): Promise<string[]> {
  const rows = await desk.query<{ act: string }>(
    `SELECT coalesce(u.pseudonym, split_part(e.actor, ':', 1)) || ' ' || e.action AS act
     FROM audit_entry e LEFT JOIN "user" u ON e.actor = 'user:' || u.id
     ${where} GROUP BY 1 ORDER BY min(e.id)`,
    values,
  );
  return rows.map(({ act }) => act);
}
