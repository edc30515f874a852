import { createHash } from "node:crypto";
import Ajv from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "@/lib/cli/postgres/embedded";
import { closeDb, db, useDatabase } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { DomainError } from "@/lib/domain/errors";
import { noticeSchema } from "@/lib/domain/notices/notice-schema";
import { addCalendarMonths } from "@/lib/domain/notices/tracking";
import { getNotice } from "@/lib/queries/get-notice";
import { readNoticeDocument } from "@/lib/queries/get-notice-document";
import { createActor } from "@/lib/testing/factories";
import { caseNow, confirmedCase, nameOrganisation, organisation, verifiedMandate } from "@/lib/testing/notice-desk";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/test-database";
import { discardNotice } from "./discard-notice";
import { editNotice } from "./edit-notice";
import { prepareNotice } from "./prepare-notice";
import { recordAnswer } from "./record-answer";
import { recordReceipt } from "./record-receipt";
import { sendNotice } from "./send-notice";
import { verifyGone } from "./verify-gone";

let database: TestDatabase;
let reviewer: UserActor;
let volunteer: UserActor;

beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database.appUrl);
  reviewer = await createActor("reviewer");
  volunteer = await createActor("volunteer");
  await nameOrganisation();
});
afterAll(async () => {
  await closeDb();
  await database.drop();
});

const now = () => new Date();
const refusal = async (work: Promise<unknown>): Promise<DomainError> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof DomainError) return error;
  throw new Error("no refusal", { cause: error });
};
const draft = async (seeds = 1, options: Partial<Parameters<typeof confirmedCase>[0]> = {}) => {
  const cases = [];
  for (let index = 0; index < seeds; index += 1) cases.push(await confirmedCase({ reporter: volunteer, ...options }));
  const made = await prepareNotice(reviewer, {
    kind: "terms_report",
    channelId: "x-in-app",
    caseNumbers: cases.map((one) => one.number),
  });
  return { ...made, cases };
};
const sending = (number: number, version: number) => ({
  number,
  version,
  format: "form_text" as const,
  sentAt: now(),
  kept: [],
  reference: "",
});

/** An Art. 16 draft that lacks nothing. */
const article16 = async () => {
  const mandate = await verifiedMandate(reviewer);
  const one = await confirmedCase({ reporter: volunteer, mandateId: mandate.id });
  const { number } = await prepareNotice(reviewer, {
    kind: "illegal_content_notice",
    channelId: "x-dsa-form",
    caseNumbers: [one.number],
  });
  const { version } = await editNotice(reviewer, {
    number,
    version: 1,
    edit: { legalGrounds: ["FR-CP-226-4-1"], goodFaith: true },
  });
  return { number, version, one, mandate };
};

