import { describe, expect, test } from "vitest";
import { channelSeeds } from "./channels";
import { fitRecipients, reasonsWhy, wantsFirstContact, type CaseTraits, type Why, type WhyNot } from "./fit-recipients";

const desks = channelSeeds.map((seed) => ({
  ...seed,
  takesTerms: seed.takes.includes("terms_report"),
  takesArticle16: seed.takes.includes("illegal_content_notice"),
}));

const photos: CaseTraits = {
  platform: "instagram",
  classification: "stolen_photo_scammer",
  onBehalf: "none",
  decidedBy: "two_persons",
  signals: new Set(["SPS-01"]),
  traces: new Set(),
  payments: new Set(),
  hasFailedNotice: false,
};
const bot: CaseTraits = { ...photos, platform: "x", classification: "redirecting_bot", signals: new Set(["RB-05"]) };

const of = (traits: CaseTraits, id: string) => {
  const fit = fitRecipients(traits, desks).find((one) => one.deskId === id);
  if (fit === undefined) throw new Error(`no desk ${id}`);
  return fit;
};

type Row = readonly [what: string, traits: CaseTraits, desk: string, way: string | null, why: readonly Why[] | WhyNot];

/** The table of domain.md 7.3, one line for each thing that it says. */
const table: readonly Row[] = [
  [
    "photos under a mandate go to the platform as illegal content too",
    { ...photos, onBehalf: "mandate" },
    "instagram-illegal",
    "notice",
    ["platform_illegal"],
  ],
  [
    "photos under a mandate: the person fills in the platform's own form herself",
    { ...photos, onBehalf: "mandate" },
    "instagram-impersonation-form",
    "person",
    ["person_form"],
  ],
  [
    "photos without a mandate go to the platform under its rules",
    photos,
    "instagram-in-app",
    "notice",
    ["platform_terms"],
  ],
  [
    "photos without a mandate are never notified as illegal content",
    photos,
    "instagram-illegal",
    null,
    "needs_mandate",
  ],
  [
    "one person's decision makes no notice of illegal content",
    { ...photos, onBehalf: "mandate", decidedBy: "one_person" },
    "instagram-illegal",
    null,
    "needs_two",
  ],
  [
    "the person's own form is not for whoever speaks for nobody",
    photos,
    "instagram-impersonation-form",
    null,
    "needs_mandate",
  ],
  ["another platform's desk is none of this case's", photos, "tiktok-form", null, "not_this_kind"],
  [
    "a money pot that was seen goes to its firm, under a mandate",
    { ...photos, onBehalf: "mandate", signals: new Set(["SPS-05"]) },
    "leetchi-report",
    "infrastructure",
    ["payment_asked"],
  ],
  [
    "without one nobody is told who is paid",
    { ...photos, signals: new Set(["SPS-05"]) },
    "leetchi-report",
    null,
    "needs_mandate",
  ],
  [
    "a payment that is on record goes to its own firm",
    { ...photos, onBehalf: "mandate", traces: new Set(["payment"]), payments: new Set(["paypal_me"]) },
    "paypal-abuse",
    "infrastructure",
    ["payment_asked"],
  ],
  [
    "and to no other firm",
    { ...photos, onBehalf: "mandate", traces: new Set(["payment"]), payments: new Set(["paypal_me"]) },
    "leetchi-report",
    null,
    "no_payment_seen",
  ],
  ["without a payment seen, no payment firm", photos, "leetchi-report", null, "no_payment_seen"],
  [
    "who paid in vain complains themselves",
    { ...photos, signals: new Set(["SPS-09"]) },
    "thesee",
    "person",
    ["payer_files"],
  ],
  [
    "public illegal content goes to the authority under a mandate",
    { ...photos, onBehalf: "mandate" },
    "pharos",
    "notice",
    ["public_illegal"],
  ],
  ["without a mandate nothing is qualified to the authority", photos, "pharos", null, "needs_mandate"],
  [
    "a bot's short link goes to the shortener",
    { ...bot, signals: new Set(["RB-01"]) },
    "shortener-abuse",
    "infrastructure",
    ["short_link_seen"],
  ],
  [
    "a bot's link page goes to its operator",
    { ...bot, traces: new Set(["link_hub"]) },
    "link-hub-abuse",
    "infrastructure",
    ["link_page_seen"],
  ],
  [
    "a bot's landing domain goes to the host",
    { ...bot, traces: new Set(["landing_domain"]) },
    "host-abuse",
    "infrastructure",
    ["landing_seen"],
  ],
  [
    "paid dating alone is no matter for a registrar",
    { ...bot, traces: new Set(["landing_domain"]) },
    "registrar-abuse",
    null,
    "not_dns_abuse",
  ],
  [
    "a card asked for under a lure is",
    { ...bot, signals: new Set(["RB-03"]) },
    "registrar-abuse",
    "infrastructure",
    ["card_trap"],
  ],
  ["a page without such a trap is not reported as phishing", bot, "safe-browsing", null, "no_card_trap"],
  ["a bot goes to the platform under its rules", bot, "x-in-app", "notice", ["platform_terms"]],
  [
    "a trader's practices go to consumer protection",
    { ...bot, signals: new Set(["RB-17"]) },
    "signalconso",
    "notice",
    ["trader_practice"],
  ],
  [
    "the coordinator comes after a desk has failed",
    { ...bot, hasFailedNotice: true },
    "arcom",
    "person",
    ["failed_notice"],
  ],
  ["and not before", bot, "arcom", null, "no_failed_notice"],
  ["associations are the person's own choice", { ...photos, onBehalf: "mandate" }, "strass", "person", ["her_choice"]],
  [
    "what is for minors is reached from the safety lane alone",
    { ...photos, onBehalf: "mandate" },
    "cybertipline",
    null,
    "lane_only",
  ],
];

describe("which recipients fit a case", () => {
  test.each(table)("%s", (_, traits, desk, way, why) => {
    const fit = of(traits, desk);
    expect(fit.way).toBe(way);
    expect(fit.whyNot ?? fit.why).toEqual(why);
  });

  test("an authentic, undetermined or undecided account has none", () => {
    for (const classification of ["authentic", "undetermined", null] as const) {
      const all = { ...photos, classification, onBehalf: "mandate" as const, hasFailedNotice: true };
      expect(fitRecipients(all, desks).filter((fit) => fit.way !== null)).toEqual([]);
    }
  });

  test("every reason is given by some line of the table, or by a platform that wants an account", () => {
    const given = new Set(table.flatMap(([, , , , why]) => (typeof why === "string" ? [] : why)));
    given.add(of({ ...bot, platform: "bluesky" }, "bluesky-in-app").why[1] ?? "platform_terms");
    expect([...given].sort()).toEqual([...reasonsWhy].sort());
  });

  test("the first contact is for photos that nobody has spoken for", () => {
    expect(wantsFirstContact(photos)).toBe(true);
    expect(wantsFirstContact({ ...photos, onBehalf: "mandate" })).toBe(false);
    expect(wantsFirstContact(bot)).toBe(false);
  });
});
