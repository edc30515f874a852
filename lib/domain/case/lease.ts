import type { CaseState } from "./vocabulary";

/** How long a claim lasts without activity. */
export const leaseMinutes = 15;
/** How many cases one person may hold at a time. */
export const leasesAtMost = 10;

/** Where a case goes when its lease is given back or runs out: a case in its first round was open, a later one was reopened. */
export function stateAfterRelease(subject: { state: CaseState; round: number }): CaseState {
  if (subject.state !== "in_review") return subject.state;
  return subject.round > 1 ? "reopened" : "open";
}