describe("preparing", () => {
  test("fills in what is known, in words that only observe and allege", async () => {
    const { number } = await draft(2);
    const { input, missing } = await getNotice(reviewer, number);
    expect(input.explanation).toMatch(/observed.*alleged/);
    expect(input.cases.map((one) => one.confirmedSignals)).toEqual([["SPS-01"], ["SPS-01"]]);
    expect(missing).toEqual([]);
  });

  test("refuses cases of two platforms, cases that are not confirmed, and whoever may not prepare", async () => {
    const here = await confirmedCase({ reporter: volunteer });
    const there = await confirmedCase({ reporter: volunteer, platform: "instagram" });
    const open = await confirmedCase({ reporter: volunteer, state: "open" });
    const asked = (caseNumbers: number[]) =>
      prepareNotice(reviewer, { kind: "terms_report", channelId: "x-in-app", caseNumbers });
    expect((await refusal(asked([here.number, there.number]))).reason).toBe("notice_of_two_platforms");
    expect((await refusal(asked([open.number]))).reason).toBe("notice_case_not_confirmed");
    const byVolunteer = prepareNotice(volunteer, {
      kind: "terms_report",
      channelId: "x-in-app",
      caseNumbers: [here.number],
    });
    expect((await refusal(byVolunteer)).code).toBe("forbidden");
  });

  test("a case of the safety lane does not exist for a notice", async () => {
    const hidden = await confirmedCase({ reporter: volunteer, state: "safeguarding" });
    const asked = prepareNotice(reviewer, {
      kind: "terms_report",
      channelId: "x-in-app",
      caseNumbers: [hidden.number],
    });
    expect((await refusal(asked)).code).toBe("not_found");
  });

  test("a case that one person decided never becomes an Art. 16 notice, and its report says one person", async () => {
    const { number, version, cases } = await draft(1, { decidedBy: "one_person" });
    const solo = cases[0];
    const asked = prepareNotice(reviewer, {
      kind: "illegal_content_notice",
      channelId: "x-dsa-form",
      caseNumbers: [solo?.number ?? 0],
    });
    expect((await refusal(asked)).reason).toBe("notice_needs_two_persons");
    const turned = editNotice(reviewer, {
      number,
      version,
      edit: { kind: "illegal_content_notice", channelId: "x-dsa-form" },
    });
    expect((await refusal(turned)).reason).toBe("notice_needs_two_persons");
    const { forms } = await getNotice(reviewer, number);
    const texts = forms.filter((form) => form.format !== "eml" && form.text !== null);
    for (const { text } of texts) expect(text).toMatch(/one.person/);
  });
});

describe("Art. 16", () => {
  test("is refused with each missing element named, in the code and on the screen alike", async () => {
    const one = await confirmedCase({ reporter: volunteer, signals: {} });
    const { number } = await prepareNotice(reviewer, {
      kind: "illegal_content_notice",
      channelId: "x-dsa-form",
      caseNumbers: [one.number],
    });
    const { version } = await editNotice(reviewer, { number, version: 1, edit: { explanation: "Too short." } });
    const named = ["explanation_too_short", "observed_fact", "mandate", "good_faith"];
    expect((await getNotice(reviewer, number)).missing.map((element) => element.code)).toEqual(named);
    expect((await refusal(sendNotice(reviewer, sending(number, version)))).details["elements"]).toEqual(named);
    await nameOrganisation({ ...organisation, organisation_name: "", signatory: "", role_mailbox: "" });
    const without = (await getNotice(reviewer, number)).missing.map((element) => element.code);
    await nameOrganisation();
    expect(without).toEqual([...named, "organisation", "role_mailbox", "signatory"]);
  });

  test("is refused by the database as well, also on the way to another state than sent", async () => {
    const one = await confirmedCase({ reporter: volunteer });
    const { number } = await prepareNotice(reviewer, {
      kind: "illegal_content_notice",
      channelId: "x-dsa-form",
      caseNumbers: [one.number],
    });
    for (const state of ["sent", "received", "answered"]) {
      const past = withClient(database.ownerUrl, (client) =>
        client.query("UPDATE notice SET state = $2 WHERE number = $1", [number, state]),
      );
      await expect(past).rejects.toThrow(/needs good faith, a legal ground, a valid mandate and two persons/);
    }
  });

  test("leaves with its four elements, and the trail names who confirmed good faith while no form does", async () => {
    const { number, version } = await article16();
    await sendNotice(reviewer, sending(number, version));
    const row = await db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } });
    expect([row.state, row.goodFaithBy]).toEqual(["sent", reviewer.id]);
    const documents = await db().noticeDocument.findMany({ where: { noticeId: row.id } });
    for (const { bytes } of documents) expect(Buffer.from(bytes).toString()).not.toContain(reviewer.pseudonym);
    const validate = addFormats(new Ajv()).compile(noticeSchema);
    const json = documents.find((one) => one.format === "json");
    expect(validate(JSON.parse(Buffer.from(json?.bytes ?? []).toString())), JSON.stringify(validate.errors)).toBe(true);
  });

  test("good faith is about a text: who changes the text takes it back", async () => {
    const { number, version } = await article16();
    const after = await editNotice(reviewer, { number, version, edit: { ruleCited: "Another rule" } });
    expect((await refusal(sendNotice(reviewer, sending(number, after.version)))).details["elements"]).toEqual([
      "good_faith",
    ]);
  });

  test("a ground is chosen only where every case has a valid mandate", async () => {
    const one = await confirmedCase({ reporter: volunteer });
    const { number } = await prepareNotice(reviewer, {
      kind: "illegal_content_notice",
      channelId: "x-dsa-form",
      caseNumbers: [one.number],
    });
    const chosen = editNotice(reviewer, { number, version: 1, edit: { legalGrounds: ["FR-CP-226-4-1"] } });
    expect((await refusal(chosen)).reason).toBe("notice_ground_needs_mandate");
  });
});

