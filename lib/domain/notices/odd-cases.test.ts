import { describe, expect, test } from "vitest";
import { complaints, schemasOf } from "@/lib/testing/json-schemas";
import { platformIds } from "../case/vocabulary";
import { buildAllForms } from "./builders";
import { channelSeeds } from "./channels";
import { noticeTitle } from "./compose-notice";
import { hostOf, uriOf } from "./json-file";
import type { NoticeFormat, NoticeInput } from "./notice-input";
import { noticeSchema } from "./notice-schema";
import { audiences } from "./recipients";
import { article16Notice, botCase, botNotice, sampleNotice, textIn } from "./sample-notice-input";
import { wordingIn } from "./wording-in";

const xarf = schemasOf("schemas/xarf-v4/schemas/v4");
const stix = schemasOf("schemas/stix-2.1/schemas");
const own = schemasOf("schemas/own-proposals");
own?.addSchema(noticeSchema, "notice");

type Json = Record<string, unknown>;
interface Filled {
  name: string;
  Attribute: { type: string; value: string }[];
}
const documents = (input: NoticeInput, format: NoticeFormat): Json[] => {
  const found = buildAllForms(input).find((one) => one.format === format);
  return found === undefined ? [] : ([JSON.parse(textIn(found.file.bytes))].flat() as Json[]);
};

const handles = [
  "élodie",
  "李雷",
  "🎭luna",
  "مريم",
  "a".repeat(300),
  "_",
  "@luna@social.example",
  "1234567890123456789",
  "lu\u202Ena",
  "=1+1",
  "o'b\\",
  "",
];
const addresses = [
  "https://exämple.com/ü?q=é",
  "https://bücher.example/@李雷",
  "https://a_b.example/x",
  "HTTPS://X.COM/LUNA",
  "https://user:pw@x.com:8443/a#b#c",
  "http://[2001:db8::1]/a",
  `https://x.com/${"p".repeat(1900)}`,
  "https://x.com/(a)[b]{c}'\"<d>|^`?e=[f]|g%zz",
  "",
];
const observed = [
  "https://a.example/'\"<>`|?x=[1]|2",
  "https://münchen.example/ü?q=é x",
  "http://[::1]/",
  "http://192.0.2.1/",
  "tg://resolve?domain=x",
  "mailto:a@b.example",
  "javascript:alert(1)",
  "not a url",
];

/** Each odd thing with the next of the others, for every platform, every kind of reader and both tracks. */
const odd: NoticeInput[] = platformIds.flatMap((platform, at) =>
  audiences.flatMap((audience, reader) =>
    handles.map((handle, which) => {
      const pick = <Value>(values: readonly Value[], step: number): Value =>
        values[(at + reader * step + which) % values.length] as Value;
      const kind = pick(["terms_report", "illegal_content_notice"] as const, 1);
      return {
        ...(kind === "terms_report" ? botNotice : { ...article16Notice, cases: botNotice.cases }),
        ...{ platform, platformName: platform, audience, language: pick(["en", "fr"] as const, 3) },
        channel: channelSeeds.find((channel) => channel.platform === platform) ?? botNotice.channel,
        cases: [
          {
            ...botCase,
            ...{ platform, firstSeen: null, lastSeen: null, onBehalf: "mandate" as const, mandateLabel: "M-1" },
            classification: pick(["stolen_photo_scammer", "redirecting_bot", "other_abuse"] as const, 2),
            locations: {
              profileUrl: pick(addresses, 5),
              handle,
              stableId: pick([null, "", "12345678901234567890", "did:web:x.example"], 1),
              contentUrls: [],
            },
            observables: [
              { kind: "link" as const, value: pick(observed, 2), leadsTo: pick([null, ...observed], 3) },
              { kind: "domain" as const, value: "xn--mnchen-3ya.example", leadsTo: null },
              { kind: "affiliate_id" as const, value: 'a"b=;', leadsTo: null },
            ],
          },
        ],
      };
    }),
  ),
);

