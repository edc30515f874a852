import type { PlatformId } from "../case/vocabulary";

/** Who a notice can go to. What each of them may be told is the audience rule's; this list only names them. */
export const recipientKinds = [
  "platform",
  "host",
  "registrar",
  "shortener",
  "link_hub",
  "payment",
  "authority",
  "association",
  "cert",
  "safe_browsing",
] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** Who reads a notice, as far as it decides what the notice may say. */
export const audiences = [
  "platform",
  "authority",
  "mandate_giver",
  "payment_firm",
  /** Hosts, registrars, shorteners, link hubs: whoever keeps an address running. */
  "infrastructure",
  /** CERTs, security teams, lists of dangerous sites, associations. */
  "security_team",
] as const;
export type Audience = (typeof audiences)[number];

/** What a desk asks for, so that nobody opens its form empty-handed. Message keys `recipients.want.<name>`. */
export const wants = [
  "exact_url",
  "short_url",
  "final_url",
  "domain",
  "pot_url",
  "handle",
  "place",
  "category",
  "published_at",
  "observed_at",
  "narrative",
  "screenshots",
  "reporter_contact",
  "transaction",
  "amount",
  "exchanges",
  "card",
  "sms",
  "mail_headers",
  "trader",
  "notice_history",
  "prior_request",
  "identity_login",
] as const;
export type Want = (typeof wants)[number];

/** Accounts are named to whoever can act on them, or inquires by law; everybody else is told of links and domains alone. */
export const mayReceiveAccounts = (kind: RecipientKind): boolean => kind === "platform" || kind === "authority";

/** The platform that a notice is about: the desk's own, or that of the cases where the desk is no platform's. */
export function platformOf(
  channel: { readonly platform: PlatformId | null },
  cases: readonly { readonly platform: PlatformId }[],
): PlatformId {
  return channel.platform ?? cases[0]?.platform ?? "web";
}
