import type { Colleague } from "../access/second-person";
import { proposalDays } from "../access/second-person";
import type { CaseState } from "../case/vocabulary";

/** Why a case is in the lane; the markers of the command that brought it there. */
export const laneKinds = ["possible_minor", "trafficking", "threat_to_life", "unspecified"] as const;
export type LaneKind = (typeof laneKinds)[number];

/** Notices about the account: nobody asked; waiting for a decision, and so held; held; free again. */
export const laneHolds = ["none", "proposed", "on", "off"] as const;
export type LaneHold = (typeof laneHolds)[number];

/** So long at most notices wait; it can be said again. */
export const holdDaysAtMost = 30;
export const exitDays = proposalDays;

/** What was locked goes by itself after so long, and a referral is due within the hour; reminded of while there is time left. */
export const purgeAfterHours = 24;
export const referWithinMinutes = 60;
export const remindAfterMinutes = 40;

export const purgeDueAt = (since: Date): Date => new Date(since.getTime() + purgeAfterHours * 3_600_000);
export const referralDueAt = (since: Date): Date => new Date(since.getTime() + referWithinMinutes * 60_000);

export const isHoldStanding = (hold: LaneHold, until: Date | null, now: Date): boolean =>
  hold === "proposed" || (hold === "on" && until !== null && until > now);

/** A time that the case was here before; `since` is not known of a purge outside the lane, after a backup was restored. */
export interface EarlierStay {
  readonly since: Date | null;
  readonly until: Date;
  readonly purgedAt: Date | null;
}

/** When what belonged to a referral was purged: in the stay in which it was recorded, whatever became of the case since. */
export const purgeOf = (recordedAt: Date, earlier: readonly EarlierStay[], now: Date | null): Date | null => {
  const stay = earlier.find(({ since, until }) => since !== null && since <= recordedAt && recordedAt <= until);
  return stay === undefined ? now : stay.purgedAt;
};

/** The states in which what was decided, sent or ended stands as it was. */
const standing = ["notified", "actioned", "refused", "unanswered", "closed", "rejected", "undetermined"] as const;

export type ResumedState = "draft" | "open" | "reopened" | (typeof standing)[number];

/**
 * How a case goes on that leaves the lane. Whatever was under review, or decided and not yet sent, is looked at afresh: nobody who saw
 * it before it was closed to them goes on where they were.
 */
export function resumedFrom(from: CaseState | null): ResumedState {
  if (from === null || from === "open") return "open";
  if (from === "draft") return "draft";
  return standing.find((state) => state === from) ?? "reopened";
}

/**
 * Who may confirm that a case leaves: others of the lane's people, never one whom the proposer brought in within the last week, nor one
 * who became one of them since.
 */
export function exitConfirmersOf(team: readonly Colleague[], proposerId: string): string[] {
  return team
    .filter(
      ({ id, roles, newRoles, isBroughtByProposer, isRemovedByProposer }) =>
        id !== proposerId &&
        roles.includes("safeguarding") &&
        !newRoles.includes("safeguarding") &&
        !isBroughtByProposer &&
        !isRemovedByProposer,
    )
    .map(({ id }) => id);
}
