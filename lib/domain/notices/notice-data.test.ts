import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { platformIds } from "../case/vocabulary";
import { signalCodes } from "../signals/checklists";
import { channelSeeds, channelStaleDays, isChannelStale } from "./channels";
import { filers } from "./channel-seed";
import { defang, defangText } from "./defang";
import { defaultDsa, dsaCategories, dsaKeywords, dsaVocabulary } from "./dsa-keywords";
import { groundsFor, legalGroundCodes, legalGrounds } from "./legal-grounds";
import { missingElementCodes } from "./missing-elements";
import { noticeFormats, noticeLanguages } from "./notice-input";
import { noticeRefusalReasons } from "./notice-refusals";
import { platformRules, rulesFor } from "./rules";
import { wordingIn } from "./wording-in";

const enumsFile = fixture("schemas/dsa-transparency-database/enums.json");

describe("channels", () => {
  it("give every platform at least one desk that takes a report under its rules", () => {
    for (const platform of platformIds) {
      const usable = channelSeeds.filter(
        (seed) => seed.platform === platform && seed.isEnabled && seed.takes.includes("terms_report"),
      );
      expect(usable.length, platform).toBeGreaterThan(0);
    }
  });

  it("have one id each, and fields with one key each", () => {
    expect(new Set(channelSeeds.map((seed) => seed.id)).size).toBe(channelSeeds.length);
    for (const seed of channelSeeds) {
      expect(new Set(seed.fields.map((field) => field.key)).size, seed.id).toBe(seed.fields.length);
    }
  });

  it("claim no verification that nobody of this desk has made", () => {
    for (const seed of channelSeeds) expect(seed.verifiedOn, seed.id).toBeNull();
  });

  it("lead to https pages and plain mailboxes only", () => {
    for (const seed of channelSeeds) {
      if (seed.url !== null) expect(new URL(seed.url).protocol, seed.id).toBe("https:");
      if (seed.mailbox !== null) expect(seed.mailbox, seed.id).toMatch(/^[a-z]+@[a-z]+\.[a-z]+$/u);
      if (seed.kind !== "email") expect(seed.fields.length, seed.id).toBeGreaterThan(0);
    }
  });

  it("go stale ninety days after they were verified, and are stale before", () => {
    const verified = new Date("2026-08-01T00:00:00Z");
    const after = (days: number): Date => new Date(verified.getTime() + days * 86_400_000);
    expect(isChannelStale(null, verified)).toBe(true);
    expect(isChannelStale(verified, after(channelStaleDays))).toBe(false);
    expect(isChannelStale(verified, after(channelStaleDays + 1))).toBe(true);
  });
});

describe("legal grounds", () => {
  it("are one entry for each code, in both languages", () => {
    expect(legalGrounds.map((ground) => ground.code)).toEqual(legalGroundCodes);
    for (const ground of legalGrounds) expect(ground.label.en !== "" && ground.label.fr !== "", ground.code).toBe(true);
  });

  it("never offer for an ordinary case what belongs to the safety lane", () => {
    for (const classification of ["stolen_photo_scammer", "redirecting_bot", "other_abuse"] as const) {
      const offered = groundsFor(classification);
      expect(offered.length).toBeGreaterThan(0);
      expect(offered.some((ground) => ground.isSafetyOnly)).toBe(false);
    }
    expect(groundsFor("authentic")).toEqual([]);
    expect(legalGrounds.filter((ground) => ground.isSafetyOnly)).toHaveLength(3);
  });
});

describe("DSA categories and keywords", () => {
  it.skipIf(enumsFile === undefined)("are those of the Transparency Database (skips without the fixtures)", () => {
    const published = readFileSync(enumsFile ?? "", "utf8");
    for (const word of [...dsaCategories, ...dsaKeywords]) expect(published, word).toContain(`"${word}"`);
  });

  it("hold nothing about minors or trafficking", () => {
    expect([...dsaCategories, ...dsaKeywords].join(" ")).not.toMatch(/MINOR|CHILD|TRAFFICK|EXPLOIT/u);
    expect(new Set(dsaKeywords).size).toBe(dsaKeywords.length);
  });

  it("propose impersonation for photos and hidden advertising for observed affiliate links", () => {
    const fraud = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD";
    expect(defaultDsa([{ classification: "stolen_photo_scammer", confirmedSignals: [] }])).toEqual({
      category: fraud,
      keywords: ["KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING", "KEYWORD_INAUTHENTIC_ACCOUNTS"],
    });
    expect(defaultDsa([{ classification: "redirecting_bot", confirmedSignals: ["RB-04"] }])).toEqual({
      category: fraud,
      keywords: ["KEYWORD_INAUTHENTIC_ACCOUNTS", "KEYWORD_HIDDEN_ADVERTISEMENT"],
    });
    expect(defaultDsa([{ classification: "redirecting_bot", confirmedSignals: ["RB-01"] }]).keywords).toHaveLength(1);
    expect(Object.keys(dsaVocabulary)).toContain(fraud);
  });
});

