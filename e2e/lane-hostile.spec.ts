import { createCase, signInCookie } from "@/lib/testing/factories";
import { caseForImages, takenImage } from "@/lib/testing/image-desk";
import { safeguardCase } from "@/lib/usecases/safeguard-case";
import { person } from "./asking";
import { expect, open, test } from "./fixtures";

test("a double press on the purge purges once, and tells of nothing that went wrong", async ({ desk, visit }) => {
  const [reviewer, reporter, guardian] = [
    await person("reviewer"),
    await person("volunteer"),
    await person("safeguarding"),
  ];
  const { id, number } = await createCase({ reporter: reporter.actor });
  await safeguardCase(reviewer.actor, { ref: { id }, reason: "possible_minor" });
  const { page } = await visit(desk, { cookie: await signInCookie(guardian) });
  await open(page, `/cases/${String(number)}`);
  await page.getByRole("button", { name: "Purge now" }).click();
  await page.getByText("No image is needed").click();
  await page.getByRole("button", { name: "Purge for good" }).dblclick();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Purge now" })).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("alert")).toHaveCount(0);
  const entries = await desk.query(
    `SELECT 1 FROM audit_entry WHERE case_id = $1 AND action = 'case.evidence_purged' AND subject_table = 'case'`,
    [id],
  );
  expect(entries).toHaveLength(1);
});

test("who blackens a picture that another has blackened meanwhile is told so, keeps what they drew, and takes nothing of the other's away", async ({
  desk,
  visit,
}) => {
  const [reviewer, other, reporter] = [await person("reviewer"), await person("reviewer"), await person("volunteer")];
  const { id, number } = await caseForImages(reviewer.actor, reporter.actor);
  const image = await takenImage(reviewer.actor, id);
  const editorOf = async (who: typeof reviewer) => {
    const { page } = await visit(desk, { cookie: await signInCookie(who) });
    await open(page, `/cases/${String(number)}`);
    await page.getByRole("button", { name: "Blacken parts of picture 1" }).click();
    const editor = page.getByRole("dialog");
    await editor.getByRole("button", { name: "Add a box" }).click();
    await expect(editor.getByRole("button", { name: "Box 1" })).toBeVisible();
    return { page, editor };
  };
  const [stale, quick] = [await editorOf(reviewer), await editorOf(other)];
  await quick.editor.getByRole("button", { name: "Box 1" }).press("ArrowRight");
  await quick.editor.getByRole("button", { name: "Blacken 1 part" }).click();
  await expect(quick.page.getByText("1 part blackened")).toBeVisible();
  await stale.editor.getByRole("button", { name: "Add a box" }).click();
  await stale.editor.getByRole("button", { name: "Box 2" }).press("ArrowDown");
  await stale.editor.getByRole("button", { name: "Blacken 2 parts" }).click();
  await expect(stale.editor.getByRole("alert")).toContainText("changed");
  await expect(stale.editor.getByRole("button", { name: "Box 2" })).toBeVisible();
  const [row] = await desk.query<{ boxes: object[]; revision: number }>(
    "SELECT boxes, revision FROM case_image WHERE id = $1",
    [image],
  );
  expect(row?.boxes).toHaveLength(1);
  expect(row?.revision).toBe(2);

  // Theirs stays black beside one's own, whoever saves last.
  await stale.editor.getByRole("button", { name: "Show the case as it is now" }).click();
  await expect(stale.editor.getByText("Theirs are here as well.")).toBeVisible();
  await stale.editor.getByRole("button", { name: "Blacken 3 parts" }).click();
  await expect(stale.page.getByText("3 parts blackened")).toBeVisible();
  const [after] = await desk.query<{ boxes: object[] }>("SELECT boxes FROM case_image WHERE id = $1", [image]);
  expect(after?.boxes).toHaveLength(3);
  expect(after?.boxes).toEqual(expect.arrayContaining(row?.boxes ?? []));
});
