import { beFirst, trailOf } from "./first-start";
import { expect, open, test } from "./fixtures";

test("an administrator loads the samples, the header says so on every screen, and erases them in one stroke", async ({
  newDesk: desk,
  visit,
}) => {
  const { page } = await visit(desk);
  await beFirst(page, desk);
  const marked = page.getByRole("banner").getByText("samples", { exact: true });

  await open(page, "/settings");
  await expect(marked).toHaveCount(0);
  const panel = page.getByRole("region", { name: "Sample cases" });
  await panel.getByRole("button", { name: "Load the sample cases" }).click();
  await expect(panel.getByRole("button", { name: "Erase the sample cases" })).toBeVisible();
  await expect(marked).toBeVisible();
  const [loaded] = await desk.query<{ cases: number }>(
    `SELECT count(*)::int AS cases FROM "case" WHERE origin = 'sample' AND state <> 'erased'`,
  );
  expect(loaded?.cases).toBe(41);
  await open(page, "/people");
  await expect(marked).toBeVisible();

  await open(page, "/settings");
  await panel.getByRole("button", { name: "Erase the sample cases" }).click();
  const asked = page.getByRole("dialog", { name: "Erase the sample cases?" });
  await asked.getByRole("button", { name: "Keep them" }).last().click();
  await expect(asked).toHaveCount(0);
  await expect(marked).toBeVisible();
  await panel.getByRole("button", { name: "Erase the sample cases" }).click();
  await asked.getByRole("button", { name: "Erase the sample cases" }).click();
  await expect(page.getByText("41 sample cases are erased.")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Load the sample cases" })).toBeVisible();
  await expect(marked).toHaveCount(0);

  const [left] = await desk.query<{ cases: number; handles: number; words: number }>(
    `SELECT (SELECT count(*)::int FROM "case" WHERE state <> 'erased') AS cases,
            (SELECT count(*)::int FROM account WHERE handle <> '') AS handles,
            (SELECT count(*)::int FROM report WHERE observed <> '' OR source_text <> '') AS words`,
  );
  expect(left).toEqual({ cases: 0, handles: 0, words: 0 });
  const trail = await trailOf(desk, "WHERE e.action IN ('sample.loaded', 'setting.changed') OR e.reason = 'samples'");
  expect(trail).toEqual(expect.arrayContaining(["Ada sample.loaded", "Ada case.erased"]));
});