describe("odd but legal cases", () => {
  test.skipIf(xarf === undefined)(
    "are XARF that validates, of hosts without brackets (skips without the fixtures)",
    () => {
      const reports = odd.flatMap((input) => documents(input, "xarf"));
      for (const report of reports) {
        expect(
          complaints(xarf, "https://xarf.org/schemas/v4/xarf-v4-master.json", report),
          JSON.stringify(report),
        ).toEqual([]);
        expect(report["source_identifier"]).toMatch(/^[a-z0-9_.:-]+$/u);
      }
      expect(reports.length).toBeGreaterThan(500);
    },
  );

  test.skipIf(stix === undefined)("are STIX whose links and accounts validate (skips without the fixtures)", () => {
    const objects = odd.flatMap((input) => documents(input, "stix")).flatMap((bundle) => bundle["objects"] as Json[]);
    const observables = objects.filter(
      ({ type }) => type === "url" || type === "user-account" || type === "domain-name",
    );
    const base = "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas/observables";
    for (const one of observables)
      expect(complaints(stix, `${base}/${String(one["type"])}.json`, one), JSON.stringify(one)).toEqual([]);
    expect(observables.length).toBeGreaterThan(500);
  });

  test("are MISP objects that hold something, with names where names belong", () => {
    const events = odd.flatMap((input) => documents(input, "misp"));
    const objects = events.flatMap(({ Event }) => (Event as { Object: Filled[] }).Object);
    for (const { name, Attribute } of objects) {
      expect(Attribute.length, name).toBeGreaterThan(0);
      for (const { type, value } of Attribute) {
        if (type === "hostname" || type === "domain")
          expect(value).toMatch(/^[a-z0-9_.-]+\.[a-z0-9-]*[a-z][a-z0-9-]*$/u);
        if (type === "url") expect(value).toMatch(/^https?:\/\//iu);
      }
    }
    expect(objects.length).toBeGreaterThan(500);
  });

  test.skipIf(own === undefined)(
    "are JSON that validates, Art. 16(2) in it only with an address (skips without the fixtures)",
    () => {
      const notices = odd.flatMap((input) => documents(input, "json"));
      const elements = notices.flatMap(({ article16 }) => (article16 === null ? [] : [article16]));
      for (const notice of notices) expect(complaints(own, "notice", notice)).toEqual([]);
      for (const one of elements)
        expect(complaints(own, "urn:proposal:dsa-art16-notice:1", one), JSON.stringify(one)).toEqual([]);
      expect(elements.length).toBeGreaterThan(200);
      expect(elements.length).toBeLessThan(notices.length);
    },
  );

  test("take every form that they can take without a fault, down to no case at all", () => {
    for (const input of [...odd, { ...botNotice, cases: [] }, { ...article16Notice, cases: [] }])
      expect(() => buildAllForms(input)).not.toThrow();
    expect(noticeTitle({ ...sampleNotice, cases: [] }, wordingIn("en"))).toBe(
      "Report under the rules of Instagram: 0 accounts",
    );
    expect(noticeTitle({ ...article16Notice, cases: [] }, wordingIn("fr"))).toMatch(/0 comptes sur Instagram$/u);
  });

  test("a link that somebody typed is exact for the platform, and harmless in every text for an authority", () => {
    const explanation =
      "Its bio leads to https://dating.example/?aff=1, observed twice; the price list is on http://prices.example too.";
    const textsOf = (audience: NoticeInput["audience"]) =>
      buildAllForms({ ...botNotice, audience, explanation })
        .filter(({ format }) => ["markdown", "stix", "misp", "json"].includes(format))
        .map(({ file }) => textIn(file.bytes).replaceAll("\\", ""));
    for (const text of textsOf("platform")) expect(text).toContain("https://dating.example/?aff=1, observed");
    for (const text of textsOf("authority")) {
      expect(text).not.toContain("https://dating.example/?aff=1, observed");
      expect(text).toContain("hxxps://dating[.]example/?aff=1, observed");
    }
  });
});

describe("an address as RFC 3986 spells it", () => {
  test.each([
    ["https://x.com", "https://x.com"],
    ["https://dating.example/?aff=123", "https://dating.example/?aff=123"],
    ["https://x.com/%C3%A9?a=b#c", "https://x.com/%C3%A9?a=b#c"],
    ["https://x.com/é|^[a]", "https://x.com/%C3%A9%7C%5E%5Ba%5D"],
    ["https://bücher.example/a b", "https://xn--bcher-kva.example/a%20b"],
    ["https://x.com/%zz", "https://x.com/%25zz"],
    ["https://x.com/#a#b", "https://x.com/#a%23b"],
    ["https://u:p@x.com:8443/a|", "https://u:p@x.com:8443/a%7C"],
    ["http://[2001:db8::1]/a|", "http://[2001:db8::1]/a%7C"],
    ["tg://resolve?domain=x", null],
    ["javascript:alert(1)", null],
    ["not a url", null],
    ["", null],
  ])("%s", (address, uri) => {
    expect(uriOf(address)).toBe(uri);
    expect(hostOf(address) === null).toBe(uri === null);
  });
});
