import { describe, expect, it } from "vitest";
import { caseStates, platformIds } from "../case/vocabulary";
import { DomainError } from "../errors";
import { isExactUrl, missingElements } from "./missing-elements";
import type { NoticeCase, NoticeInput } from "./notice-input";
import { assertNoticeCanBeMade, assertNoticeCanBeSent, noticeRefusals } from "./notice-refusals";
import { article16Notice, sampleCase, sampleNotice, secondCase } from "./sample-notice-input";

const codes = (input: NoticeInput): string[] => missingElements(input).map((element) => element.code);
const withCase = (changes: Partial<NoticeCase>): NoticeInput => ({
  ...article16Notice,
  cases: [{ ...sampleCase, ...changes }],
});

describe("an Art. 16 notice", () => {
  it("lacks nothing when it has its four elements, a mandate, a ground and two persons", () => {
    expect(missingElements(article16Notice)).toEqual([]);
    expect(() => {
      assertNoticeCanBeSent(article16Notice);
    }).not.toThrow();
  });

  it("names the missing explanation, with both lengths", () => {
    expect(missingElements({ ...article16Notice, explanation: `  short   ${"\n".repeat(200)}` })).toEqual([
      { code: "explanation_too_short", article: "16(2)(a)", caseNumber: null, details: { length: 5, least: 80 } },
    ]);
    expect(codes({ ...article16Notice, explanation: "é".repeat(5001) })).toEqual(["explanation_too_long"]);
    expect(codes({ ...article16Notice, explanation: "é".repeat(5000) })).toEqual([]);
  });

  it("names the case without a confirmed fact", () => {
    const gaps = missingElements(withCase({ confirmedSignals: [] }));
    expect(gaps.map(({ code, caseNumber }) => [code, caseNumber])).toEqual([
      ["observed_fact", 412],
      ["fact_for_ground", 412],
    ]);
  });

  it("names the case whose addresses are not exact", () => {
    const gaps = missingElements(
      withCase({ locations: { ...sampleCase.locations, profileUrl: "mina", contentUrls: ["/p/1"] } }),
    );
    expect(gaps).toEqual([{ code: "exact_url", article: "16(2)(b)", caseNumber: 412, details: { count: 2 } }]);
  });

  it("names what is missing of the organisation", () => {
    expect(
      codes({ ...article16Notice, notifier: { organisation: " ", signatory: "", roleMailbox: "nobody" } }),
    ).toEqual(["organisation", "role_mailbox", "signatory"]);
  });

  it("names the missing statement of good faith", () => {
    expect(missingElements({ ...article16Notice, goodFaith: null })).toEqual([
      { code: "good_faith", article: "16(2)(d)", caseNumber: null, details: {} },
    ]);
  });

  it("is never open to a case without a mandate", () => {
    expect(codes(withCase({ onBehalf: "none", mandateLabel: null }))).toEqual(["mandate"]);
    const both = { ...article16Notice, cases: [sampleCase, { ...secondCase, onBehalf: "none" as const }] };
    expect(missingElements(both).map(({ code, caseNumber }) => [code, caseNumber])).toEqual([["mandate", 440]]);
  });

  it("is never open to what one person decided, nor to what was decided elsewhere", () => {
    expect(codes(withCase({ decidedBy: "one_person" }))).toEqual(["second_person"]);
    expect(codes(withCase({ decidedBy: "imported" }))).toEqual(["second_person"]);
  });

  it("wants a legal ground that fits each case, and never one of the safety lane", () => {
    expect(codes({ ...article16Notice, legalGrounds: [] })).toEqual(["legal_ground", "legal_ground"]);
    expect(codes({ ...article16Notice, legalGrounds: ["FR-CP-227-23"] })).toEqual(["legal_ground", "legal_ground"]);
    expect(codes({ ...article16Notice, legalGrounds: ["FR-CCONSO-L121-2"] })).toEqual(["legal_ground", "legal_ground"]);
  });

  it("wants the fact that a ground rests on", () => {
    const fraud = { ...article16Notice, legalGrounds: ["FR-CP-226-4-1", "FR-CP-313-1"] as const, cases: [sampleCase] };
    expect(missingElements(fraud)).toEqual([
      {
        code: "fact_for_ground",
        article: "16(2)(a)",
        caseNumber: 412,
        details: { ground: "FR-CP-313-1", signals: "SPS-09" },
      },
    ]);
    expect(codes({ ...fraud, cases: [{ ...sampleCase, confirmedSignals: ["SPS-02", "SPS-09"] }] })).toEqual([]);
  });
});

