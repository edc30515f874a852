import { readFileSync } from "node:fs";
import { Lexicons, type LexiconDoc } from "@atproto/lexicon";
import Draft04 from "ajv";
import { describe, expect, it, test } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { complaints, schemasOf } from "@/lib/testing/json-schemas";
import type { Classification, PlatformId } from "../case/vocabulary";
import { audienceOf, forAudience, mayHave, shareables, type Shareable } from "./audience";
import { atprotoLack, atprotoReports, isWithinReason } from "./build-atproto";
import { buildAllForms } from "./builders";
import { mastodonReports } from "./build-mastodon";
import { missingElements } from "./missing-elements";
import type { NoticeCase, NoticeFormat, NoticeInput } from "./notice-input";
import {
  article16Notice,
  botCase,
  botNotice,
  sampleCase,
  sampleChannel,
  sampleNotice,
  textIn,
} from "./sample-notice-input";
import { audiences, mayReceiveAccounts, recipientKinds, type Audience } from "./recipients";
import { observableId } from "./stix-ids";

const naughtyFile = fixture("text/naughty-strings/blns.json");
const naughty = naughtyFile === undefined ? [] : (JSON.parse(readFileSync(naughtyFile, "utf8")) as string[]);
const xarf = schemasOf("schemas/xarf-v4/schemas/v4");
const stix = schemasOf("schemas/stix-2.1/schemas");
const mispFile = fixture("schemas/misp-event/schema-lax.json");
const lexiconFolder = fixture("schemas/atproto/lexicons");

type Json = Record<string, unknown>;

const form = (input: NoticeInput, format: NoticeFormat): string | null => {
  const found = buildAllForms(input).find((one) => one.format === format);
  return found === undefined ? null : textIn(found.file.bytes);
};
const documents = (input: NoticeInput, format: NoticeFormat): Json[] => {
  const text = form(input, format);
  return text === null ? [] : ([JSON.parse(text)].flat() as Json[]);
};
const did = "did:plc:zyxwvutsrqponmlkjihgfedc";
const blueskyCase: NoticeCase = {
  ...sampleCase,
  platform: "bluesky",
  locations: { profileUrl: `https://bsky.app/profile/${did}`, handle: "luna.example", stableId: did, contentUrls: [] },
};
const blueskyNotice: NoticeInput = {
  ...sampleNotice,
  platform: "bluesky",
  platformName: "Bluesky",
  channel: sampleChannel("bluesky-in-app"),
  cases: [blueskyCase],
};
const fediverseNotice: NoticeInput = {
  ...sampleNotice,
  platform: "fediverse",
  platformName: "social.example",
  channel: sampleChannel("fediverse-in-app"),
  cases: [
    {
      ...sampleCase,
      platform: "fediverse",
      locations: {
        profileUrl: "https://social.example/@luna",
        handle: "luna@social.example",
        stableId: null,
        contentUrls: [],
      },
    },
  ],
};
const both = ["en", "fr"] as const;
const usual: NoticeInput[] = both.flatMap((language) =>
  [sampleNotice, article16Notice, botNotice, blueskyNotice, fediverseNotice].map((input) => ({ ...input, language })),
);
/** Every naughty string where a person, an account or a destination could have put it. */
const hostile: NoticeInput[] = naughty.map((text) => ({
  ...botNotice,
  explanation: text,
  ruleCited: text,
  notifier: { ...botNotice.notifier, organisation: text.trim() === "" ? "A" : text, signatory: text },
  cases: [
    {
      ...botCase,
      locations: { ...botCase.locations, handle: text },
      observables: [...botCase.observables, { kind: "affiliate_id", value: text, leadsTo: null }],
    },
  ],
}));
const everything = [...usual, ...hostile];

