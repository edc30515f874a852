import type { Page } from "@playwright/test";
import { createUser, signInCookie } from "@/lib/testing/factories";
import { trailOf } from "./first-start";
import { type Desk, expect, open, test } from "./fixtures";

const head = "Lien;Plateforme;Pseudo;Vu;Date;Mineur";

/** Rows as people keep them: links, bare handles, and at known places ones that cannot be read. */
function sheet(rows: number, tag: string): { csv: string; bad: { line: string; reason: string }[] } {
  const bad: { line: string; reason: string }[] = [];
  const lines = Array.from({ length: rows }, (_, row) => {
    const line = String(row + 2);
    if (row % 100 === 40) {
      bad.push({ line, reason: "No address or handle was found in this line." });
      return "ceci n’est pas une adresse;;;Rien de lisible;03/02/2026;non";
    }
    if (row % 100 === 70) {
      bad.push({ line, reason: "This is not a date that can be read" });
      return `https://x.com/${tag}_${row};;;Photos;31/02/2026;non`;
    }
    return row % 2 === 1
      ? `;Instagram;${tag}.${row};Photos reprises;04/02/2026;non`
      : `https://x.com/${tag}_${row};;;Photos reprises;04/02/2026;non`;
  });
  return { csv: [head, ...lines].join("\n"), bad };
}

async function upload(page: Page, name: string, csv: string): Promise<string> {
  await open(page, "/imports");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).last().click();
  await (await chooser).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(csv, "utf8") });
  await expect(page).toHaveURL(/\/imports\/[0-9a-f-]+$/);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return page.url().split("/").at(-1) ?? "";
}

interface ImportRow {
  readonly status: string;
  readonly next_row: number;
  readonly created_count: number;
  readonly refused_count: number;
}

async function importRow(desk: Desk, id: string): Promise<ImportRow> {
  const [row] = await desk.query<ImportRow>(
    "SELECT status, next_row, created_count, refused_count FROM import WHERE id = $1",
    [id],
  );
  if (!row) throw new Error("The import is gone.");
  return row;
}

const casesOf = async (desk: Desk, id: string): Promise<number> => {
  const [row] = await desk.query<{ cases: number }>(
    "SELECT count(DISTINCT case_id)::int AS cases FROM report WHERE import_id = $1",
    [id],
  );
  return row?.cases ?? 0;
};

/** Entries about the import itself, and about what its rows became. */
const ofImport = `WHERE (subject_table = 'import' AND subject_id = $1)
  OR case_id IN (SELECT case_id FROM report WHERE import_id::text = $1)`;

