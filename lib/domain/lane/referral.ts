import { z } from "zod";
import type { LaneKind } from "./stay";
import { type ReferralChannel, referralChannels } from "./recipients";

export const referralKinds = [
  "suspected_minor_sexual",
  "suspected_minor_prostitution",
  "suspected_trafficking",
  "suspected_pimping",
  "sextortion",
  "threat_to_life",
] as const;
export type ReferralKind = (typeof referralKinds)[number];

export const urgencies = ["immediate_danger_17_112", "same_hour", "same_day"] as const;
export type Urgency = (typeof urgencies)[number];

/** What a case's kind begins with; the person chooses. */
export const firstReferralKind: Readonly<Record<LaneKind, ReferralKind>> = {
  possible_minor: "suspected_minor_sexual",
  unspecified: "suspected_minor_sexual",
  trafficking: "suspected_trafficking",
  threat_to_life: "threat_to_life",
};

export const whyLength = { min: 10, max: 1000 } as const;
/** A picture pasted as text, or a digest of one: neither is ever referred. */
const isPicture = (text: string): boolean =>
  /data:|base64/i.test(text) || /(?:^|[^0-9a-f])[0-9a-f]{32,}(?![0-9a-f])/i.test(text);
const plain = z
  .string()
  .trim()
  .regex(/^[^\p{Cs}\p{Co}\p{Cn}\u0000-\u0009\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]*$/u);

/** Neutral words on what was seen: age said, words, context. Never a description of what is sexual. */
export const whySchema = plain
  .min(whyLength.min)
  .max(whyLength.max)
  .refine((text) => !isPicture(text), { message: "referral_has_picture" });

/** What a person records once they have referred by hand. */
export const referralSchema = z.strictObject({
  recipient: z.enum(referralChannels),
  kind: z.enum(referralKinds),
  urgency: z.enum(urgencies),
  why: whySchema,
  publishedAt: z.coerce.date().nullable().default(null),
  territoryHint: plain.max(100).default(""),
  channelReference: plain.max(200).default(""),
  isContactShared: z.boolean().default(false),
  referredAt: z.coerce.date(),
});
export type ReferralInput = z.infer<typeof referralSchema>;

/** What a referral tells of the account: where it is, and when somebody saw it. */
export interface ReferredAccount {
  readonly address: string;
  readonly handle: string;
  readonly platform: string;
  readonly observedAt: Date;
}

export interface RecordedReferral extends ReferralInput {
  readonly id: string;
  readonly caseId: string;
}

/** A referral as the project's schema has it: every field there is; there is none for a picture or a digest. */
export function referralDocument(
  referral: RecordedReferral,
  account: ReferredAccount,
  purgedAt: Date | null,
): Record<string, unknown> {
  const { recipient, publishedAt, territoryHint, channelReference } = referral;
  return {
    referral_id: referral.id,
    case_id: referral.caseId,
    kind: referral.kind,
    urgency: referral.urgency,
    locations: [account.address],
    account_handle: account.handle,
    platform: account.platform,
    observed_at: account.observedAt.toISOString(),
    ...(publishedAt && { published_at: publishedAt.toISOString() }),
    why: referral.why,
    ...(territoryHint !== "" && { territory_hint: territoryHint }),
    channel: recipient satisfies ReferralChannel,
    ...(channelReference !== "" && { channel_reference: channelReference }),
    referred_at: referral.referredAt.toISOString(),
    referrer_role: "safeguarding_lead",
    referrer_contact_shared: referral.isContactShared,
    ...(purgedAt && { case_media_purged_at: purgedAt.toISOString() }),
  };
}