describe("XARF v4", () => {
  it.skipIf(xarf === undefined)(
    "validates against the master schema, whatever was written (skips without the fixtures)",
    () => {
      let count = 0;
      for (const input of everything) {
        for (const report of documents(input, "xarf")) {
          count += 1;
          expect(complaints(xarf, "https://xarf.org/schemas/v4/xarf-v4-master.json", report)).toEqual([]);
        }
      }
      expect(count).toBeGreaterThan(naughty.length);
    },
  );

  it("reports an account as fraud on the first track and as spam on a social network on the second", () => {
    expect(documents(sampleNotice, "xarf").map(({ category, type }) => `${String(category)}/${String(type)}`)).toEqual([
      "content/fraud",
      "content/fraud",
    ]);
    expect(documents(botNotice, "xarf")).toMatchObject([
      {
        category: "messaging",
        type: "spam",
        protocol: "social_media",
        sender_name: "luna_fake",
        source_identifier: "x.com",
      },
    ]);
  });

  it("gives a host one report for each of its names, with its own links alone and no account", () => {
    const reports = documents({ ...botNotice, audience: "infrastructure" }, "xarf");
    expect(reports.map((report) => report["source_identifier"])).toEqual(["short.example", "dating-redirect.example"]);
    expect(reports[0]).toMatchObject({ spam_indicators: { suspicious_links: ["https://short.example/abc"] } });
    expect(JSON.stringify(reports)).not.toContain("luna_fake");
  });

  it("carries the id of its notice, account and desk: the same each time, another for any other", () => {
    const id = (input: NoticeInput) => documents(input, "xarf")[0]?.["report_id"];
    expect(id(botNotice)).toBe(id(structuredClone(botNotice)));
    const others = [
      { ...botNotice, noticeNumber: 58 },
      { ...botNotice, messageIdHost: "other.example" },
      { ...botNotice, cases: [{ ...botCase, number: 9 }] },
    ];
    expect(new Set([botNotice, ...others].map(id)).size).toBe(4);
  });

  it("does not exist before there is somebody to answer to", () => {
    expect(form({ ...botNotice, notifier: { ...botNotice.notifier, roleMailbox: "" } }, "xarf")).toBeNull();
  });
});

describe("STIX 2.1", () => {
  test.each([
    [
      { type: "user-account", account_login: "luna_fake", account_type: "twitter" },
      "82449e76-8488-5d61-aa3b-029608ac0537",
    ],
    [
      { type: "user-account", account_login: "élodie", account_type: "twitter" },
      "094f5d27-ba6d-5b0e-b31e-689d8fe2fb4e",
    ],
    [{ type: "url", value: "https://dating-redirect.example/?aff=123" }, "198761fd-3709-5ac0-8433-62d312321c51"],
    [{ type: "domain-name", value: "dating-redirect.example" }, "3e232c9f-15ca-5acd-be22-8dab07e64187"],
  ] as const)("gives %j the id that every other maker gives it", (properties, uuid) => {
    expect(observableId(properties)).toBe(`${properties.type}--${uuid}`);
  });

  const schemaOf: Record<string, string> = {
    "marking-definition": "common",
    "extension-definition": "common",
    "user-account": "observables",
    url: "observables",
    "domain-name": "observables",
    relationship: "sros",
  };

  it.skipIf(stix === undefined)("validates object by object, whatever was written (skips without the fixtures)", () => {
    const seen = new Set<string>();
    for (const input of everything) {
      for (const bundle of documents(input, "stix")) {
        for (const object of bundle["objects"] as Json[]) {
          const type = String(object["type"]);
          seen.add(type);
          const id = `http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/${schemaOf[type] ?? "sdos"}/${type}.json`;
          expect(complaints(stix, id, object), JSON.stringify(object)).toEqual([]);
        }
      }
    }
    expect([...seen].sort()).toEqual(
      ["domain-name", "extension-definition", "identity", "indicator", "marking-definition", "observed-data"].concat(
        "relationship",
        "report",
        "url",
        "user-account",
      ),
    );
  });

  it("names only objects that it holds, each once, and marks them TLP:AMBER", () => {
    for (const input of everything) {
      for (const bundle of documents(input, "stix")) {
        const objects = bundle["objects"] as (Json & { id: string })[];
        const ids = objects.map((object) => object.id);
        expect(new Set(ids).size).toBe(ids.length);
        const named = objects.flatMap((object) => [
          ...((object["object_refs"] ?? []) as string[]),
          ...["source_ref", "target_ref", "created_by_ref"].flatMap(
            (name) => (object[name] as string | undefined) ?? [],
          ),
          ...((object["object_marking_refs"] ?? []) as string[]),
        ]);
        for (const id of named) expect(ids).toContain(id);
        const marked = objects.filter((object) => object["type"] !== "marking-definition");
        for (const object of marked)
          expect(object["object_marking_refs"]).toEqual(["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"]);
      }
    }
  });

  it("has no identity but the organisation's, and no actor", () => {
    for (const bundle of documents(botNotice, "stix")) {
      const types = (bundle["objects"] as Json[]).map((object) => object["type"]);
      expect(types.filter((type) => type === "identity")).toHaveLength(1);
      expect(types).not.toContain("threat-actor");
    }
  });

  it("keeps an account's id when its platform's own number for it becomes known", () => {
    const idOf = (stableId: string | null) => {
      const cases = [{ ...botCase, locations: { ...botCase.locations, stableId } }];
      const objects = documents({ ...botNotice, cases }, "stix")[0]?.["objects"] as Json[];
      return objects.find((object) => object["type"] === "user-account")?.["id"];
    };
    expect(idOf("12345")).toBe(idOf(null));
    expect(idOf(null)).toBe("user-account--82449e76-8488-5d61-aa3b-029608ac0537");
  });
});