test("a spreadsheet is tried, goes in while its owner is elsewhere, and says of each bad row what is wrong", async ({
  desk,
  visit,
}) => {
  const owner = await createUser({ roles: ["volunteer"], pseudonym: "Tableur" });
  const { page } = await visit(desk, { cookie: await signInCookie(owner) });
  const { csv, bad } = sheet(400, "nuage");
  const good = 400 - bad.length;

  const id = await upload(page, "faux-2026.csv", csv);
  await expect(page.getByLabel("Lien")).toHaveValue("address");
  await expect(page.getByLabel("Date", { exact: true })).toHaveValue("observed_on");
  await page.getByLabel("Vu", { exact: true }).selectOption({ label: "What was seen" });
  await page.getByLabel("Mineur").selectOption({ label: "Could be under 18" });
  await expect(page.getByRole("button", { name: "Import 400 rows" })).toBeDisabled();
  await page.getByLabel("Kind of fake").selectOption({ label: "Stolen photos" });
  const preview = page.getByRole("region", { name: "The first rows, as they will be read" });
  await expect(preview.getByRole("row", { name: /^2 / })).toContainText("X nuage_0");
  await expect(preview.getByRole("row", { name: /^3 / })).toContainText("Instagram nuage.1");

  await page.getByRole("button", { name: "Dry run" }).click();
  const trial = page.getByRole("region", { name: "Dry run" });
  await expect(trial.getByText(/^Done\./)).toBeVisible();
  await expect(page.getByText(`${good} new`)).toBeVisible();
  await expect(page.getByText("nothing was kept")).toBeVisible();
  expect(await casesOf(desk, id)).toBe(0);

  await page.getByRole("button", { name: "Import 400 rows" }).click();
  const job = page.getByRole("region", { name: "Import", exact: true });
  await expect(job.getByRole("progressbar")).toBeVisible();
  await expect.poll(async () => (await importRow(desk, id)).next_row).toBeGreaterThan(0);
  await page.getByRole("link", { name: "Queue" }).first().click();
  await expect(page).toHaveURL(/\/cases/);
  const before = (await importRow(desk, id)).next_row;
  await expect.poll(async () => (await importRow(desk, id)).next_row).toBeGreaterThan(Math.min(before, 399));

  await open(page, "/imports");
  await page.getByRole("link", { name: "faux-2026.csv" }).click();
  await expect(job.getByText(/^Done\./)).toBeVisible();
  await expect(job).toContainText("400 / 400");
  await expect(page.getByText(`${good} new`)).toBeVisible();
  const problems = page.getByRole("region", { name: "Rows that stayed out" });
  await expect(problems.getByRole("rowheader")).toHaveText(bad.map(({ line }) => line));
  for (const { line, reason } of bad)
    await expect(problems.getByRole("row", { name: new RegExp(`^${line} `) })).toContainText(reason);

  expect(await casesOf(desk, id)).toBe(good);
  expect(await importRow(desk, id)).toMatchObject({ status: "done", created_count: good, refused_count: bad.length });
  // The dry run has ended before the first row was taken.
  expect(await trailOf(desk, ofImport, id)).toEqual([
    "Tableur import.started",
    "Tableur import.ended",
    "Tableur import.row_taken",
  ]);
});

test("an import that is cancelled stops where it is, and what went in stays", async ({ desk, visit }) => {
  const owner = await createUser({ roles: ["volunteer"], pseudonym: "Marche-arrière" });
  const { page } = await visit(desk, { cookie: await signInCookie(owner) });
  const id = await upload(page, "trop-tôt.csv", sheet(3000, "arret").csv);
  await page.getByLabel("Mineur").selectOption({ label: "Could be under 18" });
  await page.getByLabel("Kind of fake").selectOption({ label: "Redirecting bot" });
  await page.getByRole("button", { name: "Import 3,000 rows" }).click();
  await expect.poll(async () => (await importRow(desk, id)).next_row).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByRole("region", { name: "Import", exact: true }).getByText(/^Cancelled\./)).toBeVisible();

  const { status, next_row: reached, created_count: created } = await importRow(desk, id);
  expect(status).toBe("cancelled");
  expect(reached).toBeLessThan(3000);
  expect(await casesOf(desk, id)).toBe(created);
  expect(await trailOf(desk, ofImport, id)).toEqual([
    "Marche-arrière import.started",
    "Marche-arrière import.row_taken",
    "Marche-arrière import.cancelled",
  ]);
});

test("an import is its owner's: for everybody else it does not exist", async ({ desk, visit }) => {
  const owner = await createUser({ roles: ["volunteer"] });
  const { page } = await visit(desk, { cookie: await signInCookie(owner) });
  const id = await upload(page, "à-moi.csv", sheet(3, "mien").csv);
  for (const role of ["reviewer", "admin"] as const) {
    const other = await createUser({ roles: [role] });
    const { name, value } = await signInCookie(other);
    const response = await fetch(new URL(`/imports/${id}`, desk.url), { headers: { cookie: `${name}=${value}` } });
    const text = await response.text();
    expect(response.status === 404 || text.includes("NEXT_HTTP_ERROR_FALLBACK;404"), role).toBe(true);
    expect(text).not.toContain("à-moi.csv");
  }
});
