import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RdapClient } from "@/lib/adapters/rdap";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { noticeMessageId } from "@/lib/domain/notices/build-eml";
import { getNotice } from "@/lib/queries/get-notice";
import { listNotices } from "@/lib/queries/list-notices";
import { matchAnswer } from "@/lib/queries/match-answer";
import { readNoticeDocument } from "@/lib/queries/get-notice-document";
import { getNoticeChoices } from "@/lib/queries/get-notice-choices";
import { createActor } from "@/lib/testing/factories";
import { caseNow, confirmedCase, nameOrganisation, verifiedMandate } from "@/lib/testing/notice-desk";
import { endOf, openReviewDesk } from "@/lib/testing/review-desk";
import { suspectServers as servers, toThisMachine } from "@/lib/testing/suspect-servers";
import { addObservablesTo } from "./add-observables";
import { askRdap } from "./ask-rdap";
import { editNotice } from "./edit-notice";
import type { PageSource } from "./follow-link";
import { openSealedHandle } from "./open-sealed-handle";
import { prepareNotice } from "./prepare-notice";
import { recordAnswer } from "./record-answer";
import { sendNotice } from "./send-notice";
import { traceLink } from "./trace-link";

let desk: Awaited<ReturnType<typeof openReviewDesk>>;
let reviewer: UserActor;
let volunteer: UserActor;
beforeAll(async () => {
  desk = await openReviewDesk();
  [reviewer, volunteer] = [await createActor("reviewer"), await createActor("volunteer")];
  await nameOrganisation();
});
afterAll(async () => {
  await servers.close();
  await desk.close();
});

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
const bot = async () => {
  const made = await confirmedCase({ reporter: volunteer, track: "redirecting_bot", signals: { "RB-03": "yes" } });
  await traceLink(reviewer, { ref: made, url: "https://bit.ly/Qz8", isAcknowledged: false }, { pages: elsewhere });
  return made;
};
const toHost = async (one: { number: number }) =>
  prepareNotice(reviewer, {
    kind: "terms_report",
    channelId: "host-abuse",
    caseNumbers: [one.number],
    about: ["rencontre-ce-soir.com"],
    addressedTo: { mailbox: "abuse@host.example.com", name: "Host Example" },
  });
const sending = (made: { number: number; version: number }) => ({
  ...made,
  ...{ format: "eml" as const, sentAt: new Date(), kept: [], reference: "" },
});
const payee = async (mandateId?: string) => {
  const made = await confirmedCase({ reporter: volunteer, ...(mandateId && { mandateId }) });
  const given = [
    { subkind: "paypal_me", text: "https://paypal.me/LouVesper" },
    { subkind: "leetchi", text: "https://www.leetchi.com/c/pour-lou-9" },
  ] as const;
  await addObservablesTo(reviewer, { ref: { id: made.id }, given });
  return made;
};
const revealed = async () =>
  (
    await desk.asOwner("SELECT 1 FROM access_log WHERE kind = 'observable_revealed' AND actor = $1", [
      `user:${reviewer.id}`,
    ])
  ).rowCount ?? 0;