describe("MISP", () => {
  const validate = (() => {
    if (mispFile === undefined) return undefined;
    const schema = JSON.parse(readFileSync(mispFile, "utf8")) as Json;
    delete schema["$schema"];
    delete schema["id"];
    return new Draft04({ strict: false, allErrors: true }).compile(schema);
  })();

  it.skipIf(validate === undefined)("validates as an event, whatever was written (skips without the fixtures)", () => {
    for (const input of everything) {
      for (const event of documents(input, "misp"))
        expect(validate?.(event), JSON.stringify(validate?.errors)).toBe(true);
    }
  });

  it.skipIf(mispFile === undefined)(
    "fills its objects as their public templates have them (skips without the fixtures)",
    () => {
      const names = new Set<string>();
      for (const input of usual) {
        for (const { Event } of documents(input, "misp")) {
          for (const object of (Event as Json)["Object"] as (Json & { name: string; Attribute: Json[] })[]) {
            names.add(object.name);
            const file = fixture(`schemas/misp-objects/objects/${object.name}/definition.json`) ?? "";
            const template = JSON.parse(readFileSync(file, "utf8")) as {
              uuid: string;
              version: number;
              "meta-category": string;
              attributes: Record<string, { "misp-attribute": string }>;
              required?: string[];
              requiredOneOf?: string[];
            };
            expect([object["template_uuid"], object["template_version"], object["meta-category"]]).toEqual([
              template.uuid,
              String(template.version),
              template["meta-category"],
            ]);
            const filled = object.Attribute.map((one) => String(one["object_relation"]));
            for (const one of object.Attribute)
              expect(one["type"]).toBe(template.attributes[String(one["object_relation"])]?.["misp-attribute"]);
            for (const required of template.required ?? []) expect(filled).toContain(required);
            if (template.requiredOneOf) expect(filled.some((one) => template.requiredOneOf?.includes(one))).toBe(true);
          }
        }
      }
      expect([...names].sort()).toEqual([
        "domain-ip",
        "impersonation",
        "shortened-link",
        "tracking-id",
        "url",
        "user-account",
      ]);
    },
  );

  it("is published to nobody and seen by its reader's own organisation alone", () => {
    for (const input of usual)
      expect(documents(input, "misp")[0]).toMatchObject({ Event: { published: false, distribution: "0" } });
  });
});