describe("platform rules", () => {
  it("are proposed only for their own platform and track", () => {
    expect(rulesFor("x", ["redirecting_bot"]).map((rule) => rule.name)).toEqual([
      "Authenticity policy: unauthorised automation",
    ]);
    expect(rulesFor("mym", ["stolen_photo_scammer"])).toEqual([]);
    for (const rule of platformRules) expect(rule.fits.length).toBeGreaterThan(0);
  });
});

describe("the notice's own sentences", () => {
  it("have a fact for every signal, in both languages", () => {
    for (const language of noticeLanguages)
      expect(Object.keys(wordingIn(language).fact).sort()).toEqual([...signalCodes].sort());
  });

  it("accuse nobody", () => {
    for (const language of ["en", "fr"]) {
      const source = readFileSync(new URL(`./wording-${language}.ts`, import.meta.url), "utf8").replace(
        /^\s+\w+: /gmu,
        "",
      );
      expect(source).not.toMatch(
        /scam|fraudst|crimin|thief|thieves|stole|liar|fake|suspect|escroc|volé|voleu|faussaire|menteu|arnaqu|coupable/iu,
      );
    }
  });

  it("say of each fact that it was observed, reported, declared or alleged", () => {
    for (const code of signalCodes) {
      expect(wordingIn("en").fact[code], code).toMatch(/observed|reported|declared|allege/u);
      expect(wordingIn("fr").fact[code], code).toMatch(/observé|rapporté|déclaré|allèguent/u);
    }
  });
});

describe("the screen's sentences", () => {
  const messages = (language: string): Record<string, Record<string, string>> =>
    JSON.parse(
      readFileSync(new URL(`../../i18n/messages/${language}/notice-text.json`, import.meta.url), "utf8"),
    ) as Record<string, Record<string, string>>;

  it("name every missing element, refusal, ground, category, keyword, filer, form and desk, in both languages", () => {
    for (const language of noticeLanguages) {
      const keys = (group: string): string[] => Object.keys(messages(language)[group] ?? {}).sort();
      expect(keys("missing")).toEqual([...missingElementCodes].sort());
      expect(keys("element")).toEqual([...missingElementCodes].sort());
      expect(keys("refusal")).toEqual([...noticeRefusalReasons, "notice_date", "notice_elements_missing"].sort());
      expect(keys("ground")).toEqual([...legalGroundCodes].sort());
      expect(keys("dsaCategory")).toEqual([...dsaCategories].sort());
      expect(keys("dsaKeyword")).toEqual([...dsaKeywords].sort());
      expect(keys("filer")).toEqual([...filers].sort());
      expect(keys("format")).toEqual([...noticeFormats].sort());
      const named = channelSeeds.map((seed) => (seed.id === `${seed.platform}-in-app` ? "in-app" : seed.id));
      expect(keys("channel")).toEqual([...new Set(named)].sort());
    }
  });
});

describe("defang", () => {
  it.each([
    ["https://www.example.com/a.b?c=d.e#f.g", "hxxps://www[.]example[.]com/a.b?c=d.e#f.g"],
    ["http://example.com", "hxxp://example[.]com"],
    ["HTTPS://Example.com/", "HXXPS://Example[.]com/"],
    ["https://user.name@example.com:8443/x", "hxxps://user[.]name@example[.]com:8443/x"],
  ])("makes %s unclickable", (address, hidden) => {
    expect(defang(address)).toBe(hidden);
    expect(defang(hidden)).toBe(hidden);
  });

  it("leaves what is no address alone, and finds addresses in running text", () => {
    for (const text of ["", "mina.lorel", "ftp://a.b", "see x.com"]) expect(defang(text)).toBe(text);
    expect(defangText("see https://a.example/x. and (http://b.example)")).toBe(
      "see hxxps://a[.]example/x. and (hxxp://b[.]example))".slice(0, -1),
    );
  });
});
