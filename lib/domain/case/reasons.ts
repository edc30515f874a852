/**
 * Why a command was given, where it cannot simply be undone. Closed lists: the trail keeps markers, never words that could
 * name somebody. Message `case.reason.<command>.<marker>`.
 */
export const commandReasons = {
  safeguard: ["possible_minor", "trafficking", "threat_to_life", "unspecified"],
  discard: ["authentic_account", "not_an_account", "logged_by_mistake"],
  close: ["gone_by_itself", "no_channel", "nothing_more_to_do"],
  reopen: ["new_facts", "decided_in_error", "another_look"],
  /** Why a case needs the lane no more: both people say the same one. */
  leave_lane: ["adult_established", "sent_by_mistake", "authority_cleared", "no_danger"],
  erase: ["request_of_the_person", "retention_ended", "logged_by_mistake"],
} as const;

/** Why a person of the lane deletes what was locked before the clock does. */
export const purgeReasons = ["authority_answered", "nothing_to_keep", "no_image_needed"] as const;
/** Why notices about the account wait, or wait no more. */
export const holdReasons = {
  on: ["authority_asked", "person_in_danger", "trail_would_be_lost"],
  off: ["authority_agrees", "no_danger_seen", "not_needed"],
} as const;
export type ReasonedCommand = keyof typeof commandReasons;
export type CommandReason<C extends ReasonedCommand> = (typeof commandReasons)[C][number];
