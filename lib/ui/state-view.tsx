import type { CaseState, Outcome, Track } from "@/lib/domain/case/vocabulary";
import type { IconName } from "./icon";
import type { Tone } from "./tone";

interface View {
  icon: IconName;
  tone: Tone;
}

/**
 * The one record of how a state looks; badge, filter, chart legend and PDF read it. Its word is the message
 * `vocabulary.state.<state>`. Every state has a silhouette of its own: colour alone never tells two apart.
 */
export const stateViews = {
  draft: { icon: "state-draft", tone: "neutral" },
  open: { icon: "state-open", tone: "neutral" },
  reopened: { icon: "state-reopened", tone: "amber" },
  in_review: { icon: "state-in_review", tone: "blue" },
  second_opinion: { icon: "state-second_opinion", tone: "blue" },
  confirmed: { icon: "state-confirmed", tone: "accent" },
  notified: { icon: "state-notified", tone: "blue" },
  actioned: { icon: "state-actioned", tone: "green" },
  refused: { icon: "state-refused", tone: "red" },
  unanswered: { icon: "state-unanswered", tone: "amber" },
  closed: { icon: "state-closed", tone: "neutral" },
  rejected: { icon: "state-rejected", tone: "neutral" },
  undetermined: { icon: "state-undetermined", tone: "neutral" },
  authentic: { icon: "state-authentic", tone: "green" },
  safeguarding: { icon: "state-safeguarding", tone: "red" },
  merged: { icon: "state-merged", tone: "neutral" },
  erased: { icon: "state-erased", tone: "neutral" },
} as const satisfies Record<CaseState, View>;

/** What the recipient did, and the three steps before it did anything. */
export type NoticeStep = Outcome | "to_send" | "sent" | "received";

export const outcomeViews = {
  to_send: { icon: "state-draft", tone: "neutral" },
  sent: { icon: "state-notified", tone: "blue" },
  received: { icon: "state-in_review", tone: "blue" },
  account_removed: { icon: "state-actioned", tone: "green" },
  account_suspended: { icon: "state-actioned", tone: "green" },
  content_removed: { icon: "state-actioned", tone: "green" },
  restricted: { icon: "outcome-restricted", tone: "green" },
  verified_gone: { icon: "outcome-verified-gone", tone: "green" },
  already_gone: { icon: "outcome-already-gone", tone: "neutral" },
  refused: { icon: "state-refused", tone: "red" },
  refused_unfounded: { icon: "outcome-refused-unfounded", tone: "red" },
  no_answer: { icon: "state-unanswered", tone: "amber" },
  back_again: { icon: "back-again", tone: "amber" },
} as const satisfies Record<NoticeStep, View>;

/** Tracks are never coloured: neither kind is worse than the other. */
export const trackIcons = {
  stolen_photo_scammer: "track-stolen-photo",
  redirecting_bot: "track-redirecting-bot",
} as const satisfies Record<Track, IconName>;
