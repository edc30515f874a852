import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { actorFor, createUser, signInCookie } from "@/lib/testing/factories";
import { confirmedCase, nameOrganisation, verifiedMandate } from "@/lib/testing/notice-desk";
import { addObservablesTo } from "@/lib/usecases/add-observables";
import type { PageSource } from "@/lib/usecases/follow-link";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { traceLink } from "@/lib/usecases/trace-link";
import { expect, open, test } from "./fixtures";

const barriersOf = async (page: Page) =>
  (await new AxeBuilder({ page }).include("main").analyze()).violations.map(({ id, nodes }) => [
    id,
    nodes.map(({ html }) => html),
  ]);
const noSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** Stands for the network, which no test goes to: a short link that leads to one page. */
const elsewhere: PageSource = {
  get: (url) =>
    Promise.resolve({
      ...{ address: "93.184.215.14", refresh: null, html: "", isCut: false, isUnreadable: false, cookies: 0 },
      ...(url.includes("rencontre")
        ? { status: 200, location: null }
        : { status: 302, location: "https://rencontre-ce-soir.com/join?aff_id=77" }),
    }),
};
const rdap = JSON.stringify({
  objectClassName: "ip network",
  name: "HOST-EXAMPLE",
  entities: [{ roles: ["abuse"], vcardArray: ["vcard", [["email", {}, "text", "abuse@host.example.com"]]] }],
});

async function someCase(mandated = false) {
  await nameOrganisation();
  const reviewer = await createUser({ roles: ["reviewer"] });
  const reporter = actorFor(await createUser());
  const seed = mandated
    ? { mandateId: (await verifiedMandate(actorFor(reviewer))).id }
    : ({ track: "redirecting_bot", signals: { "RB-03": "yes" } } as const);
  const made = await confirmedCase({ reporter, ...seed });
  return { reviewer, actor: actorFor(reviewer), ...made };
}

for (const { locale, theme, width } of [
  { locale: "en", theme: "light", width: 1440 },
  { locale: "fr", theme: "dark", width: 390 },
] as const)
  test(`a host is found by a pasted answer and told of its own domain, without the account (${locale}, ${theme}, ${String(width)})`, async ({
    desk,
    visit,
  }) => {
    const { reviewer, actor, number, handle, id } = await someCase();
    await traceLink(actor, { ref: { id }, url: "https://bit.ly/Qz8", isAcknowledged: false }, { pages: elsewhere });
    const { page } = await visit(desk, { locale, theme, width, cookie: await signInCookie(reviewer) });
    await open(page, `/notices/new?cases=${String(number)}`);
    const hosts = page.getByRole("listitem").filter({ hasText: /Abuse contact of a host|Contact .*hébergeur/ });
    await expect(hosts.first()).toContainText("rencontre-ce-soir[.]com");
    await expect(hosts.first()).toContainText(/bit\[\.\]ly/);
    await hosts
      .first()
      .getByRole("button", { name: /^(Find who answers for it|Trouver qui en répond)/ })
      .click();
    await hosts
      .first()
      .getByText(/^(Or paste an RDAP answer|Ou collez une réponse RDAP)$/)
      .click();
    await hosts
      .first()
      .getByLabel(/^(Answer of an RDAP server|Réponse d’un serveur RDAP)/)
      .fill(rdap);
    await expect(hosts.first().getByLabel(/abuse mailbox|boîte d’abus, si/)).toHaveValue("abuse@host.example.com");
    expect(await barriersOf(page)).toEqual([]);
    expect(await noSideways(page)).toBe(true);
    await page.screenshot({ path: `test-results/recipients-wizard-${locale}.png`, fullPage: true });
    await hosts
      .first()
      .getByRole("button", { name: /^(Prepare the draft|Préparer le brouillon)$/ })
      .click();
    await expect(page).toHaveURL(/\/notices\/\d+$/);
    await expect(page.getByText(/Links and domains only|Liens et domaines seulement/)).toBeVisible();
    const shown = page.locator("section[aria-labelledby=preview-title] pre");
    await expect(shown).toContainText("https://rencontre-ce-soir.com");
    await expect(shown).not.toContainText(handle);
    await page.getByRole("button", { name: /XARF/ }).click();
    await expect(shown).toContainText('"source_identifier": "rencontre-ce-soir.com"');

    // A text that names the account keeps it here, with the words to take out.
    const text = page.getByLabel(/^(Explanation|Explication)/);
    const before = await text.inputValue();
    await text.fill(`${before} @${handle}`);
    const save = page.getByRole("button", { name: /^(Save|Enregistrer)$/ });
    await save.click();
    await expect(page.getByText(new RegExp(`(take out|retirez).*${handle}`))).toBeVisible();
    await text.fill(before);
    await save.click();
    await expect(page.getByText(/Nothing is missing|Rien ne manque/)).toBeVisible();
    await page
      .getByRole("button", { name: /E-mail|Courriel/ })
      .first()
      .click();
    await page.getByRole("button", { name: /^(Show it|Afficher)$/ }).click();
    await expect(shown).toContainText("abuse@host.example.com");
    expect(await barriersOf(page)).toEqual([]);
    expect(await noSideways(page)).toBe(true);
    await page.screenshot({ path: `test-results/recipients-notice-${locale}.png`, fullPage: true });
    await page.getByRole("button", { name: /^(Record as sent|Noter comme envoyée)/ }).click();
    await expect(page.getByText(/What left, exactly|Ce qui est parti/)).toBeVisible();
    const [row] = await desk.query<{ state: string }>(`SELECT state FROM "case" WHERE number = $1`, [number]);
    expect(row?.state).toBe("confirmed");
  });