describe("a terms report", () => {
  it("wants addresses, an explanation and the organisation, and nothing of Art. 16", () => {
    const bare: NoticeInput = {
      ...sampleNotice,
      cases: [{ ...sampleCase, onBehalf: "none", mandateLabel: null, decidedBy: "one_person", confirmedSignals: [] }],
      goodFaith: null,
    };
    expect(missingElements(bare)).toEqual([]);
    expect(codes({ ...bare, explanation: "", notifier: { organisation: "", signatory: "", roleMailbox: "" } })).toEqual(
      ["explanation_too_short", "organisation", "role_mailbox"],
    );
  });
});

describe("isExactUrl", () => {
  it("takes full addresses of named hosts and nothing else", () => {
    for (const url of ["https://x.com/a", "http://exemple.fr/?q=é", "HTTPS://X.com/"])
      expect(isExactUrl(url), url).toBe(true);
    for (const url of [
      "",
      "x.com/a",
      "https://",
      "https://localhost/a",
      "javascript:alert(1)",
      "https://x .com",
      "hxxps://x[.]com",
      "https://x.com/a b",
    ]) {
      expect(isExactUrl(url), url).toBe(false);
    }
  });
});

describe("refusals", () => {
  const reasons = (input: NoticeInput): string[] => noticeRefusals(input).map((refusal) => refusal.reason);

  it("let confirmed cases of one platform through", () => {
    expect(noticeRefusals(sampleNotice)).toEqual([]);
  });

  it("hold back every case that is not confirmed", () => {
    const open = caseStates.filter(
      (state) => reasons({ ...sampleNotice, cases: [{ ...sampleCase, state }] }).length === 0,
    );
    expect(open).toEqual(["confirmed", "notified", "actioned", "refused", "unanswered"]);
    for (const classification of ["authentic", "undetermined", null] as const) {
      expect(reasons({ ...sampleNotice, cases: [{ ...sampleCase, classification }] })).toEqual([
        "notice_case_not_confirmed",
      ]);
    }
  });

  it("hold back cases of two platforms, a case twice, no case and another platform's desk", () => {
    for (const platform of platformIds.filter((id) => id !== "instagram")) {
      expect(reasons({ ...sampleNotice, cases: [sampleCase, { ...secondCase, platform }] })).toEqual([
        "notice_of_two_platforms",
      ]);
    }
    expect(reasons({ ...sampleNotice, cases: [sampleCase, sampleCase] })).toEqual(["notice_case_twice"]);
    expect(reasons({ ...sampleNotice, cases: [] })).toEqual(["notice_without_case"]);
    expect(reasons({ ...sampleNotice, channel: { ...sampleNotice.channel, platform: "x" } })).toEqual([
      "notice_channel_of_other_platform",
    ]);
  });

  it("hold back more than a hundred addresses", () => {
    const contentUrls = Array.from({ length: 100 }, (_, index) => `https://www.instagram.com/p/${index}/`);
    const crowded = {
      ...sampleNotice,
      cases: [{ ...sampleCase, locations: { ...sampleCase.locations, contentUrls } }],
    };
    expect(reasons(crowded)).toEqual(["notice_too_many_addresses"]);
  });

  it("are thrown as one DomainError that names the rule and the cases", () => {
    const input = { ...sampleNotice, cases: [sampleCase, { ...secondCase, state: "open" as const }] };
    expect(() => {
      assertNoticeCanBeMade(input);
    }).toThrow(DomainError);
    try {
      assertNoticeCanBeMade(input);
    } catch (error) {
      expect(error).toMatchObject({
        code: "invalid_input",
        reason: "notice_case_not_confirmed",
        details: { cases: ["440"] },
      });
    }
  });

  it("keep an incomplete notice from being sent and name each missing element once", () => {
    const input = { ...article16Notice, goodFaith: null, legalGrounds: [] };
    try {
      assertNoticeCanBeSent(input);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        reason: "notice_elements_missing",
        details: { elements: ["legal_ground", "good_faith"] },
      });
    }
  });
});
