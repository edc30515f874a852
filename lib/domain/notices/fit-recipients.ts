import type { Classification, PlatformId } from "../case/vocabulary";
import type { SignalCode } from "../signals/checklists";
import type { Finding, TraceKind } from "./case-findings";
import type { Filer } from "./channel-seed";
import type { DecisionBasis } from "./notice-input";
import type { ObservableSubkind } from "../observables/observable";
import { paymentsOf } from "./payment-firms";
import type { RecipientKind } from "./recipients";

export interface CaseTraits {
  readonly platform: PlatformId;
  readonly classification: Classification | null;
  readonly onBehalf: "none" | "mandate";
  readonly decidedBy: DecisionBasis;
  readonly signals: ReadonlySet<SignalCode>;
  readonly traces: ReadonlySet<TraceKind>;
  /** Which services' means of payment were seen, where any is on record. */
  readonly payments: ReadonlySet<ObservableSubkind>;
  /** A desk that was notified of this case refused, or let its time run out. */
  readonly hasFailedNotice: boolean;
}

export interface DeskTraits {
  readonly id: string;
  readonly platform: PlatformId | null;
  readonly recipientKind: RecipientKind;
  readonly whoMayFile: Filer;
  readonly takesTerms: boolean;
  readonly takesArticle16: boolean;
}

/** How a desk is reached: by a notice of ours, by the person herself from ready text, or by links and domains alone. */
export type Way = "notice" | "person" | "infrastructure";

/** Why a desk fits, or why not. Message keys `recipients.why.<code>`. */
export const reasonsWhy = [
  "platform_terms",
  "platform_illegal",
  "platform_account_needed",
  "person_form",
  "payment_asked",
  "payer_files",
  "short_link_seen",
  "link_page_seen",
  "landing_seen",
  "card_trap",
  "trader_practice",
  "public_illegal",
  "failed_notice",
  "her_choice",
] as const;
export const reasonsNot = [
  "needs_mandate",
  "needs_two",
  "right_holder_only",
  "no_payment_seen",
  "no_link_seen",
  "no_landing_seen",
  "no_card_trap",
  "not_dns_abuse",
  "no_failed_notice",
  "lane_only",
  "not_this_kind",
] as const;
export type Why = (typeof reasonsWhy)[number];
export type WhyNot = (typeof reasonsNot)[number];

export type Fit =
  | { readonly deskId: string; readonly way: Way; readonly why: readonly Why[]; readonly whyNot: null }
  | { readonly deskId: string; readonly way: null; readonly why: readonly []; readonly whyNot: WhyNot };

type Verdict = { way: Way; why: Why[] } | WhyNot;

const laneOnly = new Set(["cybertipline", "enfance-119", "police-17"]);
const traders = new Set(["signalconso"]);
const payers = new Set(["thesee", "perceval", "paypal-resolution"]);

const sees = (traits: CaseTraits, ...codes: SignalCode[]): boolean => codes.some((code) => traits.signals.has(code));
const isPhotos = (traits: CaseTraits): boolean => traits.classification === "stolen_photo_scammer";
const isBot = (traits: CaseTraits): boolean => traits.classification === "redirecting_bot";
const isUnderMandate = (traits: CaseTraits): boolean => traits.onBehalf === "mandate";
/** The link ends where a card or a password is asked for under a lure. */
const isCardTrap = (traits: CaseTraits): boolean => sees(traits, "RB-03");
const hasLanding = (traits: CaseTraits): boolean =>
  traits.traces.has("landing_domain") || sees(traits, "RB-02", "RB-03", "RB-17");

function platformFit(traits: CaseTraits, desk: DeskTraits): Verdict {
  if (desk.platform !== traits.platform) return "not_this_kind";
  if (desk.whoMayFile === "person_only")
    return isPhotos(traits) && isUnderMandate(traits) ? { way: "person", why: ["person_form"] } : "needs_mandate";
  if (desk.whoMayFile === "right_holder" || desk.whoMayFile === "person_or_representative") {
    if (!isUnderMandate(traits)) return desk.whoMayFile === "right_holder" ? "right_holder_only" : "needs_mandate";
    return { way: desk.takesArticle16 ? "notice" : "person", why: ["person_form"] };
  }
  const why: Why[] = [];
  if (desk.takesTerms) why.push("platform_terms");
  if (desk.takesArticle16 && isUnderMandate(traits) && traits.decidedBy === "two_persons") why.push("platform_illegal");
  if (why.length === 0) return isUnderMandate(traits) ? "needs_two" : "needs_mandate";
  if (desk.whoMayFile === "account_holder") why.push("platform_account_needed");
  return { way: "notice", why };
}

