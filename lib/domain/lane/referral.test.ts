import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { recipientOf, recipients, recipientsFor, referralChannels } from "./recipients";
import {
  referralDocument,
  referralKinds,
  referralSchema,
  type RecordedReferral,
  urgencies,
  whySchema,
} from "./referral";
import { referralLanguages, referralTexts } from "./referral-words";
import { laneKinds } from "./stay";

const account = {
  address: "https://x.example/perle_invented",
  handle: "perle_invented",
  platform: "X",
  observedAt: new Date("2026-11-20T19:30:00Z"),
};
const recorded: RecordedReferral = {
  id: "0b6c0d53-6d2f-4d0e-9d1f-0a8b1c2d3e4f",
  caseId: "5a8f6b1e-1f2d-4c3b-8a7e-9d0c1b2a3f4e",
  recipient: "PHAROS",
  kind: "suspected_minor_sexual",
  urgency: "same_hour",
  why: "Le profil annonce dix-sept ans dans sa présentation.",
  publishedAt: null,
  territoryHint: "",
  channelReference: "",
  isContactShared: false,
  referredAt: new Date("2026-11-20T19:50:00Z"),
};
const schemaFile = fixture("schemas/own-proposals/safety-referral.schema.json");

describe("what is recorded of a referral", () => {
  it.skipIf(schemaFile === undefined)(
    "fits the schema for every recipient, kind and urgency, with and without what is optional",
    () => {
      const ajv = new Ajv({ allErrors: true, strict: false });
      addFormats(ajv);
      const validate = ajv.compile(JSON.parse(readFileSync(schemaFile ?? "", "utf8")) as object);
      const full = {
        publishedAt: new Date(0),
        territoryHint: "Lyon",
        channelReference: "P-118",
        isContactShared: true,
      };
      for (const recipient of referralChannels)
        for (const kind of referralKinds)
          for (const urgency of urgencies)
            for (const more of [{}, full]) {
              const made = referralDocument({ ...recorded, recipient, kind, urgency, ...more }, account, new Date(1));
              expect(validate(made), JSON.stringify(validate.errors)).toBe(true);
            }
      const made = referralDocument(recorded, account, null);
      for (const forbidden of ["media", "sha256", "phash", "screenshot"]) {
        expect(made).not.toHaveProperty(forbidden);
        expect(validate({ ...made, [forbidden]: "x" })).toBe(false);
      }
    },
  );

  it("is refused with a field that the form does not have", () => {
    const { id: _id, caseId: _caseId, ...input } = recorded;
    expect(referralSchema.safeParse(input).success).toBe(true);
    expect(referralSchema.safeParse({ ...input, sha256: "x" }).success).toBe(false);
  });

  it.each([
    ["a digest", `Vu sur l’image ${"ab12".repeat(16)} publiée hier.`],
    ["a picture as text", "data:image/png;base64,iVBORw0KGgo= dans le profil"],
    ["nothing", "mineur"],
    ["a hidden character", "Le profil annonce\u202e dix-sept ans."],
    ["too much", "a ".repeat(600)],
  ])("takes words and never %s", (_what, text) => {
    expect(whySchema.safeParse(text).success).toBe(false);
  });

  it("takes a sentence on two lines", () => {
    expect(whySchema.safeParse("Le profil annonce dix-sept ans.\nUne tierce personne répond.").success).toBe(true);
  });
});

describe("the words for a recipient", () => {
  const words = {
    kind: recorded.kind,
    urgency: recorded.urgency,
    why: "é".repeat(1000),
    account,
    organisation: "Association inventée",
    mailbox: "desk@example.org",
  };

  it.each(recipients.flatMap(({ id }) => referralLanguages.map((language) => [id, language] as const)))(
    "%s in %s: every field is filled within its limit, with the exact address where one is asked for",
    (id, language) => {
      const recipient = recipientOf(id);
      for (const kind of referralKinds) {
        const texts = referralTexts(recipient, { ...words, kind, isContactShared: false }, language);
        expect(texts.map(({ key }) => key)).toEqual(recipient.fields.map(({ key }) => key));
        for (const [index, { key, text }] of texts.entries()) {
          expect(text).not.toBe("");
          expect(text.length, key).toBeLessThanOrEqual(recipient.fields[index]?.maxLength ?? 0);
          if (key === "address") expect(text).toBe(account.address);
        }
      }
    },
  );

  it("name no one about a minor unless the person of the lane chose to", () => {
    for (const id of ["PHAROS", "POINT_DE_CONTACT", "PLATFORM_CSAM_FORM"] as const) {
      const said = (isContactShared: boolean) =>
        referralTexts(recipientOf(id), { ...words, why: recorded.why, isContactShared }, "fr")
          .map(({ text }) => text)
          .join("\n");
      expect(said(false)).not.toMatch(/desk@example\.org|Association inventée/);
      expect(said(true)).toContain("desk@example.org");
    }
  });

  it("begin with immediate danger where there is one", () => {
    const [first] = referralTexts(
      recipientOf("17_112_114"),
      { ...words, why: recorded.why, urgency: "immediate_danger_17_112", isContactShared: false },
      "fr",
    );
    expect(first?.text).toContain("Danger immédiat");
  });

  it("are offered to somebody for every kind, and to the platform never about trafficking or a threat", () => {
    for (const kind of laneKinds) expect(recipientsFor(kind).length).toBeGreaterThan(2);
    for (const kind of ["trafficking", "threat_to_life"] as const)
      expect(recipientsFor(kind).filter(({ tellsPlatform }) => tellsPlatform)).toEqual([]);
    expect(recipientsFor("threat_to_life")[0]?.id).toBe("17_112_114");
    expect(recipientsFor("possible_minor")[0]?.id).toBe("PHAROS");
  });
});
