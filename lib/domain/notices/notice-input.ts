import type { CaseState, Classification, NoticeKind, Outcome, PlatformId, Role } from "../case/vocabulary";
import type { SignalCode } from "../signals/checklists";
import type { DsaCategory, DsaKeyword } from "./dsa-keywords";
import type { Audience, RecipientKind } from "./recipients";
import type { LegalGroundCode } from "./legal-grounds";

/** The desk's language. The reader's own has no part in what a notice says. */
export const noticeLanguages = ["en", "fr"] as const;
export type NoticeLanguage = (typeof noticeLanguages)[number];

/** The part of the notice that fills a field of the desk's form. */
export const fieldSources = [
  "title",
  "letter",
  "narrative",
  "explanation",
  "observed",
  "handles",
  "profile_urls",
  "content_urls",
  "urls",
  "stable_ids",
  "rule",
  "legal_grounds",
  "mandate",
  "good_faith",
  "organisation",
  "signatory",
  "role_mailbox",
] as const;
export type FieldSource = (typeof fieldSources)[number];

export interface ChannelField {
  readonly key: string;
  /** As the desk prints it beside the field, in the desk's language. */
  readonly label: string;
  /** In Unicode code points; null where the desk states no limit. */
  readonly maxLength: number | null;
  readonly source: FieldSource;
}

export const channelKinds = ["form", "email", "in_app", "api", "phone"] as const;
export type ChannelKind = (typeof channelKinds)[number];

export interface NoticeChannel {
  readonly id: string;
  /** Null where the desk is no platform's: a host, a payment firm, an authority. */
  readonly platform: PlatformId | null;
  readonly recipientKind: RecipientKind;
  /** Whose desk it is where it is no platform's; for a host found by its domain, as it calls itself. */
  readonly recipient: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly url: string | null;
  readonly mailbox: string | null;
  readonly language: NoticeLanguage;
  readonly fields: readonly ChannelField[];
}

export interface NoticeLocations {
  /** The exact address, never defanged here: the recipient is the platform that has to find it. */
  readonly profileUrl: string;
  readonly handle: string;
  readonly stableId: string | null;
  readonly contentUrls: readonly string[];
}

/** An earlier account of the same operator, by the number of its case. */
export interface OperatorLife {
  readonly number: number;
  /** A date or an instant in ISO form; only its day is printed. */
  readonly closedOn: string | null;
  readonly outcome: Outcome | null;
}

/** `imported`: decided before this desk kept the record, so that nothing is known about how many persons decided. */
export const decisionBases = ["two_persons", "one_person", "imported"] as const;
export type DecisionBasis = (typeof decisionBases)[number];

export const noticeObservableKinds = ["link", "domain", "affiliate_id", "payment_handle"] as const;

/** What a case's account led to, as the record keeps it in clear. */
export interface NoticeObservable {
  readonly kind: (typeof noticeObservableKinds)[number];
  readonly value: string;
  /** Where a link was seen to end; null where nobody has looked. */
  readonly leadsTo: string | null;
}

export interface NoticeCase {
  readonly number: number;
  readonly platform: PlatformId;
  readonly state: CaseState;
  readonly classification: Classification | null;
  readonly locations: NoticeLocations;
  readonly confirmedSignals: readonly SignalCode[];
  readonly onBehalf: "none" | "mandate";
  /** The mandate's reference ("M-031"). It is printed: never the name of the person who gave it. */
  readonly mandateLabel: string | null;
  readonly decidedBy: DecisionBasis;
  readonly lives: readonly OperatorLife[];
  readonly observables: readonly NoticeObservable[];
  /** Instants in ISO form: when the account was first and last observed; null where no report says. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
}

export const isUnderMandate = (entry: NoticeCase): boolean => entry.onBehalf === "mandate";

export interface GoodFaith {
  /** An instant in ISO form. Who it was stands in the trail; a notice says only in which role. */
  readonly confirmedAt: string;
  readonly confirmedByRole: Role;
}

/** The organisation that notifies. There is no place for a volunteer's name. */
export interface Notifier {
  readonly organisation: string;
  /** Who signs for the organisation, by name or by office, as the organisation wishes. */
  readonly signatory: string;
  readonly roleMailbox: string;
}

/** Every fact of a notice. All its forms are made from this alone: the same input gives the same bytes. */
export interface NoticeInput {
  readonly noticeNumber: number;
  readonly kind: NoticeKind;
  readonly platform: PlatformId;
  /** As the service calls itself ("Instagram", "social.example"). */
  readonly platformName: string;
  readonly channel: NoticeChannel;
  /** Who reads it: decides what every form may say. */
  readonly audience: Audience;
  /** Names of the hosts that it is about, where its reader answers for these alone; empty: for all that the cases led to. */
  readonly about: readonly string[];
  readonly language: NoticeLanguage;
  readonly cases: readonly NoticeCase[];
  readonly explanation: string;
  /** The platform's rule, by the name that the platform gives it. */
  readonly ruleCited: string;
  readonly legalGrounds: readonly LegalGroundCode[];
  /** Null takes the default of the cases' classifications. */
  readonly dsaCategory: DsaCategory | null;
  readonly dsaKeywords: readonly DsaKeyword[];
  readonly goodFaith: GoodFaith | null;
  readonly notifier: Notifier;
  /** An instant in ISO form. */
  readonly preparedAt: string;
  /** The newest signed state of the log when the notice was prepared; null where nothing was sealed yet. */
  readonly checkpoint: string | null;
  /** The host after the @ of the Message-ID, so that an answer can be matched. */
  readonly messageIdHost: string;
}

export const noticeFormats = [
  "form_text",
  "markdown",
  "pdf",
  "eml",
  "csv",
  "json",
  "xarf",
  "stix",
  "misp",
  "atproto",
  "mastodon",
] as const;
export type NoticeFormat = (typeof noticeFormats)[number];

/** Forms that are no text: they are looked at in a program of their own. */
export const isTextFormat = (format: NoticeFormat): boolean => format !== "pdf";

/** One form of a notice: what the preview shows, what is downloaded and what is frozen are these bytes. */
export interface NoticeFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
