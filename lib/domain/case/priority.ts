import { signalPoints, signalPointsCap } from "../signals/checklists";
import type { SignalAnswer } from "./vocabulary";

/** The most that each part can give; together 100. Age is not among them: it enters the rank, not the points. */
export const pointCaps = { signals: signalPointsCap, reports: 20, personWaiting: 15, returned: 15 } as const;

export interface PriorityFacts {
  /** The merged answers of the case's reports. */
  signals: Readonly<Record<string, SignalAnswer | undefined>>;
  /** How many different people reported the account; a person who reports twice counts once. */
  independentReporters: number;
  /** How often each of them was right so far, 0 to 1. Those who have no record yet are left out and count as neutral. */
  reporterAccuracies?: readonly number[];
  /** Someone waits for the outcome: the case is run under a mandate. */
  isPersonWaiting: boolean;
  /** 1 for a first case, 2 for the first return of the account or its operator, and so on. */
  life: number;
}

export interface PriorityPoints {
  signals: number;
  reports: number;
  personWaiting: number;
  returned: number;
  /** 0 to 100. */
  total: number;
}

/** What a reporter without a record is taken for: neither trusted nor doubted. */
export const neutralAccuracy = 0.5;

const within = (value: number, least: number, most: number): number =>
  Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : least;

/**
 * Each reporter closes a part of the distance to the cap, half of it at full accuracy: the second report says much, the
 * twentieth almost nothing, so that a brigade cannot push a case up by numbers alone. The order of reporters does not matter.
 */
export function reportPoints(independentReporters: number, accuracies: readonly number[] = []): number {
  const count = Math.floor(within(independentReporters, 0, 10_000));
  const known = accuracies.map((accuracy) => within(accuracy, 0, 1)).sort((a, b) => b - a);
  let distance = 1;
  for (let reporter = 0; reporter < count; reporter += 1) distance *= 1 - (known[reporter] ?? neutralAccuracy) / 2;
  return Math.round(pointCaps.reports * (1 - distance));
}

/** Two thirds for the first return, all of it from the second on. */
export function returnPoints(life: number): number {
  if (life < 2) return 0;
  return life < 3 ? 10 : pointCaps.returned;
}

/** The named parts that the screen shows. They order the queue and decide nothing. */
export function priorityPoints(facts: PriorityFacts): PriorityPoints {
  const signals = signalPoints(facts.signals);
  const reports = reportPoints(facts.independentReporters, facts.reporterAccuracies);
  const personWaiting = facts.isPersonWaiting ? pointCaps.personWaiting : 0;
  const returned = returnPoints(facts.life);
  return { signals, reports, personWaiting, returned, total: signals + reports + personWaiting + returned };
}

/** One point is worth three days of waiting: sixty days, the longest that a case stays under review, weigh as much as many reports. */
export const secondsPerPoint = 259_200;

/**
 * The number that queues sort by, highest first. Age is in it as the moment of opening: between two cases the difference stays
 * the same while both grow older, so that no job has to rewrite it.
 */
export function queueRank(points: number, openedAt: Date): number {
  return points * secondsPerPoint - Math.floor(openedAt.getTime() / 1000);
}