describe("a notice to who keeps an address running", () => {
  test("is built from what the case led to, about that host alone, and names the account in no form", async () => {
    const one = await bot();
    const { number } = await toHost(one);
    const { forms, missing, input } = await getNotice(reviewer, number);
    expect(missing).toEqual([]);
    expect(input.channel.recipient).toBe("Host Example");
    const formats = forms.map((form) => form.format);
    expect(formats).toContain("xarf");
    for (const format of formats) {
      const text = Buffer.from((await readNoticeDocument(reviewer, number, format)).bytes).toString("utf8");
      expect(text.includes(one.handle), format).toBe(false);
    }
    const xarf = JSON.parse(forms.find((form) => form.format === "xarf")?.text ?? "") as { source_identifier: string };
    expect(xarf.source_identifier).toBe("rencontre-ce-soir.com");
    expect(forms.find((form) => form.format === "form_text")?.text).toContain("https://rencontre-ce-soir.com");
    const mail = Buffer.from((await readNoticeDocument(reviewer, number, "eml")).bytes).toString("utf8");
    expect(mail).toContain("abuse@host.example.com");
    expect(mail).toContain("xarf.json");
  });

  test("is listed under the name of its host, not under the platform of its account, and beside the notice to the platform as well", async () => {
    const one = await bot();
    const { number } = await toHost(one);
    const about = { kind: "terms_report", channelId: "x-in-app", caseNumbers: [one.number] } as const;
    const platform = await prepareNotice(reviewer, about);
    const host = { number, recipientKind: "host", recipient: "Host Example" };
    const { rows } = await listNotices(reviewer, { view: "all", before: null });
    expect(rows.find((row) => row.number === number)).toMatchObject(host);
    expect(rows.find((row) => row.number === platform.number)).toMatchObject({ recipientKind: "platform" });
    expect((await getNotice(reviewer, platform.number)).others).toMatchObject([host]);
    const text = (await getNotice(reviewer, number)).forms.find(({ format }) => format === "form_text")?.text;
    expect(text).toContain("Host Example · Abuse contact of a host");
    expect(text).toContain(`Observed on our case ${String(one.number)}:`);
  });

  test("leaves the case waiting for who can act on the account, and what the host answers does not settle it", async () => {
    const one = await bot();
    await sendNotice(reviewer, sending(await toHost(one)));
    expect((await caseNow(one.id)).state).toBe("confirmed");
    const about = { kind: "terms_report", channelId: "x-in-app", caseNumbers: [one.number] } as const;
    const platform = await prepareNotice(reviewer, about);
    await sendNotice(reviewer, { ...sending(platform), format: "form_text" });
    expect((await caseNow(one.id)).state).toBe("notified");
    const [{ number: host } = { number: 0n }] = await db().notice.findMany({
      where: { channelId: "host-abuse", state: "sent" },
      orderBy: { number: "desc" },
      take: 1,
    });
    const { input } = await getNotice(reviewer, Number(host));
    const found = await matchAnswer(reviewer, { repliesTo: [`<${noticeMessageId(input)}>`], reference: "" });
    expect(found).toMatchObject([{ number: Number(host), recipientKind: "host", recipient: "Host Example" }]);
    const taken = { outcome: "content_removed" as const, informedOn: new Date(), note: "", caseNumbers: [] };
    await recordAnswer(reviewer, { number: Number(host), ...taken });
    const after = await caseNow(one.id);
    expect([after.state, after.lastOutcome]).toEqual(["notified", null]);
    expect(after.dueAt).not.toBeNull();
    const line = await db().noticeCase.findFirst({ where: { caseId: one.id, outcome: "content_removed" } });
    expect(line).not.toBeNull();
  });

  test("is refused while its text names the account, with the very words to take out, however they are written", async () => {
    const one = await bot();
    const made = await toHost(one);
    const said = `The page of ${one.handle.toUpperCase().replace("_", " ")} leads to it, as was seen twice.`;
    const { version } = await editNotice(reviewer, { ...made, edit: { explanation: said } });
    const view = await getNotice(reviewer, made.number);
    expect(view.missing.map(({ code }) => code)).toContain("account_in_text");
    expect(view.accountWords).toEqual([
      { caseNumber: one.number, words: [one.handle.toUpperCase().replace("_", " ")] },
    ]);
    expect(view.forms.find((form) => form.format === "markdown")?.text).not.toMatch(/leads to it, as was seen/);
    const refused = await endOf(sendNotice(reviewer, sending({ number: made.number, version })));
    expect(refused).toContain("notice_elements_missing");
  });

  test("that has nothing on record for its reader says so and does not leave", async () => {
    const one = await confirmedCase({ reporter: volunteer });
    const anything = { kind: "terms_report", channelId: "host-abuse", caseNumbers: [one.number] } as const;
    const addressedTo = { mailbox: "abuse@host.example.com", name: "Host Example" };
    const made = await prepareNotice(reviewer, { ...anything, addressedTo });
    expect((await getNotice(reviewer, made.number)).missing.map(({ code }) => code)).toEqual(["nothing_for_reader"]);
    expect(await endOf(sendNotice(reviewer, sending(made)))).toContain("notice_elements_missing");
  });

  test("is made about nothing that no case led to, and about nothing for a desk that answers for no host", async () => {
    const [one, other] = [await bot(), await confirmedCase({ reporter: volunteer })];
    const prepare = (channelId: string, about: string[], caseNumbers = [one.number]) =>
      endOf(prepareNotice(reviewer, { kind: "terms_report", channelId, caseNumbers, about }));
    const refusal = "invalid_input:notice_about_elsewhere";
    for (const host of ["somebody-else.com", "com", "bit.ly"])
      expect(await prepare("host-abuse", ["rencontre-ce-soir.com", host]), host).toBe(refusal);
    expect(await prepare("x-in-app", ["rencontre-ce-soir.com"])).toBe(refusal);
    expect(await prepare("host-abuse", ["rencontre-ce-soir.com"], [other.number])).toBe(refusal);
    expect(await prepare("host-abuse", ["rencontre-ce-soir.com"])).toBe("done");
  });
});

