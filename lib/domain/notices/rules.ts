import type { Classification, PlatformId } from "../case/vocabulary";

/** A rule of a platform by the name that the platform itself gives it, or the reason that its own report menu offers. */
export interface PlatformRule {
  readonly platform: PlatformId;
  readonly name: string;
  readonly kind: "policy" | "report_reason";
  readonly fits: readonly Classification[];
}

const photos: readonly Classification[] = ["stolen_photo_scammer"];
const bots: readonly Classification[] = ["redirecting_bot"];

/** Only names that were read on the platforms' own or near pages. Where nothing is known, the field stays free. */
export const platformRules: readonly PlatformRule[] = [
  { platform: "x", name: "Authenticity policy: fake personas", kind: "policy", fits: photos },
  { platform: "x", name: "Authenticity policy: impersonation", kind: "policy", fits: photos },
  { platform: "x", name: "Authenticity policy: unauthorised automation", kind: "policy", fits: bots },
  { platform: "instagram", name: "Pretending to be someone else", kind: "report_reason", fits: photos },
  { platform: "facebook", name: "Pretending to be someone", kind: "report_reason", fits: photos },
  { platform: "tiktok", name: "Pretending to Be Someone", kind: "report_reason", fits: photos },
  { platform: "telegram", name: "Fake account", kind: "report_reason", fits: [...photos, ...bots] },
  { platform: "reddit", name: "Impersonation", kind: "report_reason", fits: photos },
  { platform: "reddit", name: "Spam", kind: "report_reason", fits: bots },
  { platform: "bluesky", name: "Impersonation (reasonMisleadingImpersonation)", kind: "report_reason", fits: photos },
  { platform: "bluesky", name: "Fake account or bot (reasonMisleadingBot)", kind: "report_reason", fits: bots },
  { platform: "fediverse", name: "violation", kind: "report_reason", fits: photos },
  { platform: "fediverse", name: "spam", kind: "report_reason", fits: bots },
];

/** The rules to propose for these cases, best first; empty where none is known. */
export function rulesFor(platform: PlatformId, classifications: readonly Classification[]): PlatformRule[] {
  return platformRules.filter(
    (rule) =>
      rule.platform === platform && classifications.some((classification) => rule.fits.includes(classification)),
  );
}
