import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { signInCookie } from "@/lib/testing/factories";
import { nameOrganisation, sentNotice } from "@/lib/testing/notice-desk";
import { ask, type Person, person } from "./asking";
import { type Desk, expect, open, test } from "./fixtures";

const barriersOf = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
const dayOf = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000);

/** As the notice's own frozen message carries it. */
async function messageIdOf(desk: Desk, { cookie }: Person, number: number): Promise<string> {
  const message = await (await ask(desk, `/api/notices/${String(number)}/eml`, { cookie })).text();
  return /^Message-ID: (<[^>]+>)\r$/m.exec(message)?.[1] ?? "";
}

interface Answer {
  readonly repliesTo: string;
  readonly at: Date;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly type?: "plain" | "html";
}

const mailOf = ({ repliesTo, at, subject, lines, type = "plain" }: Answer): Buffer =>
  Buffer.from(
    [
      "From: Support <support@platform.example>",
      "To: signalement@collectif.example",
      `Subject: ${subject}`,
      `Date: ${at.toUTCString().replace("GMT", "+0000")}`,
      "Message-ID: <answer-1@platform.example>",
      `In-Reply-To: ${repliesTo}`,
      "MIME-Version: 1.0",
      `Content-Type: text/${type}; charset=utf-8`,
      "",
      ...lines,
      "",
    ].join("\r\n"),
  );

/** As somebody drags it out of their mail program. */
async function dropOn(page: Page, bytes: Buffer): Promise<void> {
  const data = await page.evaluateHandle((base64) => {
    const carried = new DataTransfer();
    const content = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    carried.items.add(new File([content], "answer.eml", { type: "message/rfc822" }));
    return carried;
  }, bytes.toString("base64"));
  await page.locator("main form").first().dispatchEvent("drop", { dataTransfer: data });
}

test("an answer dropped as a file is tied to its notice by our Message-ID, read in the browser alone, and recorded once a person confirms", async ({
  desk,
  visit,
}) => {
  await nameOrganisation();
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  const { number, cases } = await sentNotice(reviewer.actor, { reporter: reporter.actor, daysAgo: 3 });
  await sentNotice(reviewer.actor, { reporter: reporter.actor, daysAgo: 1 });
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, "/notices");
  await page.getByRole("link", { name: "Read an answer" }).click();
  await expect(page.getByRole("button", { name: "Find its notice" })).toBeDisabled();
  expect(await barriersOf(page)).toEqual([]);

  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));
  const repliesTo = await messageIdOf(desk, reviewer, number);
  expect(repliesTo).toContain(`notice-${String(number)}.`);
  const lines = [
    "We have reviewed your report and removed the account.",
    "Questions: +33 6 12 34 56 78",
    "> Their account does not violate",
  ];
  await dropOn(page, mailOf({ repliesTo, at: dayOf(1), subject: "Your report: case 0427-11583", lines }));
  await expect(page.getByText("answer.eml")).toBeVisible();
  await page.getByRole("button", { name: "Find its notice" }).click();
  const found = page.getByRole("group", { name: "Notice" });
  await expect(found.getByRole("radio")).toHaveCount(1);
  await expect(found.getByRole("radio")).toBeChecked();
  await expect(found).toContainText(`${String(number)}, X`);
  await expect(found).toContainText("named by our Message-ID");
  await expect(page.getByLabel("It seems to say")).toHaveValue("account_removed");
  await expect(page.getByLabel("Told on")).toHaveValue(dayOf(1).toISOString().slice(0, 10));
  await expect(page.getByLabel("Reference")).toHaveValue("0427-11583");
  await expect(page.getByLabel("Note")).not.toHaveValue(/12 34 56/);
  await expect(page.getByText("1 item of somebody else’s data in it: masked.")).toBeVisible();
  expect(await barriersOf(page)).toEqual([]);
  // Nothing of the mail has left the browser but what it replies to and the desk's number.
  expect(sent.join("\n")).toContain("0427-11583");
  for (const said of ["We have reviewed", "12 34 56", "support@platform.example"])
    expect(sent.join("\n")).not.toContain(said);
  const events = () =>
    desk.query<{ kind: string; outcome: string }>(
      `SELECT e.kind, e.outcome FROM notice_event e JOIN notice n ON n.id = e.notice_id WHERE n.number = $1 AND e.kind = 'answered'`,
      [number],
    );
  expect(await events()).toEqual([]);
  await page.getByRole("button", { name: "Confirm and record" }).click();
  await expect(page).toHaveURL(new RegExp(`/notices/${String(number)}$`));
  await expect(page.getByText(`Recorded with notice ${String(number)}.`)).toBeVisible();
  expect(await events()).toEqual([{ kind: "answered", outcome: "account_removed" }]);
  await expect(page.locator("#answer")).toContainText("Account removed");

  const look = page.getByRole("form", { name: "Somebody looked" });
  await look.getByLabel("What was seen").selectOption("The account is gone");
  await look.getByRole("button", { name: "Record what was seen" }).click();
  await expect(page.locator("#answer")).toContainText("Verified gone");
  await look.getByLabel("What was seen").selectOption("The account is there again");
  await look.getByLabel("In your words").fill("The same handle, a new picture.");
  await look.getByRole("button", { name: "Record what was seen" }).click();
  await expect(page.locator("#answer")).toContainText("Back again");
  expect(await barriersOf(page)).toEqual([]);
  const [line] = await desk.query<{ back: boolean }>(
    `SELECT l.returned_at IS NOT NULL AS back FROM ledger_line l JOIN "case" c ON c.id = l.case_id WHERE c.number = $1`,
    [cases[0]],
  );
  expect(line?.back).toBe(true);
});

