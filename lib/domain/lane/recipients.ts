import type { LaneKind } from "./stay";

/** The schema's channels: what a recorded referral says it went through. */
export const referralChannels = [
  "PHAROS",
  "POINT_DE_CONTACT",
  "PLATFORM_CSAM_FORM",
  "119",
  "17_112_114",
  "PROCUREUR",
  "NCMEC_CYBERTIPLINE",
  "INHOPE_HOTLINE",
  "ASSOCIATION_AC_SE_OR_MIPROF_LIST",
] as const;
export type ReferralChannel = (typeof referralChannels)[number];

/** What a form asks for, in the words of lib/domain/lane/referral-words.ts. None takes a picture, a fingerprint or a digest. */
export const referralFields = [
  "category",
  "address",
  "account",
  "platform",
  "when",
  "comment",
  "reporter",
  "subject",
  "letter",
  "say",
] as const;
export type ReferralField = (typeof referralFields)[number];

export interface Recipient {
  readonly id: ReferralChannel;
  /** By its form, by telephone, by a letter or mail. */
  readonly way: "form" | "phone" | "letter";
  /** Where the form is; absent where there is none. */
  readonly url?: string;
  readonly phones?: readonly string[];
  /** In the form's own order, each with the longest text that it takes. */
  readonly fields: readonly { readonly key: ReferralField; readonly maxLength: number }[];
  /** For which kinds it is offered; the first of a kind's recipients is where to begin. */
  readonly kinds: readonly LaneKind[];
  /** The platform learns of it: not while notices wait. */
  readonly tellsPlatform: boolean;
  readonly language: "fr" | "en";
}

const text = (key: ReferralField, maxLength: number) => ({ key, maxLength });
const minors: readonly LaneKind[] = ["possible_minor", "unspecified"];
const everything: readonly LaneKind[] = ["possible_minor", "trafficking", "threat_to_life", "unspecified"];

/** Whom a person of the lane refers to, by hand, in the order of urgency. */
export const recipients: readonly Recipient[] = [
  {
    id: "17_112_114",
    way: "phone",
    phones: ["17", "112", "114"],
    fields: [text("say", 1200)],
    kinds: ["threat_to_life", ...minors, "trafficking"],
    tellsPlatform: false,
    language: "fr",
  },
  {
    id: "PHAROS",
    way: "form",
    url: "https://www.internet-signalement.gouv.fr/",
    fields: [
      text("category", 120),
      text("when", 60),
      text("platform", 80),
      text("address", 500),
      text("comment", 2000),
      text("reporter", 200),
    ],
    kinds: everything,
    tellsPlatform: false,
    language: "fr",
  },
  {
    id: "POINT_DE_CONTACT",
    way: "form",
    url: "https://www.pointdecontact.net/",
    fields: [text("category", 120), text("address", 500), text("comment", 2000), text("reporter", 200)],
    kinds: minors,
    tellsPlatform: false,
    language: "fr",
  },
  {
    id: "PLATFORM_CSAM_FORM",
    way: "form",
    fields: [text("address", 500), text("account", 120), text("comment", 1000), text("reporter", 200)],
    kinds: minors,
    tellsPlatform: true,
    language: "en",
  },
  {
    id: "119",
    way: "phone",
    phones: ["119"],
    fields: [text("say", 1200)],
    kinds: minors,
    tellsPlatform: false,
    language: "fr",
  },
  {
    id: "PROCUREUR",
    way: "letter",
    fields: [text("subject", 150), text("letter", 4000)],
    kinds: ["trafficking", "threat_to_life", "possible_minor"],
    tellsPlatform: false,
    language: "fr",
  },
  {
    id: "ASSOCIATION_AC_SE_OR_MIPROF_LIST",
    way: "phone",
    fields: [text("say", 1200)],
    kinds: ["trafficking"],
    tellsPlatform: false,
    language: "fr",
  },
  {
    id: "NCMEC_CYBERTIPLINE",
    way: "form",
    url: "https://report.cybertip.org/",
    fields: [text("platform", 80), text("address", 500), text("account", 120), text("when", 60), text("comment", 2000)],
    kinds: minors,
    tellsPlatform: false,
    language: "en",
  },
  {
    id: "INHOPE_HOTLINE",
    way: "form",
    url: "https://inhope.org/",
    fields: [text("address", 500), text("comment", 2000)],
    kinds: minors,
    tellsPlatform: false,
    language: "en",
  },
];

export const recipientOf = (id: ReferralChannel): Recipient => {
  const found = recipients.find((one) => one.id === id);
  if (!found) throw new Error(`No recipient is called ${id}.`);
  return found;
};

/** In the order in which they press for this kind. */
export function recipientsFor(kind: LaneKind): Recipient[] {
  const offered = recipients.filter(({ kinds }) => kinds.includes(kind));
  return kind === "threat_to_life" ? offered : [...offered.slice(1), ...offered.slice(0, 1)];
}