function paymentFit(traits: CaseTraits, desk: DeskTraits): Verdict {
  if (!isPhotos(traits) || !(traits.traces.has("payment") || sees(traits, "SPS-05", "SPS-06")))
    return "no_payment_seen";
  if (desk.whoMayFile === "person_only") return { way: "person", why: ["payer_files"] };
  const own = paymentsOf(desk.id);
  // Where the record names services, another firm has nothing to look at.
  if (traits.payments.size > 0 && !own.some((subkind) => traits.payments.has(subkind))) return "no_payment_seen";
  return isUnderMandate(traits) ? { way: "infrastructure", why: ["payment_asked"] } : "needs_mandate";
}

function authorityFit(traits: CaseTraits, desk: DeskTraits): Verdict {
  if (payers.has(desk.id)) return sees(traits, "SPS-09") ? { way: "person", why: ["payer_files"] } : "no_payment_seen";
  if (traders.has(desk.id))
    return isBot(traits) && sees(traits, "RB-17", "RB-03")
      ? { way: "notice", why: ["trader_practice"] }
      : "no_landing_seen";
  if (desk.id === "arcom")
    return traits.hasFailedNotice ? { way: "person", why: ["failed_notice"] } : "no_failed_notice";
  if (desk.whoMayFile === "person_only")
    return isUnderMandate(traits) ? { way: "person", why: ["her_choice"] } : "needs_mandate";
  if (!desk.takesTerms && desk.takesArticle16) {
    if (!isUnderMandate(traits)) return "needs_mandate";
    return traits.decidedBy === "two_persons" ? { way: "notice", why: ["public_illegal"] } : "needs_two";
  }
  return "not_this_kind";
}

/**
 * Whether one desk fits one case, and why. A minor, trafficking or a threat never come here: such a case is in the safety lane. An
 * authentic or undecided account has no recipient at all (domain.md 7.3).
 */
function verdictOf(traits: CaseTraits, desk: DeskTraits): Verdict {
  if (laneOnly.has(desk.id)) return "lane_only";
  if (!isPhotos(traits) && !isBot(traits) && traits.classification !== "other_abuse") return "not_this_kind";
  const infrastructure = (why: Why): Verdict => ({ way: "infrastructure", why: [why] });
  switch (desk.recipientKind) {
    case "platform":
      return platformFit(traits, desk);
    case "payment":
      return paymentFit(traits, desk);
    case "authority":
      return authorityFit(traits, desk);
    case "association":
      if (desk.whoMayFile !== "person_only") return authorityFit(traits, desk);
      return isUnderMandate(traits) ? { way: "person", why: ["her_choice"] } : "needs_mandate";
    case "shortener":
      return traits.traces.has("short_link") || sees(traits, "RB-01")
        ? infrastructure("short_link_seen")
        : "no_link_seen";
    case "link_hub":
      return traits.traces.has("link_hub") ? infrastructure("link_page_seen") : "no_link_seen";
    case "host":
      return hasLanding(traits) ? infrastructure("landing_seen") : "no_landing_seen";
    case "registrar":
      if (!hasLanding(traits)) return "no_landing_seen";
      return isCardTrap(traits) ? infrastructure("card_trap") : "not_dns_abuse";
    case "cert":
    case "safe_browsing":
      return isCardTrap(traits) ? infrastructure("card_trap") : "no_card_trap";
  }
}

/** The findings that make a desk fit, so that it can be said which; none where it is not by a finding. */
export function findingsFor(desk: Pick<DeskTraits, "id" | "recipientKind">, findings: readonly Finding[]): Finding[] {
  const of = (kind: TraceKind): Finding[] => findings.filter((one) => one.kind === kind);
  switch (desk.recipientKind) {
    case "shortener":
      return of("short_link");
    case "link_hub":
      return of("link_hub");
    case "host":
    case "registrar":
    case "cert":
    case "safe_browsing":
      return of("landing_domain");
    case "payment":
      return of("payment").filter(({ subkind }) => subkind !== null && paymentsOf(desk.id).includes(subkind));
    case "authority":
    case "platform":
    case "association":
      return [];
  }
}

/** The desks in the order given, each with whether it fits and why. */
export function fitRecipients(traits: CaseTraits, desks: readonly DeskTraits[]): Fit[] {
  return desks.map((desk) => {
    const verdict = verdictOf(traits, desk);
    return typeof verdict === "string"
      ? { deskId: desk.id, way: null, why: [], whyNot: verdict }
      : { deskId: desk.id, ...verdict, whyNot: null };
  });
}

/** Whether the one neutral message to the person on the photos is due: photos taken, and nobody has spoken for her yet. */
export const wantsFirstContact = (traits: Pick<CaseTraits, "classification" | "onBehalf">): boolean =>
  traits.classification === "stolen_photo_scammer" && traits.onBehalf === "none";