describe("a notice to a payment firm", () => {
  const prepare = (number: number, channelId = "paypal-abuse") =>
    prepareNotice(reviewer, { kind: "terms_report", channelId, caseNumbers: [number] });

  test("is not made without a mandate that is valid now", async () => {
    const one = await payee();
    expect(await endOf(prepare(one.number))).toContain("notice_payment_needs_mandate");
  });

  test("tells the firm of its own handles, masked until they are opened, which the access log tells", async () => {
    const one = await payee((await verifiedMandate(reviewer)).id);
    const made = await prepare(one.number);
    const before = await revealed();
    const closed = await getNotice(reviewer, made.number);
    expect([closed.isSealed, closed.fingerprint]).toEqual([true, null]);
    expect(JSON.stringify(closed)).not.toMatch(/louvesper|pour-lou/i);
    expect(JSON.stringify(closed.forms)).toContain("paypal.me/lo•••");
    expect(await revealed()).toBe(before);
    const opened = await getNotice(reviewer, made.number, openSealedHandle);
    expect(opened.forms.find((form) => form.format === "form_text")?.text).toContain("paypal.me/louvesper");
    expect(JSON.stringify(opened)).not.toMatch(/pour-lou/);
    expect(await revealed()).toBe(before + 1);
    await sendNotice(reviewer, { ...sending(made), format: "form_text", seen: opened.fingerprint ?? "" });
    expect(await revealed()).toBe(before + 2);
    const left = await readNoticeDocument(reviewer, made.number, "form_text");
    expect(Buffer.from(left.bytes).toString("utf8")).toContain("paypal.me/louvesper");
    expect(JSON.stringify(await getNotice(reviewer, made.number))).not.toMatch(/louvesper/i);
    const trail = await desk.asOwner("SELECT 1 FROM audit_entry WHERE changes::text ILIKE '%louvesper%'", []);
    expect(trail.rowCount).toBe(0);
  });

  test("opens nothing any more once the mandate has ended", async () => {
    const mandate = await verifiedMandate(reviewer);
    const one = await payee(mandate.id);
    const made = await prepare(one.number);
    await desk.asOwner("UPDATE mandate SET expires_at = now() WHERE id = $1", [mandate.id]);
    const view = await getNotice(reviewer, made.number, openSealedHandle);
    expect(JSON.stringify(view)).not.toMatch(/louvesper/i);
    expect(view.missing.map(({ code }) => code)).toContain("nothing_for_reader");
  });
});

describe("the wizard", () => {
  test("says of each recipient which link, domain or payment makes it fit", async () => {
    const one = await bot();
    const { fits } = await getNoticeChoices(reviewer, [one.number]);
    const of = (id: string) => fits?.desks.find((each) => each.id === id);
    expect(of("shortener-abuse")?.because).toMatchObject([{ name: "bit.ly", cases: [one.number] }]);
    for (const id of ["host-abuse", "registrar-abuse", "safe-browsing"])
      expect(of(id)?.because, id).toMatchObject([{ name: "rencontre-ce-soir.com", address: "93.184.215.14" }]);
    expect(of("link-hub-abuse")?.fit?.whyNot).toBe("no_link_seen");
    const paid = await payee((await verifiedMandate(reviewer)).id);
    const { fits: others } = await getNoticeChoices(reviewer, [paid.number]);
    const firm = (id: string) => others?.desks.find((each) => each.id === id);
    expect(firm("paypal-abuse")?.because.map(({ name }) => name)).toEqual(["paypal.me/lo•••"]);
    expect(firm("lydia-report")?.fit?.whyNot).toBe("no_payment_seen");
  });
});

