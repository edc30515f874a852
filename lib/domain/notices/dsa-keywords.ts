import type { Classification } from "../case/vocabulary";
import type { SignalCode } from "../signals/checklists";

/**
 * The part of the DSA Transparency Database's vocabulary (in force since 1 July 2025) that these notices can need, each keyword
 * under its category. What concerns minors and trafficking is left out on purpose: the safety lane has no such notice.
 */
export const dsaVocabulary = {
  STATEMENT_CATEGORY_SCAMS_AND_FRAUD: [
    "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING",
    "KEYWORD_INAUTHENTIC_ACCOUNTS",
    "KEYWORD_INAUTHENTIC_LISTINGS",
    "KEYWORD_INAUTHENTIC_USER_REVIEWS",
    "KEYWORD_PHISHING",
    "KEYWORD_PYRAMID_SCHEMES",
  ],
  STATEMENT_CATEGORY_CYBER_VIOLENCE: [
    "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING",
    "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE",
  ],
  STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN: [
    "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN",
    "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE_AGAINST_WOMEN",
  ],
  STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS: ["KEYWORD_COPYRIGHT_INFRINGEMENT"],
  STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS: [
    "KEYWORD_MISSING_PROCESSING_GROUND",
    "KEYWORD_RIGHT_TO_BE_FORGOTTEN",
  ],
  STATEMENT_CATEGORY_CONSUMER_INFORMATION: ["KEYWORD_HIDDEN_ADVERTISEMENT", "KEYWORD_MISLEADING_INFO_GOODS_SERVICES"],
  STATEMENT_CATEGORY_OTHER_VIOLATION_TC: [
    "KEYWORD_ADULT_SEXUAL_MATERIAL",
    "KEYWORD_NUDITY",
    "KEYWORD_GOODS_SERVICES_NOT_PERMITTED",
  ],
} as const;

export type DsaCategory = keyof typeof dsaVocabulary;
export type DsaKeyword = (typeof dsaVocabulary)[DsaCategory][number];

export const dsaCategories = Object.keys(dsaVocabulary) as DsaCategory[];
export const dsaKeywords: readonly DsaKeyword[] = dsaCategories.flatMap((category) => dsaVocabulary[category]);

export const isDsaCategory = (text: string): text is DsaCategory => (dsaCategories as string[]).includes(text);
export const isDsaKeyword = (text: string): text is DsaKeyword => (dsaKeywords as readonly string[]).includes(text);

/**
 * What a notice proposes before anyone chooses: fraud for both tracks, impersonation where photos are another's, hidden
 * advertising where affiliate parameters were observed. More (copyright, images shared without consent) is the reviewer's choice.
 */
export function defaultDsa(
  cases: readonly { classification: Classification | null; confirmedSignals: readonly SignalCode[] }[],
): { category: DsaCategory; keywords: DsaKeyword[] } {
  const keywords: DsaKeyword[] = [];
  if (cases.some((entry) => entry.classification === "stolen_photo_scammer")) {
    keywords.push("KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING");
  }
  keywords.push("KEYWORD_INAUTHENTIC_ACCOUNTS");
  if (cases.some((entry) => entry.classification === "redirecting_bot" && entry.confirmedSignals.includes("RB-04"))) {
    keywords.push("KEYWORD_HIDDEN_ADVERTISEMENT");
  }
  return { category: "STATEMENT_CATEGORY_SCAMS_AND_FRAUD", keywords };
}

/** The category and keywords that a notice carries: those chosen, or the default where nobody has chosen. */
export function dsaOf(notice: {
  readonly dsaCategory: DsaCategory | null;
  readonly dsaKeywords: readonly DsaKeyword[];
  readonly cases: Parameters<typeof defaultDsa>[0];
}): { category: DsaCategory; keywords: DsaKeyword[] } {
  if (notice.dsaCategory === null) return defaultDsa(notice.cases);
  return { category: notice.dsaCategory, keywords: [...new Set(notice.dsaKeywords)] };
}
