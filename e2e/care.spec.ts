import AxeBuilder from "@axe-core/playwright";
import { actorFor, createCase, createUser, signInCookie } from "@/lib/testing/factories";
import { expect, open, test } from "./fixtures";

test("whoever wishes for redirecting bots alone sees no others in the queue, until they wish otherwise", async ({
  desk,
  visit,
}) => {
  const reporter = actorFor(await createUser());
  const photos = await createCase({ reporter, track: "stolen_photo_scammer" });
  const bot = await createCase({ reporter, track: "redirecting_bot", signals: {} });
  const user = await createUser({ roles: ["reviewer"] });
  const { page } = await visit(desk, { cookie: await signInCookie(user) });
  await open(page, "/settings");
  await page.getByRole("link", { name: "Set it" }).click();
  await expect(page).toHaveURL(/\/settings\/care$/);
  for (const label of ["Blurred until I uncover them", "In shades of grey", "Without sound"])
    await expect(page.getByRole("switch", { name: label })).toBeChecked();
  await page.getByRole("switch", { name: "Show me redirecting bots only" }).check({ force: true });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await expect
    .poll(
      async () =>
        (await desk.query(`SELECT 1 FROM "user" WHERE id = $1 AND settings #>> '{care,onlyBots}' = 'true'`, [user.id]))
          .length,
    )
    .toBe(1);
  await open(page, "/cases?view=to_review");
  await expect(page.getByText(bot.handle)).toBeVisible();
  await expect(page.getByText(photos.handle)).toHaveCount(0);
  await open(page, `/cases/${String(photos.number)}`);
  await expect(page.getByRole("heading", { name: "You asked for redirecting bots only" })).toBeVisible();
});

test("the gentle stop gives every claim back and signs out; the meter is the reader's own", async ({ desk, visit }) => {
  const reporter = actorFor(await createUser());
  const [user, admin] = [await createUser({ roles: ["reviewer"] }), await createUser({ roles: ["admin"] })];
  const { id } = await createCase({ reporter, state: "in_review", holder: actorFor(user) });
  await desk.query(
    `INSERT INTO access_log (actor, kind, subject) SELECT 'user:' || $1, 'image_revealed', 'x' FROM generate_series(1, 21)`,
    [user.id],
  );
  const { page: office } = await visit(desk, { cookie: await signInCookie(admin) });
  await open(office, "/settings/care");
  await expect(office.getByText("none").first()).toBeVisible();
  await expect(office.getByText("21 images")).toHaveCount(0);
  const { page } = await visit(desk, { cookie: await signInCookie(user) });
  await open(page, "/settings/care");
  await expect(page.getByText("21 images")).toHaveCount(2);
  await expect(page.getByText("a pause now is a good idea")).toBeVisible();
  await page.getByRole("button", { name: "Give back and sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const [row] = await desk.query<{ held_by: string | null }>(`SELECT held_by FROM "case" WHERE id = $1`, [id]);
  expect(row?.held_by).toBeNull();
});
