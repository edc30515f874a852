import type { Classification, NoticeKind, Outcome, Role } from "../case/vocabulary";
import type { SignalCode } from "../signals/checklists";
import type { Article22Report, ReportAction } from "./article22-report";
import type { DecisionBasis } from "./notice-input";

/**
 * The notice's own sentences, in the desk's language. They describe accounts, never persons, and say "observed" and "alleged":
 * nothing here states that anyone did anything.
 */
export interface Wording {
  title(kind: NoticeKind, platform: string, accounts: number, subjects: readonly string[]): string;
  /** To whoever is not the platform itself. */
  titleElsewhere(platform: string, accounts: number, subjects: readonly string[]): string;
  subject: Record<Classification, string>;
  masthead(organisation: string): string;
  heading: Record<
    | "accounts"
    | "rule"
    | "legal_grounds"
    | "dsa"
    | "observed"
    | "explanation"
    | "behalf"
    | "decision"
    | "lives"
    | "good_faith"
    | "request",
    string
  >;
  label: Record<
    | "account"
    | "handle"
    | "stable_id"
    | "profile"
    | "content"
    | "link"
    | "leads_to"
    | "domain"
    | "affiliate_id"
    | "payment_handle"
    | "case"
    | "category"
    | "keywords"
    | "subject"
    | "message",
    string
  >;
  /** "Label: value", with the punctuation of the language. */
  pair(label: string, value: string): string;
  accountNumber(position: number, caseNumber: number): string;
  observedOn(handles: readonly string[]): string;
  fact: Record<SignalCode, string>;
  mandate(label: string | null): string;
  noMandate: string;
  aboutCases(numbers: readonly number[]): string;
  decidedBy: Record<DecisionBasis, string>;
  /** The same in two or three words, for a cell of a table. */
  decidedByShort: Record<DecisionBasis, string>;
  onBehalfShort: Record<"none" | "mandate", string>;
  life(caseNumber: number, outcome: string | null, day: string | null): string;
  outcome: Record<Outcome, string>;
  goodFaith: string;
  goodFaithConfirmed(day: string, role: string): string;
  role: Record<Role, string>;
  request: Record<NoticeKind, string>;
  requestElsewhere: string;
  neutrality: string;
  prepared(noticeNumber: number, day: string, time: string): string;
  signature(organisation: string, signatory: string): string;
  contact(mailbox: string): string;
  page(page: number, pages: number): string;
  checkpointHeading: string;
  checkpointMeaning: string;
  /** Of a sheet for who may ask for data to be preserved. */
  factsInSummary: string;
  sheetRelation: string;
  sheetUrgent: string;
  sheetGone: string;
  sheetTitle: string;
  /** Of a case handed over as a bundle. */
  bundle: {
    title(caseNumber: number, platform: string): string;
    notices: string;
    notice(number: number, recipient: string, day: string | null, outcome: string | null): string;
    noNotice: string;
    traces: string;
    contents: string;
  };
  article22: {
    title(organisation: string, year: string): string;
    independence: string;
    independenceText: string;
    counts: string;
    columns: readonly string[];
    action: Record<ReportAction, string>;
    accuracy: string;
    accuracyOf: Record<keyof Article22Report["accuracy"], string>;
    nobody: string;
  };
  day(year: number, month: number, day: number): string;
}