describe("asking the registry", () => {
  const answer = {
    objectClassName: "domain",
    ldhName: "RENCONTRE-CE-SOIR.COM",
    entities: [
      {
        roles: ["registrar"],
        vcardArray: ["vcard", [["fn", {}, "text", "Registrar Example"]]],
        entities: [{ roles: ["abuse"], vcardArray: ["vcard", [["email", {}, "text", "abuse@registrar.example"]]] }],
      },
    ],
  };
  const network = {
    objectClassName: "ip network",
    name: "NET-EXAMPLE",
    entities: [{ roles: ["abuse"], vcardArray: ["vcard", [["email", {}, "text", "abuse@host.example"]]] }],
  };
  const registry = async () => {
    const asked: string[] = [];
    const port = await servers.secure((request, response) => {
      const base = `https://a.example:${String(port)}/rdap/`;
      asked.push(request.url ?? "");
      const say = (value: object) => response.end(JSON.stringify(value));
      if (request.url === "/dns.json") say({ services: [[["com"], ["http://a.example/", base]]] });
      else if (request.url === "/ipv4.json") say({ services: [[["93.0.0.0/8"], [base]]] });
      else if (request.url === "/rdap/domain/rencontre-ce-soir.com") say(answer);
      else if (request.url === "/rdap/ip/93.184.215.14") say(network);
      else response.writeHead(404).end();
    });
    return { asked, client: new RdapClient(toThisMachine, `https://a.example:${String(port)}/`) };
  };

  test("proposes the registrar by the domain's name and the host by the network address that answered, and keeps nothing", async () => {
    const one = await bot();
    const { asked, client } = await registry();
    const about = { caseNumbers: [one.number], name: "rencontre-ce-soir.com" };
    const registrar = await askRdap(reviewer, { ...about, of: "registrar" }, client);
    expect(registrar).toMatchObject({ registrar: "Registrar Example", abuseMailbox: "abuse@registrar.example" });
    const host = await askRdap(reviewer, { ...about, of: "host" }, client);
    expect(host).toMatchObject({ network: "NET-EXAMPLE", abuseMailbox: "abuse@host.example" });
    await askRdap(reviewer, { ...about, of: "registrar" }, client);
    expect(asked.filter((path) => path === "/dns.json")).toHaveLength(1);
    const told = await desk.asOwner("SELECT 1 FROM access_log WHERE kind = 'registry_asked' AND subject = $1", [
      one.id,
    ]);
    expect(told.rowCount).toBe(3);
    const kept = await desk.asOwner("SELECT 1 FROM audit_entry WHERE changes::text LIKE '%registrar.example%'", []);
    expect(kept.rowCount).toBe(0);
  });

  test("asks about nothing but what the cases led to, and nothing for who may not prepare a notice", async () => {
    const one = await bot();
    const { asked, client } = await registry();
    const about = { caseNumbers: [one.number], of: "registrar", name: "somebody-else.com" } as const;
    expect(await endOf(askRdap(reviewer, about, client))).toContain("rdap_not_of_case");
    expect(await endOf(askRdap(volunteer, about, client))).toContain("forbidden");
    expect(asked).toEqual([]);
  });

  test("goes to no address of a private network, whatever a list of registries says", async () => {
    const one = await bot();
    const port = await servers.secure((_, response) =>
      response.end(JSON.stringify({ services: [[["com"], ["https://10.0.0.1/"]]] })),
    );
    const client = new RdapClient(toThisMachine, `https://a.example:${String(port)}/`);
    const about = { caseNumbers: [one.number], of: "registrar", name: "rencontre-ce-soir.com" } as const;
    expect(await endOf(askRdap(reviewer, about, client))).toMatch(/outgoing_(?:address|port)/);
  });
});