describe("sending", () => {
  test("what is previewed is what is frozen is what is downloaded, to the byte, with its SHA-256", async () => {
    const { number, version } = await draft(2);
    const before = await getNotice(reviewer, number);
    const previewsOnDemand = new Map<string, string>();
    for (const format of ["pdf", "eml"] as const)
      previewsOnDemand.set(format, (await readNoticeDocument(reviewer, number, format)).sha256);
    await sendNotice(reviewer, { ...sending(number, version), seen: before.fingerprint ?? "" });
    const after = await getNotice(reviewer, number);
    const formats = before.forms.map((form) => form.format);
    expect(formats).toEqual(["form_text", "markdown", "pdf", "eml", "csv", "json", "xarf", "stix", "misp"]);
    for (const format of formats) {
      const previewed = before.forms.find((form) => form.format === format);
      const shown = after.forms.find((form) => form.format === format);
      const file = await readNoticeDocument(reviewer, number, format);
      const digest = createHash("sha256").update(file.bytes).digest("hex");
      // The paper and the message that carries it are made when somebody asks to see them.
      const onDemand = previewsOnDemand.get(format);
      expect(digest).toBe(onDemand ?? previewed?.sha256);
      expect([previewed?.text === null, onDemand !== undefined]).toEqual(
        Array(2).fill(format === "pdf" || format === "eml"),
      );
      if (onDemand === undefined) expect(Buffer.from(file.bytes).toString("utf8")).toBe(previewed?.text);
      if (onDemand === undefined) expect(shown).toEqual(previewed);
      else expect(shown?.sha256).toBe(onDemand);
    }
    const log = await db().accessLog.count({ where: { kind: "notice_downloaded", actor: `user:${reviewer.id}` } });
    expect(log).toBe(formats.length + previewsOnDemand.size);
  });

  test("a notice whose facts changed under the sender's eyes is not recorded", async () => {
    const { number, version } = await draft();
    const { fingerprint } = await getNotice(reviewer, number);
    await nameOrganisation({ ...organisation, signatory: "Somebody else" });
    const sent = sendNotice(reviewer, { ...sending(number, version), seen: fingerprint ?? "" });
    expect((await refusal(sent)).reason).toBe("notice_changed");
    await nameOrganisation();
    expect(
      await db().noticeDocument.count({
        where: { noticeId: (await db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } })).id },
      }),
    ).toBe(0);
  });

  test("lets one of ten simultaneous sends win", async () => {
    const { number, version, cases } = await draft();
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => sendNotice(reviewer, sending(number, version))),
    );
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const lost of results.filter((one) => one.status === "rejected"))
      expect((lost.reason as DomainError).code).toBe("conflict");
    const noticeId = (await db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } })).id;
    expect(await db().noticeEvent.count({ where: { noticeId } })).toBe(1);
    expect((await caseNow(cases[0]?.id ?? "")).state).toBe("notified");
  });

  test("a sent notice never changes, neither by the product nor past it", async () => {
    const { number, version } = await draft();
    const sent = await sendNotice(reviewer, sending(number, version));
    expect(
      (await refusal(editNotice(reviewer, { number, version: sent.version, edit: { explanation: "x" } }))).reason,
    ).toBe("notice_not_draft");
    expect((await refusal(discardNotice(reviewer, { number, version: sent.version }))).reason).toBe("notice_not_draft");
    await withClient(database.ownerUrl, async (client) => {
      await expect(client.query("UPDATE notice SET explanation = 'x' WHERE number = $1", [number])).rejects.toThrow(
        /never changes/,
      );
      await expect(client.query("UPDATE notice_document SET bytes = ''")).rejects.toThrow(/append-only/);
      await expect(client.query("DELETE FROM notice_document")).rejects.toThrow(/append-only/);
    });
  });

  test("a name that a person listed is found however it is written, and stays only for a reason that is recorded", async () => {
    const { number, version, cases } = await draft();
    const said = "Le compte se présente comme ELODIE-MARTIN et demande +32 470 12 34 56, deux fois vu.";
    const edit = { explanation: said, withheldNames: ["Élodie Martin"] };
    const edited = await editNotice(reviewer, { number, version, edit });
    const { thirdParty } = await getNotice(reviewer, number);
    expect(thirdParty.map(({ kind, text }) => [kind, text])).toEqual([
      ["name", "ELODIE-MARTIN"],
      ["phone", "+32 470 12 34 56"],
    ]);
    const kept = [{ text: "+32 470 12 34 56", because: "It is the account's own contact." }];
    const unsaid = sendNotice(reviewer, { ...sending(number, edited.version), kept });
    expect((await refusal(unsaid)).reason).toBe("notice_third_party_data");
    const name = { text: "ELODIE-MARTIN", because: "The platform knows her under this name." };
    await sendNotice(reviewer, { ...sending(number, edited.version), kept: [...kept, name] });
    const { keptFlags } = await getNotice(reviewer, number);
    expect(keptFlags.map(({ kind, because, keptBy }) => [kind, because, keptBy])).toEqual([
      ["name", name.because, reviewer.id],
      ["phone", kept[0]?.because, reviewer.id],
    ]);
    const trail = await withClient(database.ownerUrl, (client) =>
      client.query("SELECT 1 FROM audit_entry WHERE changes::text ~* 'lodie|knows her'"),
    );
    expect(trail.rowCount).toBe(0);
    const again = await prepareNotice(reviewer, {
      ...{ kind: "terms_report" as const, channelId: "x-in-app" },
      caseNumbers: cases.map((one) => one.number),
    });
    expect((await getNotice(reviewer, again.number)).withheldNames).toEqual(["Élodie Martin"]);
  });

  test("data of third persons is masked or kept before anything leaves", async () => {
    const { number, version } = await draft();
    const text = "The account asked for payment and gave 06 12 34 56 78 as its contact in several messages.";
    const edited = await editNotice(reviewer, { number, version, edit: { explanation: text } });
    expect((await refusal(sendNotice(reviewer, sending(number, edited.version)))).reason).toBe(
      "notice_third_party_data",
    );
    await sendNotice(reviewer, {
      ...sending(number, edited.version),
      kept: [{ text: "06 12 34 56 78", because: "The desk asks for the number." }],
    });
  });

  test("nothing was sent tomorrow", async () => {
    const { number, version } = await draft();
    const sentAt = new Date(Date.now() + 86_400_000);
    expect((await refusal(sendNotice(reviewer, { ...sending(number, version), sentAt }))).reason).toBe(
      "notice_date_in_future",
    );
  });

  test("a draft loses a case that goes into the safety lane, on screen and in every form; who had it open sends nothing", async () => {
    const { number, version, cases } = await draft(2);
    await withClient(database.ownerUrl, (client) =>
      client.query(`UPDATE "case" SET state = 'safeguarding', version = version + 1 WHERE id = $1`, [cases[0]?.id]),
    );
    const shown = await getNotice(reviewer, number);
    expect(JSON.stringify(shown)).not.toContain(cases[0]?.handle ?? "");
    expect(shown.input.cases).toHaveLength(1);
    expect((await refusal(sendNotice(reviewer, sending(number, version)))).reason).toBe("notice_changed");
    const { bytes } = await readNoticeDocument(reviewer, number, "json");
    expect(Buffer.from(bytes).toString("utf8")).not.toContain(cases[0]?.handle ?? "");
  });

  test("the frozen documents of a sent notice are closed once one of its cases is in the safety lane", async () => {
    const { number, version, cases } = await draft(2);
    await sendNotice(reviewer, sending(number, version));
    await readNoticeDocument(reviewer, number, "json");
    await withClient(database.ownerUrl, (client) =>
      client.query(`UPDATE "case" SET state = 'safeguarding', version = version + 1 WHERE id = $1`, [cases[0]?.id]),
    );
    await expect(readNoticeDocument(reviewer, number, "json")).rejects.toThrow(/not_found/);
  });
});

