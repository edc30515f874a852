/**
 * Why a command was given, where it cannot simply be undone. Closed lists: the trail keeps markers, never words that could
 * name somebody. Message `case.reason.<command>.<marker>`.
 */
export const commandReasons = {
  safeguard: ["possible_minor", "trafficking", "threat_to_life", "unspecified"],
  discard: ["authentic_account", "not_an_account", "logged_by_mistake"],
  close: ["gone_by_itself", "no_channel", "nothing_more_to_do"],
  reopen: ["new_facts", "decided_in_error", "another_look"],
  erase: ["request_of_the_person", "retention_ended", "logged_by_mistake"],
} as const;
export type ReasonedCommand = keyof typeof commandReasons;
export type CommandReason<C extends ReasonedCommand> = (typeof commandReasons)[C][number];