describe("createReport", () => {
  const lexicons = (() => {
    if (lexiconFolder === undefined) return undefined;
    const names = [
      "com/atproto/admin/defs",
      "com/atproto/moderation/createReport",
      "com/atproto/moderation/defs",
      "com/atproto/repo/strongRef",
      "tools/ozone/report/defs",
      "tools/ozone/moderation/defs",
    ];
    const made = new Lexicons();
    for (const name of names) made.add(JSON.parse(readFileSync(`${lexiconFolder}/${name}.json`, "utf8")) as LexiconDoc);
    return made;
  })();

  it.skipIf(lexicons === undefined)(
    "is input that the lexicon takes, whatever was written (skips without the fixtures)",
    () => {
      const inputs = [
        blueskyNotice,
        ...naughty.map((explanation) => ({ ...blueskyNotice, explanation })),
        ...(["stolen_photo_scammer", "redirecting_bot", "other_abuse"] as Classification[]).map((classification) => ({
          ...blueskyNotice,
          cases: [{ ...blueskyCase, classification }],
        })),
      ];
      for (const input of inputs) {
        const reports = documents(input, "atproto");
        expect(reports).toHaveLength(1);
        for (const report of reports) lexicons?.assertValidXrpcInput("com.atproto.moderation.createReport", report);
      }
    },
  );

  it.skipIf(lexicons === undefined)("gives only reasons that the service knows (skips without the fixtures)", () => {
    const known = JSON.stringify(lexicons?.getDef("com.atproto.moderation.defs#reasonType"));
    for (const classification of ["stolen_photo_scammer", "redirecting_bot", "other_abuse"] as Classification[]) {
      const [report] = atprotoReports({ ...blueskyNotice, cases: [{ ...blueskyCase, classification }] });
      expect(known).toContain(report?.reasonType);
    }
  });

  it("names an account by its DID, and says so where none is known", () => {
    const cases = [{ ...blueskyCase, locations: { ...blueskyCase.locations, stableId: null } }];
    const without = { ...blueskyNotice, cases };
    expect(form(without, "atproto")).toBeNull();
    expect(atprotoLack(without, cases[0] ?? blueskyCase)).toBe("account_did");
    expect(atprotoReports(blueskyNotice)[0]?.subject.did).toBe(did);
  });

  it("counts graphemes and bytes, drops what is said elsewhere first, and never cuts", () => {
    const family = "👩‍👩‍👧‍👦";
    expect(isWithinReason(family.repeat(800))).toBe(true);
    expect(isWithinReason(family.repeat(801))).toBe(false);
    expect(isWithinReason("é".repeat(2000))).toBe(true);
    expect(isWithinReason("é".repeat(2001))).toBe(false);
    const long = { ...blueskyNotice, explanation: "a".repeat(1800) };
    const [report] = atprotoReports(long);
    expect(report?.reason).toContain(long.explanation);
    expect(report?.reason).toContain("Two persons of the organisation");
    const tooLong = { ...blueskyNotice, explanation: "a".repeat(2001) };
    expect(form(tooLong, "atproto")).toBeNull();
    expect(atprotoLack(tooLong, blueskyCase)).toBe("reason_too_long");
  });

  it("is nothing for another platform", () => {
    expect(form(sampleNotice, "atproto")).toBeNull();
  });
});

describe("the report to a Mastodon server", () => {
  it("has a comment of at most 1,000 characters and the category of what is alleged", () => {
    expect(mastodonReports(fediverseNotice)[0]).toMatchObject({ category: "other", forward: true });
    const bot = fediverseNotice.cases.map((entry) => ({ ...entry, classification: "redirecting_bot" as const }));
    expect(mastodonReports({ ...fediverseNotice, cases: bot })[0]?.category).toBe("spam");
    expect(mastodonReports({ ...fediverseNotice, kind: "illegal_content_notice" })[0]?.category).toBe("legal");
    for (const length of [10, 500, 700, 850]) {
      const [report] = mastodonReports({ ...fediverseNotice, explanation: "🎭".repeat(length) });
      expect([...(report?.comment ?? "")].length).toBeLessThanOrEqual(1000);
      expect(report?.comment).toContain("🎭".repeat(length));
    }
    expect(form({ ...fediverseNotice, explanation: "a".repeat(1001) }, "mastodon")).toBeNull();
  });
});