describe("tracking", () => {
  test("receipt, decision and disappearance move the case and its next date", async () => {
    const { number, version, cases } = await draft(2);
    const [first, second] = cases;
    if (!first || !second) throw new Error("no cases");
    const sentAt = new Date(Date.now() - 3_600_000);
    await sendNotice(reviewer, { ...sending(number, version), sentAt });
    expect((await caseNow(first.id)).dueAt).toEqual(new Date(sentAt.getTime() + 72 * 3_600_000));
    const receivedAt = now();
    await recordReceipt(reviewer, { number, reference: "7731", receivedAt });
    expect((await caseNow(first.id)).dueAt).toEqual(new Date(receivedAt.getTime() + 14 * 86_400_000));
    const informedOn = new Date("2026-08-31T00:00:00Z");
    await recordAnswer(reviewer, { number, caseNumbers: [first.number], outcome: "refused", informedOn, note: "" });
    const deadline = addCalendarMonths(informedOn, 6);
    expect(deadline.toISOString()).toBe("2027-02-28T00:00:00.000Z");
    expect(await caseNow(first.id)).toMatchObject({ state: "refused", lastOutcome: "refused", dueAt: deadline });
    expect((await db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } })).state).toBe("received");
    await recordAnswer(reviewer, {
      number,
      caseNumbers: [second.number],
      outcome: "account_removed",
      informedOn,
      note: "",
    });
    expect((await caseNow(second.id)).state).toBe("actioned");
    expect((await db().notice.findUniqueOrThrow({ where: { number: BigInt(number) } })).state).toBe("answered");
    await verifyGone(reviewer, { number, caseNumber: first.number, verifiedAt: now(), seen: "" });
    expect(await caseNow(first.id)).toMatchObject({ state: "actioned", lastOutcome: "verified_gone", dueAt: null });
  });

  test("silence of all recipients makes a case unanswered, and a further recipient opens it again", async () => {
    const { number, version, cases } = await draft();
    const one = cases[0];
    if (!one) throw new Error("no case");
    await sendNotice(reviewer, { ...sending(number, version), reference: "R-1" });
    await recordAnswer(reviewer, { number, caseNumbers: [], outcome: "no_answer", informedOn: now(), note: "" });
    expect((await caseNow(one.id)).state).toBe("unanswered");
    const again = await prepareNotice(reviewer, {
      kind: "terms_report",
      channelId: "x-impersonation-form",
      caseNumbers: [one.number],
    });
    await sendNotice(reviewer, sending(again.number, again.version));
    expect((await caseNow(one.id)).state).toBe("notified");
    await recordAnswer(reviewer, {
      number: again.number,
      caseNumbers: [],
      outcome: "refused_unfounded",
      informedOn: now(),
      note: "",
    });
    expect((await caseNow(one.id)).state).toBe("notified");
    await recordAnswer(reviewer, { number, caseNumbers: [], outcome: "refused", informedOn: now(), note: "" });
    expect((await caseNow(one.id)).state).toBe("refused");
  });

  test("nothing is recorded about a draft", async () => {
    const { number } = await draft();
    expect((await refusal(recordReceipt(reviewer, { number, reference: "", receivedAt: now() }))).reason).toBe(
      "notice_not_sent",
    );
  });
});
