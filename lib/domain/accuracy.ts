import { caseStateOf } from "./notices/tracking";
import type { Classification, Outcome, PlatformId, Track } from "./case/vocabulary";
import { isFake, type DecisionBasis } from "./case/opinions";

/** Days back from today that the figures on somebody's own work are given for (R4). */
export const accuracyDays = [30, 90, 365] as const;
export type AccuracyDays = (typeof accuracyDays)[number];

/** What became of each kind of work. An opinion counts once its round is decided, so that no figure betrays one that is blind. */
export const accuracyMeasures = {
  opinions: ["agreed", "overturned", "three_differed", "alone"],
  reports: ["confirmed", "unfounded", "otherwise", "undecided"],
  notices: ["acted_on", "refused", "refused_unfounded", "unanswered", "waiting"],
} as const;
export type AccuracyPart = keyof typeof accuracyMeasures;
export type AccuracyMeasure = (typeof accuracyMeasures)[AccuracyPart][number];
export const accuracyParts = Object.keys(accuracyMeasures) as AccuracyPart[];

/** One group of equal facts, as counted by the database. */
export interface AccuracyCount {
  part: AccuracyPart;
  measure: AccuracyMeasure;
  track: Track;
  platform: PlatformId;
  /** The least window that they fall into. */
  days: AccuracyDays;
  count: number;
}

export type Measured = Partial<Record<AccuracyMeasure, number>>;
export interface AccuracyLine {
  track: Track;
  platform: PlatformId;
  total: number;
  measures: Measured;
}
export interface AccuracyOfPart {
  part: AccuracyPart;
  total: number;
  measures: Measured;
  lines: AccuracyLine[];
}

/** The last decision on the case says whether an opinion held, be it of its own round or of a later one. */
export function measureOfOpinion(
  opinion: Classification,
  last: { classification: Classification; basis: DecisionBasis; isOwnRound: boolean },
): AccuracyMeasure {
  if (last.basis === "three_differ") return "three_differed";
  if (last.basis === "solo" && last.isOwnRound) return "alone";
  return last.classification === opinion ? "agreed" : "overturned";
}

/** Unfounded: the account turned out to be a real person's. */
export function measureOfReport(classification: Classification | null): AccuracyMeasure {
  if (classification === null) return "undecided";
  if (isFake(classification)) return "confirmed";
  return classification === "authentic" ? "unfounded" : "otherwise";
}

export function measureOfNotice(outcome: Outcome | null): AccuracyMeasure {
  if (outcome === null) return "waiting";
  if (outcome === "refused_unfounded") return "refused_unfounded";
  const state = caseStateOf(outcome);
  if (state === "actioned") return "acted_on";
  return state === "refused" ? "refused" : "unanswered";
}

/** The figures of one window: each part with its sum, and a line for each track and platform in which there was any. */
export function accuracyIn(days: AccuracyDays, counts: readonly AccuracyCount[]): AccuracyOfPart[] {
  const within = counts.filter((one) => one.days <= days);
  return accuracyParts.map((part) => {
    const lines = new Map<string, AccuracyLine>();
    const whole = { total: 0, measures: {} as Measured };
    for (const { measure, track, platform, count } of within.filter((one) => one.part === part)) {
      const key = `${track} ${platform}`;
      const line = lines.get(key) ?? { track, platform, total: 0, measures: {} };
      for (const sum of [whole, line]) {
        sum.total += count;
        sum.measures[measure] = (sum.measures[measure] ?? 0) + count;
      }
      lines.set(key, line);
    }
    const inOrder = [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
    return { part, ...whole, lines: inOrder };
  });
}