describe("who may get what", () => {
  const table: Record<Audience, Record<Shareable, "always" | "mandate" | "never">> = {
    platform: { accounts: "always", infrastructure: "always", payment: "never" },
    authority: { accounts: "always", infrastructure: "always", payment: "mandate" },
    mandate_giver: { accounts: "always", infrastructure: "always", payment: "never" },
    payment_firm: { accounts: "never", infrastructure: "never", payment: "mandate" },
    infrastructure: { accounts: "never", infrastructure: "always", payment: "never" },
    security_team: { accounts: "never", infrastructure: "always", payment: "never" },
  };

  test.each(audiences.flatMap((audience) => shareables.map((what) => [audience, what] as const)))(
    "%s and %s: as the table says",
    (audience, what) => {
      const rule = table[audience][what];
      expect([mayHave(audience, what, false), mayHave(audience, what, true)]).toEqual([
        rule === "always",
        rule !== "never",
      ]);
    },
  );

  it("says of every kind of recipient what the desk's own list says of accounts", () => {
    for (const kind of recipientKinds)
      expect(mayHave(audienceOf(kind), "accounts", false)).toBe(mayReceiveAccounts(kind));
  });

  it("holds in every form: no trace of an account, a link or a payee reaches who may not have it", () => {
    for (const onBehalf of ["none", "mandate"] as const) {
      for (const audience of audiences) {
        const cases = [{ ...botCase, onBehalf, mandateLabel: onBehalf === "mandate" ? "M-031" : null }];
        const input: NoticeInput = { ...botNotice, audience, cases };
        const isMandated = onBehalf === "mandate";
        for (const { format, file } of buildAllForms(input)) {
          // What is inside an e-mail or an evidence sheet in base64 is the other forms.
          const text = textIn(file.bytes).replace(/=\r\n/gu, "");
          const has = (word: string) => text.includes(word);
          const where = `${audience} ${format}`;
          if (!mayHave(audience, "accounts", isMandated)) expect(has("luna_fake"), where).toBe(false);
          if (!mayHave(audience, "infrastructure", isMandated)) expect(has("dating-redirect"), where).toBe(false);
          if (!mayHave(audience, "payment", isMandated)) expect(has("payee"), where).toBe(false);
        }
        const markdown = form(input, "markdown") ?? "";
        expect(markdown.includes("payee")).toBe(mayHave(audience, "payment", isMandated));
      }
    }
  });

  it("a text that names the account is not sent to who may not have it, and stands in no form until it is changed", () => {
    const input: NoticeInput = {
      ...botNotice,
      audience: "security_team",
      explanation: "LUNA_FAKE leads elsewhere, as was observed twice.",
    };
    expect(missingElements(input).map((element) => element.code)).toContain("account_in_text");
    expect(forAudience(input).explanation).toBe("");
    const silent = { ...botNotice, audience: "security_team" as const, cases: [{ ...botCase, observables: [] }] };
    expect(missingElements(silent).map((element) => element.code)).toContain("nothing_for_reader");
  });

  it("addresses are exact for who has to find them, and defanged in the texts of everybody else", () => {
    const authority = form({ ...botNotice, audience: "authority" }, "csv") ?? "";
    expect(authority).toContain("hxxps://x[.]com/luna_fake");
    expect(form(botNotice, "csv")).toContain("https://x.com/luna_fake");
    expect(form({ ...botNotice, audience: "infrastructure" }, "csv")).toContain("https://short.example/abc");
  });

  it("no form of any platform speaks of a minor", () => {
    const platforms: PlatformId[] = ["x", "instagram", "bluesky", "fediverse"];
    for (const platform of platforms) {
      const cases = [{ ...sampleCase, platform }];
      for (const { file } of buildAllForms({ ...sampleNotice, platform, cases }))
        expect(textIn(file.bytes)).not.toMatch(/csam|csem|childsafety|child/iu);
    }
  });
});
