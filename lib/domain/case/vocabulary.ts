/** The words of spec 01, as closed lists. Tables, addresses, messages and screens use these very strings. */
export const caseStates = [
  "draft",
  "open",
  "reopened",
  "in_review",
  "second_opinion",
  "confirmed",
  "notified",
  "actioned",
  "refused",
  "unanswered",
  "closed",
  "rejected",
  "undetermined",
  "authentic",
  "safeguarding",
  "merged",
  "erased",
] as const;
export type CaseState = (typeof caseStates)[number];

/** While a case is in one of these, a new report about its account joins it (all but the lane unique in the database). */
export const openStates = [
  "draft",
  "open",
  "reopened",
  "in_review",
  "second_opinion",
  "confirmed",
  "safeguarding",
] as const satisfies readonly CaseState[];

export const tracks = ["stolen_photo_scammer", "redirecting_bot"] as const;
export type Track = (typeof tracks)[number];

export const classifications = [
  "stolen_photo_scammer",
  "redirecting_bot",
  "authentic",
  "other_abuse",
  "undetermined",
] as const;
export type Classification = (typeof classifications)[number];

export const signalAnswers = ["yes", "no", "unknown"] as const;
export type SignalAnswer = (typeof signalAnswers)[number];

/** "Could the person shown, or the persona, be under 18?" Asked before any image; yes and unsure mean the safety lane. */
export const ageAnswers = ["no", "unsure", "yes"] as const;
export type AgeAnswer = (typeof ageAnswers)[number];

export const outcomes = [
  "account_removed",
  "account_suspended",
  "content_removed",
  "restricted",
  "verified_gone",
  "already_gone",
  "refused",
  "refused_unfounded",
  "no_answer",
  "back_again",
] as const;
export type Outcome = (typeof outcomes)[number];

export const noticeKinds = ["terms_report", "illegal_content_notice"] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const roles = ["volunteer", "reviewer", "safeguarding", "protection", "auditor", "admin"] as const;
export type Role = (typeof roles)[number];

export const platformIds = [
  "x",
  "instagram",
  "facebook",
  "threads",
  "tiktok",
  "snapchat",
  "telegram",
  "reddit",
  "youtube",
  "twitch",
  "pinterest",
  "linkedin",
  "tumblr",
  "vk",
  "discord",
  "bluesky",
  "fediverse",
  "onlyfans",
  "mym",
  "fansly",
  "fanvue",
  "linktree",
  "allmylinks",
  "beacons",
  "web",
] as const;
export type PlatformId = (typeof platformIds)[number];
