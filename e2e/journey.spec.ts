import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { acceptCharter, beFirst, letIn, password, trailOf } from "./first-start";
import { type Desk, expect, open, test } from "./fixtures";
import { enrolTotp } from "./second-factor";

const photoAccounts = ["lea_privee_2026", "mila.packs", "jade__snaps", "nina.off1ciel", "zoe_vip_packs"] as const;
/** As they are pasted from browsers and applications: mobile hosts, tracking parameters, capitals, a trailing slash. */
const photoLinks = [
  "https://x.com/lea_privee_2026",
  "https://www.instagram.com/mila.packs/?igsh=MWQ1ZGUxMzBkMA==",
  "https://mobile.twitter.com/jade__snaps?s=21&t=AbCdEf",
  "https://instagram.com/Nina.Off1ciel?utm_source=qr",
  "https://twitter.com/zoe_vip_packs/",
];
const botLinks = [
  "https://www.tiktok.com/@rencontre.du.coin?lang=fr",
  "https://t.me/clara_pres_de_toi",
  "https://www.threads.net/@ana.click.bio",
  "https://www.snapchat.com/add/emma-bot24",
  "https://bsky.app/profile/gagne-vite.bsky.social",
];
const notAProfile = "https://x.com/lea_privee_2026/status/1790000000000000001";

const csv = [
  "Lien;Ce que j'ai vu;Mineur",
  "https://www.instagram.com/copie.de.sarah/;Photos reprises d'un compte ancien;non",
  "https://x.com/packs_du_soir_9;Vend des packs;non",
  "ceci n'est pas une adresse;Rien de lisible;non",
  "https://www.reddit.com/user/fausse_lou_44/;Mêmes photos ailleurs;non",
].join("\n");

/** A radio or a box whose own mark is drawn by its label: people press the label. */
async function choose(control: Locator): Promise<void> {
  await control.locator("xpath=ancestor::label").click();
  await expect(control).toBeChecked();
}

async function join(desk: Desk, page: Page, link: string, pseudonym: string): Promise<void> {
  await open(page, link);
  await page.getByLabel("Pseudonym").fill(pseudonym);
  await page.getByLabel("E-mail address").fill(
    `${pseudonym
      .normalize("NFD")
      .replace(/[^a-z]/gi, "")
      .toLowerCase()}@example.org`,
  );
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create the account" }).click();
  await acceptCharter(page);
  await letIn(desk, pseudonym);
  await open(page, "/");
  await enrolTotp(page);
  await expect(page.getByRole("button", { name: `${pseudonym}: account and theme` })).toBeVisible();
}

async function invite(page: Page, role: string): Promise<string> {
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByRole("dialog").getByRole("checkbox", { name: role, exact: true }).check();
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByRole("dialog").getByRole("code").innerText();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  return link.trim();
}

interface Submission {
  readonly track: RegExp;
  readonly signal: string;
  readonly count: number;
}

/** Answers the questions, hands the form in and reads the numbers of the cases from what it says. */
async function logAll(page: Page, { track, signal, count }: Submission): Promise<number[]> {
  await choose(page.getByRole("group", { name: "Track" }).getByRole("radio", { name: track }));
  await choose(
    page
      .getByRole("group", { name: "Could the person shown be a minor?" })
      .getByRole("radio", { name: "Nothing suggests it" }),
  );
  await choose(page.getByRole("group", { name: signal }).getByRole("radio", { name: "Yes" }));
  await page.getByRole("button", { name: "Log", exact: true }).click();
  const results = page.getByRole("region", { name: `${count} account${count === 1 ? "" : "s"} logged.` });
  // What was taken leaves the box; results of an earlier form may still stand above it until then.
  await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(0);
  await expect(results).toBeVisible();
  const links = await results.getByRole("link").all();
  const hrefs = await Promise.all(links.map((link) => link.getAttribute("href")));
  // Beside the cases there is the receipt.
  return hrefs.flatMap((href) => /^\/cases\/(\d+)$/.exec(href ?? "")?.[1] ?? []).map(Number);
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel("Links or handles, one per line").last().click();
  await page.evaluate((value) => navigator.clipboard.writeText(value), text);
  await page.keyboard.press("ControlOrMeta+V");
}

