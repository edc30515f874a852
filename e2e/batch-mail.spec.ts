import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Page } from "@playwright/test";
import { SMTPServer } from "smtp-server";
import { withClient } from "@/lib/cli/postgres/embedded";
import { signInCookie } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation } from "@/lib/testing/notice-desk";
import { planBatch } from "@/lib/usecases/plan-batch";
import { person } from "./asking";
import { trailOf } from "./first-start";
import { type Desk, expect, open, test as base } from "./fixtures";

interface Taken {
  readonly to: readonly string[];
  readonly text: string;
}

/** A desk that hands its mail to a server on this machine, and what that server has taken. */
const test = base.extend<object, { taken: Taken[]; mailPort: number }>({
  taken: [async ({ browserName: _ }, use) => use([]), { scope: "worker" }],
  mailPort: [
    async ({ taken }, use) => {
      const server = new SMTPServer({
        authOptional: true,
        disabledCommands: ["STARTTLS"],
        onData: (stream, session, done) => {
          void buffer(stream).then((bytes) => {
            taken.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: bytes.toString("utf8") });
            done();
          });
        },
      });
      server.listen(0, "127.0.0.1");
      await once(server.server, "listening");
      await use((server.server.address() as AddressInfo).port);
      await new Promise<void>((resolve) => server.close(resolve));
    },
    { scope: "worker" },
  ],
  environment: [
    async ({ mailPort }, use) =>
      use({ SMTP_URL: `smtp://127.0.0.1:${String(mailPort)}`, MAIL_FROM: "desk@collectif.example" }),
    { scope: "worker" },
  ],
});

/** Cases of Telegram of three findings, so that three drafts are made of them, planned as a batch. */
async function planned() {
  await nameOrganisation();
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  const ids: string[] = [];
  for (const classification of ["stolen_photo_scammer", "redirecting_bot", "other_abuse"] as const)
    for (const _ of [1, 2])
      ids.push((await confirmedCase({ reporter: reporter.actor, platform: "telegram", classification })).id);
  const { id } = await planBatch(reviewer.actor, ids);
  return { reviewer, id, ids };
}
const chooseMailbox = (page: Page) =>
  page.getByRole("combobox", { name: "Telegram" }).selectOption({ value: "telegram-abuse-mailbox" });
const noticesAbout = (desk: Desk, ids: readonly string[]) =>
  desk.query<{ number: number; delivery: string | null; rows: number }>(
    `SELECT n.number::float8 AS number, max(d.state) AS delivery, count(DISTINCT d.id)::integer AS rows
     FROM notice n JOIN notice_case nc ON nc.notice_id = n.id LEFT JOIN notice_delivery d ON d.notice_id = n.id
     WHERE nc.case_id = ANY ($1::uuid[]) GROUP BY n.number ORDER BY n.number`,
    [ids],
  );
async function choose(page: Page): Promise<void> {
  await page.getByRole("checkbox", { name: "Choose all that can be sent from here" }).check();
  await page.getByRole("checkbox", { name: /^In good faith, what these 3 notices say/ }).check();
}

test("a double click on Start starts a batch once, and a tab that was opened before it is told that it has begun", async ({
  desk,
  visit,
}) => {
  const { reviewer, id, ids } = await planned();
  const { page, context } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, `/batches/${id}`);
  const stale = await context.newPage();
  await open(stale, `/batches/${id}`);
  for (const tab of [page, stale]) await chooseMailbox(tab);

  await page.getByRole("button", { name: "Start" }).dblclick();
  const job = page.getByRole("region", { name: "Notices", exact: true });
  await expect(job.getByText(/^Done\./)).toBeVisible();
  await expect(page.locator("main").getByRole("alert")).toHaveCount(0);
  await expect(job).toContainText("6 / 6");
  await stale.getByRole("button", { name: "Start" }).click();
  await expect(stale.getByText("This batch has been started already.")).toBeVisible();
  await stale.getByRole("button", { name: "Drop the selection" }).click();
  await expect(stale.getByText(/^This batch (is at work|has stopped already)\./)).toBeVisible();

  await open(page, "/notifications");
  const told = page.getByRole("listitem").filter({ hasText: "Your batch is done: see what became of its notices." });
  await expect(told).toHaveCount(1);
  await told.getByRole("link", { name: "Look" }).click();
  await expect(page).toHaveURL(new RegExp(`/batches/${id}$`));

  expect(await noticesAbout(desk, ids)).toHaveLength(3);
  expect(await trailOf(desk, "WHERE subject_table = 'batch' AND subject_id = $1", id)).toEqual([
    `${reviewer.actor.pseudonym} batch.planned`,
    `${reviewer.actor.pseudonym} batch.started`,
    `${reviewer.actor.pseudonym} batch.ended`,
  ]);
});

test("the drafts of a batch leave by one click, each once, while the page says how far; a tab that was opened before it mails nothing", async ({
  desk,
  visit,
  taken,
}) => {
  const { reviewer, id, ids } = await planned();
  const { page, context } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, `/batches/${id}`);
  await chooseMailbox(page);
  await page.getByRole("button", { name: "Start" }).click();
  const job = page.getByRole("region", { name: "Notices", exact: true });
  await expect(job.getByText(/^Done\./)).toBeVisible();
  const made = await noticesAbout(desk, ids);
  expect(made.map(({ delivery }) => delivery)).toEqual([null, null, null]);
  expect(taken).toEqual([]);
  const stale = await context.newPage();
  await open(stale, `/batches/${id}`);
  await choose(stale);

  await choose(page);
  await withClient(desk.appUrl, async (client) => {
    // A case of the second notice cannot move on until this transaction ends: the page is seen in between.
    await client.query("BEGIN");
    await client.query('SELECT 1 FROM "case" WHERE id = $1 FOR NO KEY UPDATE', [ids[2]]);
    await page.getByRole("button", { name: "Send 3 notices" }).dblclick();
    await expect(job).toContainText("7 / 9");
    await expect(job.getByRole("button", { name: "Cancel" })).toBeVisible();
    await client.query("COMMIT");
  });
  await expect(job).toContainText("9 / 9");
  await expect(job.getByText(/^Done\./)).toBeVisible();
  await expect
    .poll(async () => (await noticesAbout(desk, ids)).map(({ delivery }) => delivery))
    .toEqual(["sent", "sent", "sent"]);
  await expect(page.locator("main").getByRole("alert")).toHaveCount(0);

  await stale.getByRole("button", { name: "Send 3 notices" }).click();
  await expect(stale.getByText("This notice is no longer a draft; what has left never changes.")).toBeVisible();
  expect((await noticesAbout(desk, ids)).map(({ rows }) => rows)).toEqual([1, 1, 1]);
  const toTelegram = taken.filter(({ to }) => to.includes("abuse@telegram.org"));
  expect(toTelegram).toHaveLength(3);
  expect(new Set(toTelegram.map(({ text }) => /^Message-ID: (.+)$/im.exec(text)?.[1])).size).toBe(3);
  await page.reload();
  await expect(page.getByRole("region", { name: "Notices made" }).getByText("Left")).toHaveCount(3);
});
