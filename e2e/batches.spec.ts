import { readFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { TokenScope } from "@/lib/domain/access/actor";
import { unzipFiles } from "@/lib/documents/zip-file";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { createCase, signInCookie } from "@/lib/testing/factories";
import { createToken } from "@/lib/usecases/create-token";
import { sealTrail } from "@/lib/usecases/seal-trail";
import { ask, type Person, person } from "./asking";
import { trailOf } from "./first-start";
import { expect, open, test } from "./fixtures";

const bearer = async ({ actor }: Person, scopes: TokenScope[]): Promise<string> =>
  (await createToken(actor, { name: "bundle", scopes, days: 1 })).secret;
const barriersOf = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);

/** A tag of its own: the desk is shared, and only these cases are meant. */
const tagged = (tag: string): string => `/cases?view=to_notify&tag=${tag}`;
const rowOf = (page: Page, { handle }: { handle: string }) => page.getByRole("row").filter({ hasText: handle });

test("what is selected outlives another reading of the list: who has left it is not selected any more, nor when back, and who came is not", async ({
  desk,
  visit,
}) => {
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  const [stays, leaves, other, comes] = [
    await confirmedCase({ reporter: reporter.actor }),
    await confirmedCase({ reporter: reporter.actor }),
    await confirmedCase({ reporter: reporter.actor }),
    await confirmedCase({ reporter: reporter.actor }),
  ];
  const tag = ({ id }: { id: string }) =>
    desk.query("INSERT INTO case_tag (case_id, tag, added_by) VALUES ($1, 'lot-relu', $2)", [id, reviewer.actor.id]);
  for (const one of [stays, leaves, other]) await tag(one);
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, tagged("lot-relu"));
  for (const one of [stays, leaves]) await rowOf(page, one).getByRole("checkbox").check();
  const bar = page.getByRole("group", { name: "With the selected cases" });
  await expect(bar.getByRole("status")).toHaveText("2 cases selected");

  await tag(comes);
  await desk.query("DELETE FROM case_tag WHERE case_id = $1", [leaves.id]);
  await page.keyboard.press("r");
  await expect(rowOf(page, comes)).toBeVisible();
  await expect(rowOf(page, leaves)).toHaveCount(0);
  await expect(bar.getByRole("status")).toHaveText("1 case selected");
  await expect(rowOf(page, stays).getByRole("checkbox")).toBeChecked();

  await tag(leaves);
  await page.keyboard.press("r");
  await expect(rowOf(page, leaves)).toBeVisible();
  for (const one of [leaves, other, comes]) await expect(rowOf(page, one).getByRole("checkbox")).not.toBeChecked();
  await bar.getByRole("button", { name: "Batch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Batch of 1 case" })).toBeVisible();

  await open(page, tagged("lot-relu"));
  await rowOf(page, stays).getByRole("checkbox").check();
  await page.getByRole("columnheader", { name: "Age" }).getByRole("button").click();
  await expect(page).toHaveURL(/sort=/);
  await expect(bar).toHaveCount(0);
});

test("everything that a list shows, over its pages, becomes drafts for each desk, and each case that is refused is listed with its reason", async ({
  desk,
  visit,
}) => {
  await nameOrganisation();
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  const made: number[] = [];
  for (let count = 0; count < 60; count += 1) {
    const platform = count % 2 === 0 ? ("telegram" as const) : ("x" as const);
    const { id, number } = await confirmedCase({ reporter: reporter.actor, platform });
    await desk.query(`INSERT INTO case_tag (case_id, tag, added_by) VALUES ($1, 'lot-un', $2)`, [
      id,
      reviewer.actor.id,
    ]);
    made.push(number);
  }
  const odd = await confirmedCase({ reporter: reporter.actor, platform: "reddit" });
  await desk.query(`INSERT INTO case_tag (case_id, tag, added_by) VALUES ($1, 'lot-un', $2)`, [
    odd.id,
    reviewer.actor.id,
  ]);
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });

  await open(page, tagged("lot-un"));
  await page.getByRole("checkbox", { name: "Select every case on this page" }).check();
  await page.getByRole("button", { name: "Select everything in this list" }).click();
  const bar = page.getByRole("group", { name: "With the selected cases" });
  await expect(bar.getByRole("status")).toHaveText("Everything in this list is selected");
  await expect(bar.getByRole("button", { name: "Notice" })).toHaveCount(0);
  await bar.getByRole("button", { name: "Batch" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Batch of 61 cases" })).toBeVisible();
  const id = page.url().split("/").at(-1) ?? "";
  expect(await barriersOf(page)).toEqual([]);

  await page.getByRole("combobox", { name: "Telegram" }).selectOption({ value: "telegram-abuse-mailbox" });
  await page.getByRole("combobox", { name: "Reddit" }).selectOption({ label: "Leave these out" });
  await page.getByRole("button", { name: "Start" }).click();
  const job = page.getByRole("region", { name: "Notices", exact: true });
  await expect(job.getByText(/^Done\./)).toBeVisible({ timeout: 60_000 });
  await expect(job).toContainText("61 / 61");
  const refused = page.getByRole("region", { name: "Refused" });
  await expect(refused.getByRole("rowheader")).toHaveText([String(odd.number)]);
  await expect(refused).toContainText("No desk was chosen for its platform.");
  expect(await barriersOf(page)).toEqual([]);

  const rows = await desk.query<{ number: number }>(
    `SELECT c.number::float8 AS number FROM notice_case nc JOIN "case" c ON c.id = nc.case_id WHERE c.number = ANY ($1::bigint[]) ORDER BY 1`,
    [made],
  );
  expect(rows.map(({ number }) => number)).toEqual([...made].sort((a, b) => a - b));
  const telegram = page.getByRole("region", { name: "Notices made" });
  await expect(telegram.getByText("Draft").first()).toBeVisible();
  expect(await trailOf(desk, "WHERE subject_table = 'batch' AND subject_id = $1", id)).toEqual([
    `${reviewer.actor.pseudonym} batch.planned`,
    `${reviewer.actor.pseudonym} batch.started`,
    `${reviewer.actor.pseudonym} batch.ended`,
  ]);

  await open(page, "/batches");
  await expect(page.getByRole("row", { name: /Notices.*Done.*61.*60.*1/ })).toBeVisible();
});

