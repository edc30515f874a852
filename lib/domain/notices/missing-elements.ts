import { signalOf } from "../signals/checklists";
import { asUrl } from "../addresses/as-url";
import { accountsNamedInText, mayHave, sharedObservables } from "./audience";
import { codePointLength } from "./build-form-text";
import { legalGroundOf } from "./legal-grounds";
import { isMailbox } from "./mime";
import type { NoticeCase, NoticeInput } from "./notice-input";

/** What can be missing, each with its sentence in the messages (`notice-text.missing.<code>`). */
export const missingElementCodes = [
  "explanation_too_short",
  "explanation_too_long",
  "observed_fact",
  "exact_url",
  "organisation",
  "role_mailbox",
  "signatory",
  "good_faith",
  "mandate",
  "legal_ground",
  "fact_for_ground",
  "second_person",
  "account_in_text",
  "nothing_for_reader",
] as const;
export type MissingElementCode = (typeof missingElementCodes)[number];

export interface MissingElement {
  readonly code: MissingElementCode;
  /** The letter of DSA Art. 16(2) that asks for it, where one does. */
  readonly article: "16(2)(a)" | "16(2)(b)" | "16(2)(c)" | "16(2)(d)" | null;
  /** Null for what concerns the notice as a whole. */
  readonly caseNumber: number | null;
  /** Numbers and codes for the sentence; never content. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** A desk must see the matter from the text alone (Art. 16(3)); fewer characters have never said it. */
export const leastExplanation = { terms_report: 40, illegal_content_notice: 80 } as const;
export const mostExplanation = 5000;

const missing = (
  code: MissingElementCode,
  article: MissingElement["article"],
  caseNumber: number | null = null,
  details: MissingElement["details"] = {},
): MissingElement => ({ code, article, caseNumber, details });

/** An http(s) address of a named host, without blanks: something that a desk can open. */
export function isExactUrl(text: string): boolean {
  const hostname = /^https?:\/\/[^\s]+$/iu.test(text) ? (asUrl(text)?.hostname ?? "") : "";
  return hostname.includes(".") && !hostname.startsWith(".");
}

function explanationGaps({ kind, explanation }: NoticeInput): MissingElement[] {
  const length = codePointLength(explanation.replace(/\s+/gu, " ").trim());
  const least = leastExplanation[kind];
  if (length < least) return [missing("explanation_too_short", "16(2)(a)", null, { length, least })];
  const whole = codePointLength(explanation);
  if (whole > mostExplanation)
    return [missing("explanation_too_long", "16(2)(a)", null, { length: whole, most: mostExplanation })];
  return [];
}

function locationGaps(entry: NoticeCase): MissingElement[] {
  const { profileUrl, contentUrls } = entry.locations;
  const wrong = [profileUrl, ...contentUrls].filter((url) => !isExactUrl(url)).length;
  return wrong === 0 ? [] : [missing("exact_url", "16(2)(b)", entry.number, { count: wrong })];
}

function notifierGaps({ kind, notifier }: NoticeInput): MissingElement[] {
  const gaps: MissingElement[] = [];
  if (notifier.organisation.trim() === "") gaps.push(missing("organisation", "16(2)(c)"));
  if (!isMailbox(notifier.roleMailbox)) gaps.push(missing("role_mailbox", "16(2)(c)"));
  if (kind === "illegal_content_notice" && notifier.signatory.trim() === "") gaps.push(missing("signatory", null));
  return gaps;
}

/**
 * The grounds of a case: at least one must be able to fit its classification, and each that fits must rest on a fact that was
 * confirmed on this case (identity usurpation on the same photos elsewhere or the person's own statement, and so on).
 */
function groundGaps(input: NoticeInput, entry: NoticeCase): MissingElement[] {
  const fitting = input.legalGrounds
    .map(legalGroundOf)
    .filter((ground) => ground !== undefined && !ground.isSafetyOnly)
    .filter(
      (ground) => ground !== undefined && entry.classification !== null && ground.fits.includes(entry.classification),
    );
  if (fitting.length === 0) return [missing("legal_ground", "16(2)(a)", entry.number)];
  return fitting.flatMap((ground) => {
    if (ground === undefined || ground.restsOn.length === 0) return [];
    if (ground.restsOn.some((code) => entry.confirmedSignals.includes(code))) return [];
    const details = { ground: ground.code, signals: ground.restsOn.join(", ") };
    return [missing("fact_for_ground", "16(2)(a)", entry.number, details)];
  });
}

function article16Gaps(input: NoticeInput): MissingElement[] {
  return [
    ...input.cases.flatMap((entry) => [
      ...(entry.confirmedSignals.some((code) => signalOf(code) !== undefined)
        ? []
        : [missing("observed_fact", "16(2)(a)", entry.number)]),
      ...(entry.onBehalf === "mandate" ? groundGaps(input, entry) : [missing("mandate", null, entry.number)]),
      ...(entry.decidedBy === "two_persons" ? [] : [missing("second_person", null, entry.number)]),
    ]),
    ...(input.goodFaith === null ? [missing("good_faith", "16(2)(d)")] : []),
  ];
}

/** Who may not be told of accounts is told of links and domains: the text must not tell more, and there must be one. */
function readerGaps(input: NoticeInput): MissingElement[] {
  if (mayHave(input.audience, "accounts", false)) return [];
  const silent = input.cases.filter((entry) => sharedObservables(entry, input.audience, input.about).length === 0);
  return [
    ...accountsNamedInText(input).map((number) => missing("account_in_text", null, number)),
    ...silent.map((entry) => missing("nothing_for_reader", "16(2)(b)", entry.number)),
  ];
}

/**
 * What still keeps the notice from being sent, in the order of the screen; empty when it may go. A terms report wants the
 * addresses, an explanation and the organisation; an Art. 16 notice all four elements, and for each case a mandate, a legal ground and
 * a decision by two persons.
 */
export function missingElements(input: NoticeInput): MissingElement[] {
  return [
    ...input.cases.flatMap(locationGaps),
    ...explanationGaps(input),
    ...(input.kind === "illegal_content_notice" ? article16Gaps(input) : []),
    ...notifierGaps(input),
    ...readerGaps(input),
  ];
}