async function giveOpinion(page: Page, number: number, note: string): Promise<void> {
  await open(page, `/cases/${number}`);
  await page.getByRole("button", { name: "Claim the case" }).click();
  await choose(page.getByRole("radio", { name: /^Fake account, stolen photos/ }));
  await choose(page.getByRole("checkbox", { name: /^Same photos, earlier, on an authentic page/ }));
  await page.getByLabel("What weighed (optional)").fill(note);
  await page.getByRole("button", { name: "Give my opinion" }).click();
}

test("two people decide what a third one logged, the platform is told, and the account's return is a new life of it", async ({
  newDesk: desk,
  visit,
}) => {
  const admin = await visit(desk);
  const volunteer = await visit(desk);
  const first = await visit(desk);
  const second = await visit(desk);
  const links = { volunteer: "", first: "", second: "" };

  await test.step("the administrator is made with the code of the terminal", async () => {
    await beFirst(admin.page, desk);
  });

  await test.step("she invites a volunteer and two reviewers, who join by their links", async () => {
    const { page } = admin;
    await open(page, "/people");
    links.volunteer = await invite(page, "Volunteer");
    links.first = await invite(page, "Reviewer");
    links.second = await invite(page, "Reviewer");
    await join(desk, volunteer.page, links.volunteer, "Vesna");
    await expect(volunteer.page).toHaveURL(/\/log$/);
    await join(desk, first.page, links.first, "Renée");
    await expect(first.page).toHaveURL(/\/cases$/);
    await join(desk, second.page, links.second, "Robin");
    await page.reload();
    for (const name of ["Vesna", "Renée", "Robin"]) await expect(page.getByRole("row", { name })).toBeVisible();
  });

  await test.step("she says who sends", async () => {
    const { page } = admin;
    await open(page, "/settings");
    const form = page.getByRole("region", { name: "Who sends" });
    await form.getByLabel("Name", { exact: true }).fill("Collectif d’essai");
    await form.getByLabel("Mailbox of the role").fill("signalements@example.org");
    await form.getByLabel("Signatory").fill("La présidence");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
  });

  const cases: number[] = [];
  await test.step("the volunteer pastes ten links of both kinds", async () => {
    const { page } = volunteer;
    await open(page, "/log");
    await paste(page, [...photoLinks, notAProfile].join("\n"));
    const lines = page.getByRole("region", { name: "Links or handles, one per line" }).getByRole("listitem");
    await expect(lines).toHaveCount(6);
    for (const handle of photoAccounts)
      await expect(lines.filter({ hasText: new RegExp(handle, "i") }).first()).toContainText("New");
    const refused = lines.filter({ hasText: "Not a profile" });
    await expect(refused).toHaveCount(1);
    await refused.getByRole("button", { name: /^Remove/ }).click();
    await expect(lines).toHaveCount(5);
    cases.push(
      ...(await logAll(page, {
        track: /^Stolen photos/,
        signal: "Same photos, earlier, on an authentic page",
        count: 5,
      })),
    );

    await paste(page, botLinks.join("\n"));
    await expect(lines.filter({ hasText: "New" })).toHaveCount(5);
    const endsPaid = "Ends on a paid dating or cam site, or an age check that wants a card";
    const bots = await logAll(page, { track: /^Redirecting bot/, signal: endsPaid, count: 5 });
    expect(new Set([...cases, ...bots]).size).toBe(10);
  });

  await test.step("and imports a spreadsheet, of which one bad row is named", async () => {
    const { page } = volunteer;
    await open(page, "/imports");
    const chooser = page.waitForEvent("filechooser");
    // The field itself bears the same name; people press what they see.
    await page.getByRole("button", { name: "Choose a file" }).last().click();
    await (await chooser).setFiles({ name: "faux.csv", mimeType: "text/csv", buffer: Buffer.from(csv, "utf8") });
    await expect(page).toHaveURL(/\/imports\/[0-9a-f-]+$/);
    await expect(page.getByLabel("Lien")).toHaveValue("address");
    await page.getByLabel("Ce que j'ai vu").selectOption({ label: "What was seen" });
    await page.getByLabel("Mineur").selectOption({ label: "Could be under 18" });
    await page.getByLabel("Kind of fake").selectOption({ label: "Stolen photos" });
    await page.getByRole("button", { name: "Import 4 rows" }).click();
    await expect(page.getByRole("region", { name: "Import" }).getByText(/^Done\./)).toBeVisible();
    const problems = page.getByRole("region", { name: "Rows that stayed out" });
    await expect(problems.getByRole("rowheader")).toHaveText(["4"]);
    await expect(problems).toContainText("ceci n'est pas une adresse");
  });

  const [notified = 0, another = 0] = await casesOn(desk, "x", cases);
  await test.step("one reviewer claims two cases and gives opinions", async () => {
    const { page } = first;
    await open(page, "/cases?view=to_review");
    await page.getByRole("link", { name: "lea_privee_2026" }).click();
    await expect(page.getByRole("heading", { level: 1, name: `Case ${notified}` })).toBeVisible();
    for (const number of [notified, another]) {
      await giveOpinion(page, number, "Le filigrane d’origine se voit.");
      await expect(page.getByText(`Opinion given on case ${number}.`)).toBeVisible();
    }
  });

  await test.step("the other, who sees neither verdict nor name, agrees", async () => {
    const { page } = second;
    for (const number of [notified, another]) {
      await open(page, `/cases/${number}`);
      await expect(page.getByText("This case waits for another opinion.")).toBeVisible();
      await expect(page.getByText("A first opinion was given.").first()).toBeVisible();
      const told = await page.content();
      for (const secret of ["Renée", 'Fake account, stolen photos"', "filigrane"]) expect(told).not.toContain(secret);
      await giveOpinion(page, number, "");
      await expect(page.getByText(`Case ${number} is decided: Confirmed.`)).toBeVisible();
    }
  });

  let sha256 = "";
  await test.step("a notice for both is made, previewed, downloaded and recorded as sent", async () => {
    const { page } = first;
    await open(page, "/cases?view=to_notify");
    for (const number of [notified, another])
      await page.getByRole("checkbox", { name: `Select case ${number}` }).check();
    await page.getByRole("group", { name: "With the selected cases" }).getByRole("button", { name: "Notice" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "New notice" })).toBeVisible();
    await expect(page.getByRole("radio", { name: "Illegal content, Art. 16" })).toBeDisabled();
    await page.getByRole("group", { name: "Desk" }).getByRole("radio").first().check();
    await page.getByRole("button", { name: "Prepare the draft" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Notice 1" })).toBeVisible();

    const preview = page.getByRole("region", { name: "What leaves, exactly" });
    for (const handle of ["lea_privee_2026", "jade__snaps"]) await expect(preview).toContainText(handle);
    await expect(preview).toContainText("Collectif d’essai");
    const seen = await download(page, preview);
    await page.getByRole("button", { name: "Record as sent" }).click();

    const frozen = page.getByRole("region", { name: "What left, exactly" });
    const sent = await download(page, frozen);
    sha256 = sent.sha256;
    expect(seen.sha256, "what was seen is what left").toBe(sha256);
    await expect(frozen).toContainText(`SHA-256 ${sha256}`);
    const [kept] = await desk.query<{ sha256: string; digest: string }>(
      "SELECT sha256, encode(sha256(bytes), 'hex') AS digest FROM notice_document WHERE format = 'form_text'",
    );
    expect(kept).toEqual({ sha256, digest: sha256 });
  });

  await test.step("the platform's answer is recorded: account removed", async () => {
    const { page } = first;
    await page.getByLabel("What the recipient did").selectOption({ label: "Account removed" });
    await page.getByRole("button", { name: "Record the answer" }).click();
    await expect(page.getByRole("region", { name: "Answer" }).getByText("Account removed").first()).toBeVisible();
    await open(page, `/cases/${notified}`);
    await expect(page.getByRole("heading", { name: "The platform has acted." })).toBeVisible();
  });

  let successor = 0;
  await test.step("the same account is reported again and opens a successor that names its predecessor", async () => {
    const { page } = volunteer;
    await open(page, "/log");
    await paste(page, "https://twitter.com/Lea_Privee_2026");
    const signal = "Same photos, earlier, on an authentic page";
    [successor = 0] = await logAll(page, { track: /^Stolen photos/, signal, count: 1 });
    expect([...cases, 0]).not.toContain(successor);
    await open(second.page, `/cases/${successor}`);
    const lives = second.page.getByRole("region", { name: "Lives of this account" });
    await expect(lives.getByRole("link", { name: String(notified), exact: true })).toBeVisible();
    await expect(second.page.getByRole("region", { name: "History" })).toContainText(`following ${notified}`);
  });

  await test.step("the timeline tells the story", async () => {
    const { page } = second;
    await open(page, `/cases/${notified}`);
    const acts = page.getByRole("region", { name: "History" }).getByRole("listitem");
    const story = (await acts.allInnerTexts()).map((line) => line.replace(/\s+/g, " ")).reverse();
    const chapters = [
      "A volunteer logged the account. Case opened.",
      "Renée claimed the case.",
      "Renée gave an opinion: Fake account, stolen photos.",
      "You claimed the case.",
      "You gave your opinion: Fake account, stolen photos.",
      "Decided by two persons: Fake account, stolen photos.",
      "Renée recorded notice 1 as sent.",
      "Renée recorded an answer: Account removed.",
    ];
    let at = -1;
    for (const chapter of chapters) {
      const found = story.findIndex((line, index) => index > at && line.includes(chapter));
      expect(found, `“${chapter}” comes next in:\n${story.join("\n")}`).toBeGreaterThan(at);
      at = found;
    }
  });

  await test.step("every step is in the trail under the right actor", async () => {
    const ofCase = (number: number) => [`WHERE case_id = (SELECT id FROM "case" WHERE number = $1)`, number] as const;
    expect.soft(await trailOf(desk, ...ofCase(notified))).toEqual([
      "Vesna report.logged",
      "Renée case.claimed",
      "Renée case.opinion_given",
      "Robin case.claimed",
      "Robin case.opinion_given",
      "Robin case.decided",
      "Renée notice.prepared",
      "Renée case.notified",
      "Renée case.answer_recorded",
      // The account came back: the notice of its earlier life is told so.
      "Vesna case.succeeded",
    ]);
    expect.soft(await trailOf(desk, ...ofCase(successor))).toEqual(["Vesna case.succeeded"]);
    // How people are admitted has a journey of its own.
    const admission = ["person.admitted", "person.roles_set"];
    const people = await trailOf(
      desk,
      "WHERE action ~ '^(person|setting|import)\\.' AND action <> ALL ($1::text[])",
      admission,
    );
    expect
      .soft(people)
      .toEqual([
        "Ada person.created",
        "Ada setting.changed",
        "Ada person.factor_added",
        "Ada person.invited",
        "Vesna person.joined",
        "Vesna person.factor_added",
        "Renée person.joined",
        "Renée person.factor_added",
        "Robin person.joined",
        "Robin person.factor_added",
        "Vesna import.started",
        "Vesna import.row_taken",
        "Vesna import.ended",
      ]);
  });
});

/** The cases of one platform among these, in the order of the links. */
async function casesOn(desk: Desk, platform: string, numbers: readonly number[]): Promise<number[]> {
  const rows = await desk.query<{ number: string }>(
    `SELECT number::text FROM "case" WHERE platform_id = $1 AND number = ANY ($2::bigint[]) ORDER BY number`,
    [platform, numbers],
  );
  return rows.map((row) => Number(row.number));
}

/** Presses the link and reads the bytes that arrive. */
async function download(page: Page, place: Locator): Promise<{ sha256: string }> {
  const arriving = page.waitForEvent("download");
  await place.getByRole("link", { name: "Download" }).click();
  const bytes = await readFile(await (await arriving).path());
  expect(bytes.length).toBeGreaterThan(200);
  return { sha256: createHash("sha256").update(bytes).digest("hex") };
}
