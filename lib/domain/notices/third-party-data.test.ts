import { describe, expect, it } from "vitest";
import { findThirdPartyData, isIban, maskSpan, maskSpans } from "./third-party-data";

const found = (text: string, own: string[] = []): [string, string][] =>
  findThirdPartyData(text, own).map((span) => [span.kind, span.text]);

describe("findThirdPartyData", () => {
  it.each([
    "06 12 34 56 41",
    "06.12.34.56.41",
    "0612345641",
    "06-12-34-56-41",
    "06\u202F12\u00A034\u200956\u00A041",
    "+33 6 12 34 56 41",
    "+33 (0)6 12 34 56 41",
    "0033612345641",
    "+32 470 12 34 56",
    "0470 12 34 56",
    "+44 7700 900123",
    "(415) 555-2671",
    "０６ １２ ３４ ５６ ４１",
  ])("finds the telephone number %s in a sentence", (phone) => {
    const text = `They give ${phone} as contact, observed twice.`;
    expect(found(text)).toEqual([["phone", phone]]);
    const span = findThirdPartyData(text)[0];
    expect(text.slice(span?.start, span?.end)).toBe(phone);
  });

  it.each([
    "lou.vesper@example.com",
    "a+b@mail.example.co.uk",
    "zoé@exemple.fr",
    "lou [at] example [dot] com",
    "lou(arobase)exemple.fr",
  ])("finds the e-mail address %s", (email) => {
    expect(found(`write to ${email}, she says.`)).toEqual([["email", email]]);
  });

  it.each([
    "FR76 3000 6000 0112 3456 7890 189",
    "FR7630006000011234567890189",
    "DE89370400440532013000",
    "be68 5390 0754 7034",
    "GB29 NWBK 6016 1331 9268 19",
  ])("finds the IBAN %s, whatever follows it", (iban) => {
    expect(found(`pay to ${iban} et merci`)).toEqual([["iban", iban]]);
    expect(found(`IBAN: ${iban}.`)).toEqual([["iban", iban]]);
    expect(isIban(iban)).toBe(true);
  });

  it("does not take a wrong checksum for an IBAN", () => {
    expect(isIban("FR7630006000011234567890188")).toBe(false);
    expect(isIban("ZZ7630006000011234567890189")).toBe(false);
    expect(found("DE89370400440532013001")).toEqual([]);
  });

  it.each([
    "Observed on 01/02/2026 12:00 and on 02.11.2026 14:30.",
    "2026-11-22 06:31, 2 November 2026, since March 2025",
    "id 58990011223, 1795329060, 947 / 1 000, 15 000 EUR",
    "https://www.instagram.com/p/0612345641/ and hxxps://x[.]com/0612345641",
    "@lou@mastodon.example follows, art. 226-4-1",
    "user-0612345641x and abc0612345641",
    "",
  ])("finds nothing in %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("finds the number in a link that dials it", () => {
    expect(found("https://wa.me/33612345641 and tel:+33612345641")).toEqual([
      ["phone", "33612345641"],
      ["phone", "+33612345641"],
    ]);
  });

  it("leaves alone what the notice itself means to say", () => {
    const text = "Write to Signalement@collectif.example, not to lou@example.com.";
    expect(found(text, ["signalement@collectif.example"])).toEqual([["email", "lou@example.com"]]);
  });

  it("gives spans in order, none over another", () => {
    const text = "lou@example.com, 06 12 34 56 41, FR7630006000011234567890189, +33 6 98 76 54 32";
    const spans = findThirdPartyData(text);
    expect(spans.map((span) => span.kind)).toEqual(["email", "phone", "iban", "phone"]);
    for (const [index, span] of spans.entries()) {
      expect(text.slice(span.start, span.end)).toBe(span.text);
      if (index > 0) expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
    }
  });

  it("stays quick on long hostile text", () => {
    for (const part of ["0", "0 ", "a.", "a@", "+1 ", "FR76", "(at) ", "@a.a", "1-"]) {
      const start = performance.now();
      findThirdPartyData(part.repeat(10_000));
      expect(performance.now() - start, part).toBeLessThan(2000);
    }
  });
});

describe("masking", () => {
  it("leaves the first and last two signs and is not found again", () => {
    const text = "call 06 12 34 56 41 or lou@example.com or FR76 3000 6000 0112 3456 7890 189 now";
    const masked = maskSpans(text, findThirdPartyData(text));
    expect(masked).toBe("call 06 ·· ·· ·· 41 or l···@··· or FR·· ···· ···· ···· ···· ···· ·89 now");
    expect(findThirdPartyData(masked)).toEqual([]);
  });

  it("touches one span and nothing else", () => {
    const text = "06 12 34 56 41 / 06 12 34 56 42";
    const [, second] = findThirdPartyData(text);
    if (second === undefined) throw new Error("two numbers were expected");
    expect(maskSpan(text, second)).toBe("06 12 34 56 41 / 06 ·· ·· ·· 42");
  });
});

describe("what may stand in a text", () => {
  it("a desk's own reference is no telephone, whatever its digits", () => {
    const text = "Your case 0427-115830 was closed. Call 04 27 11 58 31.";
    expect(findThirdPartyData(text, ["0427-115830"]).map((span) => span.text)).toEqual(["04 27 11 58 31"]);
    expect(findThirdPartyData("Ref. R-0612345678", ["R-0612345678"])).toEqual([]);
  });

  it("own words do not hide what is longer than they are", () => {
    expect(findThirdPartyData("lou@mail.example", ["lou"]).map((span) => span.kind)).toEqual(["email"]);
  });
});
