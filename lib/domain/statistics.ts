import type { Outcome, PlatformId, Track } from "./case/vocabulary";
import { caseStateOf } from "./notices/tracking";

/** Days back from today; `all` is everything on the record. */
export const statisticsPeriods = ["30", "90", "365", "all"] as const;
export type StatisticsPeriod = (typeof statisticsPeriods)[number];

/** Times that are measured from the sending. */
export const timedSteps = ["receipt", "answer", "removal"] as const;
export type TimedStep = (typeof timedSteps)[number];

/** What each line of the ledger can be counted as. A line counts in several. */
export const figures = [
  "sent",
  "received",
  "answered",
  "removed",
  "refused",
  "unfounded",
  "silent",
  "returned",
] as const;
export type Figure = (typeof figures)[number];

/** What is so of a line of the ledger, in the words of the database's counts. */
export type LineFact = Exclude<Figure, "refused" | "unfounded" | "silent"> | `outcome.${Outcome | "none"}`;

/** A line counts as a figure where one of these is so; silence of one without an outcome begins after `silentAfterDays`. */
export const factsOfFigure: Readonly<Record<Figure, readonly LineFact[]>> = {
  sent: ["sent"],
  received: ["received"],
  answered: ["answered"],
  removed: ["removed"],
  refused: ["outcome.refused", "outcome.refused_unfounded"],
  unfounded: ["outcome.refused_unfounded"],
  silent: ["outcome.no_answer", "outcome.none"],
  returned: ["returned"],
};

/** Equal facts as the database counts them. */
export interface FigureCount extends Record<Figure, number> {
  platform: PlatformId;
  track: Track;
}
/** How many took so many whole hours. */
export interface HoursCount {
  platform: PlatformId;
  track: Track;
  step: TimedStep;
  hours: number;
  count: number;
}

export interface Spread {
  median: number;
  p90: number;
}
export interface StatisticsLine extends FigureCount {
  times: Record<TimedStep, Spread | null>;
}

/** The least number of hours within which that share of them was done; null of nothing. */
export function percentileHours(counts: readonly { hours: number; count: number }[], share: number): number | null {
  const sorted = [...counts].sort((a, b) => a.hours - b.hours);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  const wanted = Math.ceil(total * share);
  let seen = 0;
  for (const { hours, count } of sorted) {
    seen += count;
    if (seen >= wanted && seen > 0) return hours;
  }
  return null;
}

function spreadOf(counts: readonly HoursCount[]): Spread | null {
  const median = percentileHours(counts, 0.5);
  const p90 = percentileHours(counts, 0.9);
  return median === null || p90 === null ? null : { median, p90 };
}

const timesOf = (hours: readonly HoursCount[]): StatisticsLine["times"] => ({
  receipt: spreadOf(hours.filter(({ step }) => step === "receipt")),
  answer: spreadOf(hours.filter(({ step }) => step === "answer")),
  removal: spreadOf(hours.filter(({ step }) => step === "removal")),
});

const nothing = (): Record<Figure, number> => ({
  sent: 0,
  received: 0,
  answered: 0,
  removed: 0,
  refused: 0,
  unfounded: 0,
  silent: 0,
  returned: 0,
});

/** A line for each platform and track, most sent first, and one for all of them. */
export function statisticsOf(counts: readonly FigureCount[], hours: readonly HoursCount[]) {
  const lines = counts
    .map((count): StatisticsLine => {
      const own = hours.filter((one) => one.platform === count.platform && one.track === count.track);
      return { ...count, times: timesOf(own) };
    })
    .sort((a, b) => b.sent - a.sent || (a.platform + a.track < b.platform + b.track ? -1 : 1));
  const total = nothing();
  for (const count of counts) for (const figure of figures) total[figure] += count[figure];
  return { lines, total: { ...total, times: timesOf(hours) } };
}
export type Statistics = ReturnType<typeof statisticsOf>;

/** Of what desks decided, how much went which way: what Art. 23 is judged by. */
export interface AccuracyShare {
  decided: number;
  actedOn: number;
  refused: number;
  unfounded: number;
}

export function accuracyShare(counts: readonly { outcome: Outcome | null; count: number }[]): AccuracyShare {
  const share = { decided: 0, actedOn: 0, refused: 0, unfounded: 0 };
  for (const { outcome, count } of counts) {
    const state = caseStateOf(outcome);
    if (state === "notified" || state === "unanswered") continue;
    share.decided += count;
    if (state === "actioned") share.actedOn += count;
    else share.refused += count;
    if (outcome === "refused_unfounded") share.unfounded += count;
  }
  return share;
}

const leastUnfounded = 2;
const leastPercent = 3;

/** In whole percent; null while too few to say anything or to worry anybody (at least 3 %, and two decisions). */
export function unfoundedAlert({ decided, unfounded }: AccuracyShare): number | null {
  if (decided === 0 || unfounded < leastUnfounded) return null;
  const percent = Math.round((unfounded / decided) * 100);
  return percent >= leastPercent ? percent : null;
}