test("a mail that names no notice asks for its number, and what is no mail says so", async ({ desk, visit }) => {
  await nameOrganisation();
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  const { number } = await sentNotice(reviewer.actor, { reporter: reporter.actor, daysAgo: 2 });
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, "/notices/answer");
  const file = page.locator("input[type=file]");
  await file.setInputFiles({ name: "empty.eml", mimeType: "message/rfc822", buffer: Buffer.from("") });
  await page.getByRole("button", { name: "Find its notice" }).click();
  await expect(page.getByText("This is no mail that can be read. Paste its text.")).toBeVisible();
  const stranger = { repliesTo: "<notice-1.1700000000@elsewhere.example>", at: dayOf(0), subject: "Hello" };
  const mail = mailOf({ ...stranger, lines: ["Thank you for your report."] });
  await file.setInputFiles({ name: "answer.eml", mimeType: "message/rfc822", buffer: mail });
  await page.getByRole("button", { name: "Find its notice" }).click();
  await expect(page.getByText("No notice is named in it. Give the number of the notice yourself.")).toBeVisible();
  await expect(page.getByLabel("It seems to say")).toHaveValue("received");
  expect(await barriersOf(page)).toEqual([]);
  await page.getByLabel("Number of the notice").fill(String(number));
  await page.getByLabel("Reference").fill("R-77");
  await page.getByRole("button", { name: "Confirm and record" }).click();
  await expect(page.getByText(`Recorded with notice ${String(number)}.`)).toBeVisible();
  await expect(page.locator("#answer")).toContainText("R-77");
});

test("an answer that is a page of markup is read as its reader sees it: nothing of it runs, is fetched or is shown", async ({
  desk,
  visit,
}) => {
  const reviewer = await person("reviewer");
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, "/notices/answer");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const lines = [
    "<html><head><title>No title</title><style>p { color: red }</style></head><body onload='document.title = 1'>",
    "<p>Hello&nbsp;you, it&rsquo;s &eacute;t&#233; &#x2014; 5 &lt; 6 &amp; more</p><!-- no <p>words</p> -->",
    '<p><a title="a > b" href="https://elsewhere.example/a">We removed</a> the <b>account</b>.<br>Thank you.</p>',
    '<img src="https://elsewhere.example/seen.png" onerror="document.title = 2"><script>document.title = 3</script>',
    "<table><tr><td>Case</td><td>4821-AB</td></tr></table><ul><li>one</li><li>two</li></ul>",
    `<blockquote>Their account<br>does not violate<blockquote>older</blockquote></blockquote>${"<div>".repeat(3000)}<p>End`,
  ];
  const title = await page.title();
  await dropOn(page, mailOf({ repliesTo: "<a@b.example>", at: dayOf(1), subject: "Your report", lines, type: "html" }));
  await page.getByRole("button", { name: "Find its notice" }).click();
  await expect(page.getByLabel("Note")).toHaveValue(
    [
      ...["Hello you, it’s été — 5 < 6 & more", "", "We removed the account.", "Thank you.", "", "Case", "4821-AB"],
      ...["", "one", "two", "", "> Their account", "> does not violate", "", "> older", "", "End"],
    ].join("\n"),
  );
  await expect(page.getByLabel("It seems to say")).toHaveValue("account_removed");
  expect(await page.title()).toBe(title);
  expect(asked.filter((url) => url.includes("elsewhere"))).toEqual([]);
});

test("a refusal leads to the text of a complaint made from the record, to read, take away, file by hand and record", async ({
  desk,
  visit,
}) => {
  await nameOrganisation();
  const [reviewer, reporter] = [await person("reviewer"), await person("volunteer")];
  const { number, cases } = await sentNotice(reviewer.actor, {
    ...{ reporter: reporter.actor, daysAgo: 6, outcome: "refused" },
  });
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, `/notices/${String(number)}`);
  await page.getByRole("link", { name: "Complaint, appeal" }).click();
  await expect(page).toHaveURL(new RegExp(`/notices/${String(number)}/escalation/${String(cases[0])}$`));
  const text = page.locator("pre").first();
  await expect(text).toContainText("Internal complaint to X (Twitter) (Article 20 of Regulation (EU) 2022/2065)");
  await expect(text).toContainText(`notice ${String(number)} sent`);
  await expect(text).toContainText("Collectif Exemple");
  expect(await text.innerText()).not.toContain(reporter.pseudonym);
  expect(await barriersOf(page)).toEqual([]);

  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).first().click();
  expect((await saved).suggestedFilename()).toBe(`notice-${String(number)}-complaint-en.txt`);
  await page.getByRole("button", { name: /^Copy/ }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text.textContent());

  await page.getByRole("link", { name: "FR", exact: true }).click();
  await expect(text).toContainText("Réclamation interne auprès de X");
  await expect(text).toHaveAttribute("lang", "fr");
  const filing = page.locator("main form").first();
  await filing.getByLabel("Reference received, if any").fill("C-2026-1");
  await filing.getByRole("button", { name: "Record as filed" }).click();
  await expect(page.getByText(/^filed on \d/)).toBeVisible();
  const steps = await desk.query(
    `SELECT e.kind FROM notice_event e JOIN notice n ON n.id = e.notice_id WHERE n.number = $1 AND e.kind NOT IN ('sent', 'answered')`,
    [number],
  );
  expect(steps).toHaveLength(1);
  await open(page, `/notices/${String(number)}`);
  await expect(page.locator("#answer")).toContainText("Internal complaint (Art. 20): filed on");
});
