import type { NoticeKind, PlatformId } from "../case/vocabulary";
import type { ChannelField, FieldSource, NoticeChannel } from "./notice-input";
import type { Want } from "./recipients";

export const filers = [
  "anyone",
  "account_holder",
  "person_or_representative",
  "person_only",
  "right_holder",
  "unknown",
] as const;
export type Filer = (typeof filers)[number];

/** A desk as it is known before anyone of the team has looked at it. An administrator edits the row that is made from it. */
export interface ChannelSeed extends NoticeChannel {
  readonly whoMayFile: Filer;
  readonly takes: readonly NoticeKind[];
  /** The person then files herself, from ready text; identity papers never pass through the desk's hands. */
  readonly asksIdentity: boolean;
  /** Null until somebody has opened the desk and compared. */
  readonly verifiedOn: string | null;
  /** Where the platform takes complaints about its decisions (DSA Art. 20); null where not known. */
  readonly complaintUrl: string | null;
  /** The way through the platform's own menus, in its own words. */
  readonly menuPath: readonly string[];
  /** False for desks that only a program can reach, and for those that the safety lane alone writes to. */
  readonly isEnabled: boolean;
  readonly wants: readonly Want[];
}

export const field = (
  key: string,
  label: string,
  source: FieldSource,
  maxLength: number | null = null,
): ChannelField => ({
  key,
  label,
  maxLength,
  source,
});

/** Fields that many desks have in common. */
export const links = field("links", "Links", "urls");
export const organisation = field("name", "Your name or organisation", "organisation");
export const mailbox = field("email", "E-mail address", "role_mailbox");
export const observed = field("observed", "What did you observe?", "narrative");
export const reason = field("reason", "Reason", "rule");

type Facts = Pick<ChannelSeed, "id" | "platform" | "name" | "kind" | "whoMayFile" | "fields"> & Partial<ChannelSeed>;

/** A desk with what is known of it; what is not said is unknown, never assumed. */
export const desk = (facts: Facts): ChannelSeed => ({
  url: null,
  mailbox: null,
  language: "en",
  takes: ["terms_report"],
  asksIdentity: false,
  verifiedOn: null,
  complaintUrl: null,
  menuPath: [],
  isEnabled: true,
  recipientKind: "platform",
  recipient: "",
  wants: [],
  ...facts,
});

/** The report button on the profiles of a platform. */
export const inApp = (platform: PlatformId, facts: Partial<ChannelSeed> = {}): ChannelSeed =>
  desk({
    id: `${platform}-in-app`,
    platform,
    name: "Report on the profile",
    kind: "in_app",
    whoMayFile: "unknown",
    fields: [links, reason, observed],
    ...facts,
  });