test("a payment firm's notice shows its handles masked until they are opened, which the access log tells, and cannot leave unseen", async ({
  desk,
  visit,
}) => {
  const { reviewer, actor, number, id } = await someCase(true);
  const given = [{ subkind: "paypal_me", text: "https://paypal.me/LouVesper" }] as const;
  await addObservablesTo(actor, { ref: { id }, given });
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, `/notices/new?cases=${String(number)}`);
  const firm = page.getByRole("listitem").filter({ hasText: "Report of a PayPal.me page" }).first();
  await expect(firm).toContainText("paypal.me/lo•••");
  await firm.getByRole("button", { name: /^Prepare the draft/ }).click();
  await expect(page.getByText("Open it before you send")).toBeVisible();
  await expect(page.getByRole("button", { name: "Record as sent" })).toBeDisabled();
  await expect(page.getByRole("radio", { name: "Illegal content, Art. 16" })).toBeDisabled();
  await expect(page.getByText("Art. 16 is for hosting services: no desk of this recipient takes it.")).toBeVisible();
  await expect(page.locator("main")).not.toContainText("louvesper");
  expect(await barriersOf(page)).toEqual([]);
  await page.getByRole("link", { name: "Open for this notice" }).click();
  await expect(page.locator("section[aria-labelledby=preview-title] pre")).toContainText("paypal.me/louvesper");
  await expect(page.getByText("The access log says that you opened it.")).toBeVisible();
  const told = await desk.query("SELECT 1 FROM access_log WHERE kind = 'observable_revealed' AND actor = $1", [
    `user:${reviewer.id}`,
  ]);
  expect(told.length).toBeGreaterThan(0);
  await page.screenshot({ path: "test-results/recipients-payment.png", fullPage: true });
  await page.getByRole("button", { name: "Record as sent" }).click();
  await expect(page.getByText("What left, exactly")).toBeVisible();
});

test("what is somebody else's is shown in its place, and stays only for a reason that is kept with the notice", async ({
  desk,
  visit,
}) => {
  const { reviewer, actor, number } = await someCase();
  const draft = await prepareNotice(actor, { kind: "terms_report", channelId: "x-in-app", caseNumbers: [number] });
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, `/notices/${String(draft.number)}`);
  await page
    .getByLabel(/^Explanation/)
    .fill("Seen twice: it asks to write to ELODIE MARTIN at 06 12 34 56 78, as reported.");
  await page.getByLabel("Names that must not leave").fill("Élodie Martin");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const flags = page.getByRole("region", { name: /somebody else’s data in the text/ });
  await expect(flags.getByRole("listitem")).toHaveCount(2);
  await expect(flags).toContainText("in the explanation");
  const send = page.getByRole("button", { name: "Record as sent" });
  await expect(send).toBeDisabled();
  expect(await barriersOf(page)).toEqual([]);
  await flags.getByRole("listitem").first().getByRole("button", { name: "Mask it" }).click();
  await expect(flags.getByRole("listitem")).toHaveCount(1);
  await expect(page.getByLabel(/^Explanation/)).toHaveValue(/E··· M···/);
  await flags.getByRole("button", { name: "It must stay…" }).click();
  const why = flags.getByLabel("It must stay, because…");
  await why.fill("short");
  await expect(flags.getByRole("button", { name: "Let it stay" })).toBeDisabled();
  await why.fill("It is the number that the account itself gives.");
  await flags.getByRole("button", { name: "Let it stay" }).click();
  await page.screenshot({ path: "test-results/recipients-flags.png", fullPage: true });
  await send.click();
  await expect(page.getByText("stays: It is the number that the account itself gives.")).toBeVisible();
});

test("a form that a notice does not have says what it lacks, and where that is mended", async ({ desk, visit }) => {
  await nameOrganisation();
  const reviewer = await createUser({ roles: ["reviewer"] });
  const { number } = await confirmedCase({ reporter: actorFor(await createUser()), platform: "bluesky" });
  const channel = { kind: "terms_report", channelId: "bluesky-in-app" } as const;
  const draft = await prepareNotice(actorFor(reviewer), { ...channel, caseNumbers: [number] });
  const { page } = await visit(desk, { cookie: await signInCookie(reviewer) });
  await open(page, `/notices/${String(draft.number)}`);
  await page.getByText("Forms that this notice does not have").click();
  const lack = page.getByRole("listitem").filter({ hasText: `no DID is known for case ${String(number)}` });
  await expect(lack.getByRole("link")).toHaveAttribute("href", `/cases/${String(number)}`);
});
