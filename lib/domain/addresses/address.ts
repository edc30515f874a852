import type { PlatformId } from "@/lib/domain/case/vocabulary";

export type AddressKind = "profile" | "content" | "unknown";

/** The address belongs to a platform (or a search engine) but is not somebody's profile. */
export const contentReasons = [
  "post",
  "photo",
  "video",
  "story",
  "live",
  "list",
  "search",
  "login",
  "message",
  "group_or_community",
  "invite",
  "platform_page",
  "front_page",
] as const;
export type ContentReason = (typeof contentReasons)[number];

/** Nothing can be logged from it yet; the reason says what is missing. */
export const unknownReasons = [
  "share_link_needs_opening",
  "shortener",
  "unknown_path",
  "reserved_name",
  "handle_shape",
  "handle_without_platform",
  "server_missing",
  "id_needed",
  "link_needed",
  "email",
  "phone_number",
  "ip_address",
  "private_host",
  "scheme_refused",
  "malformed_link",
  "not_an_address",
  "too_long",
  "empty",
] as const;
export type UnknownReason = (typeof unknownReasons)[number];

export type AddressReason = ContentReason | UnknownReason;
export const addressReasons: readonly AddressReason[] = [...contentReasons, ...unknownReasons];

/** Characters read of one line; what is longer is refused, never cut. */
export const maxLineLength = 4_096;

export interface ParsedAddress {
  readonly input: string;
  readonly kind: AddressKind;
  /** Also set for content and for what could not be resolved, where the platform itself is plain. */
  readonly platform: PlatformId | null;
  /** Canonical: no @, one spelling for all forms of the account (lower case where the platform ignores case). */
  readonly handle: string | null;
  /** As it was written, for the eye: the owner's capitals are often what makes a handle readable. */
  readonly shownHandle: string | null;
  /** With the platform, decides whether two inputs are the same account. Never shown. */
  readonly key: string | null;
  /** The platform's own id, when the address carries it: it survives a change of handle. */
  readonly stableId: string | null;
  readonly profileUrl: string | null;
  /** Set unless `kind` is "profile". */
  readonly reason: AddressReason | null;
}

/** What was recognised, before it is tied to the text that it came from. */
export type Finding = Omit<ParsedAddress, "input">;

const nothing = { handle: null, shownHandle: null, key: null, stableId: null, profileUrl: null } as const;

export const content = (platform: PlatformId, reason: ContentReason): Finding => ({
  ...nothing,
  kind: "content",
  platform,
  reason,
});

export const unknown = (reason: UnknownReason, platform: PlatformId | null = null): Finding => ({
  ...nothing,
  kind: "unknown",
  platform,
  reason,
});

const contentReasonSet: ReadonlySet<string> = new Set(contentReasons);
export const isContentReason = (reason: AddressReason): reason is ContentReason => contentReasonSet.has(reason);