test("a batch of archives is one file with an archive for each case, in French as well, on a narrow screen", async ({
  desk,
  visit,
}) => {
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  const cases = [
    await confirmedCase({ reporter: reporter.actor }),
    await confirmedCase({ reporter: reporter.actor, platform: "vk" }),
  ];
  for (const { id } of cases)
    await desk.query(`INSERT INTO case_tag (case_id, tag, added_by) VALUES ($1, 'lot-deux', $2)`, [
      id,
      reviewer.actor.id,
    ]);
  await sealTrail();
  const { page } = await visit(desk, {
    cookie: await signInCookie(reviewer),
    locale: "fr",
    theme: "dark",
    width: 1000,
  });
  await open(page, tagged("lot-deux"));
  await page.getByRole("checkbox", { name: "Sélectionner tous les dossiers de cette page" }).check();
  await page.getByRole("button", { name: "Lot", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lot de 2 dossiers" })).toBeVisible();
  await page.setViewportSize({ width: 320, height: 800 });
  await page.getByRole("radio", { name: /Des archives à remettre/ }).check();
  await page.getByRole("combobox", { name: "Pour qui" }).selectOption("authority");
  const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(await isWide()).toBe(false);
  await page.getByRole("button", { name: "Lancer" }).click();
  await expect(page.getByText(/^Terminé\./)).toBeVisible({ timeout: 60_000 });
  expect(await isWide()).toBe(false);
  expect(await barriersOf(page)).toEqual([]);
  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger 2 archives" }).click();
  const files = unzipFiles(new Uint8Array(await readFile(await (await coming).path())));
  expect([...files.keys()].sort()).toEqual(cases.map(({ number }) => `case-${String(number)}-bundle.zip`).sort());
  for (const bytes of files.values()) expect([...unzipFiles(bytes).keys()]).toContain("preservation-sheet.pdf");
});

test("a batch is its owner's: for everybody else it does not exist", async ({ desk }) => {
  const [owner, reporter] = [await person("reviewer"), await person("volunteer")];
  const { id: caseId } = await createCase({ reporter: reporter.actor });
  const [{ id } = { id: "" }] = await desk.query<{ id: string }>(
    "INSERT INTO batch (user_id) VALUES ($1) RETURNING id",
    [owner.actor.id],
  );
  await desk.query("INSERT INTO batch_item (batch_id, position, case_id) VALUES ($1, 1, $2)", [id, caseId]);
  const own = await (await ask(desk, `/batches/${id}`, { cookie: owner.cookie })).text();
  expect(own).toContain("Batch of 1 case");
  for (const role of ["reviewer", "admin", "volunteer"] as const) {
    const { cookie } = await person(role);
    const text = await (await ask(desk, `/batches/${id}`, { cookie })).text();
    expect(text, role).not.toContain("Batch of 1 case");
    expect((await ask(desk, `/api/batches/${id}/file`, { cookie })).status, role).toBeGreaterThanOrEqual(400);
  }
});

test("the API hands a case over as an archive for who is named, to a token that may export", async ({ desk }) => {
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  const { number } = await confirmedCase({ reporter: reporter.actor });
  await sealTrail();
  const token = await bearer(reviewer, ["case:export"]);
  const at = `/api/v1/cases/${String(number)}/bundle`;
  const answer = await ask(desk, `${at}?audience=authority&language=fr`, { token });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/zip"]);
  const files = unzipFiles(new Uint8Array(await answer.arrayBuffer()));
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(["summary.md", "log-evidence.json", "preservation-sheet.json"]),
  );
  expect((await ask(desk, at, { token })).status).toBe(422);
  expect((await ask(desk, `${at}?audience=everybody`, { token })).status).toBe(422);
  const reading = await bearer(reviewer, ["case:read"]);
  expect((await ask(desk, `${at}?audience=platform`, { token: reading })).status).toBe(403);
});
