import { priorityPoints, queueRank } from "../case/priority";
import type { CaseState, PlatformId, SignalAnswer, Track } from "../case/vocabulary";
import { checklists, signalStrengthSummary } from "../signals/checklists";
import { SeededRandom } from "./random";

export interface SampleReport {
  id: string;
  reporter: number;
  signals: Record<string, SignalAnswer>;
  observed: string;
  createdAt: Date;
}

export interface SampleCase {
  id: string;
  accountId: string;
  platform: PlatformId;
  handle: string;
  profileUrl: string;
  stableId: string | null;
  state: CaseState;
  track: Track;
  life: number;
  openedAt: Date;
  stateChangedAt: Date;
  dueAt: Date | null;
  language: "fr" | "en";
  signals: Record<string, SignalAnswer>;
  strong: number;
  medium: number;
  weak: number;
  points: { signals: number; reports: number; personWaiting: number; returned: number };
  queueRank: number;
  lastOutcome: string | null;
  reports: SampleReport[];
}

/** How a desk of some years looks: most work is done, a part waits for an answer, a part for a reviewer. */
const stateWeights = {
  open: 14,
  reopened: 1,
  second_opinion: 3,
  confirmed: 5,
  notified: 15,
  unanswered: 5,
  actioned: 33,
  refused: 4,
  closed: 12,
  rejected: 4,
  undetermined: 3.5,
  safeguarding: 0.5,
} as const satisfies Partial<Record<CaseState, number>>;

const platformWeights = {
  x: 34,
  instagram: 24,
  tiktok: 9,
  snapchat: 8,
  telegram: 8,
  facebook: 5,
  reddit: 4,
  threads: 3,
  bluesky: 2,
  onlyfans: 2,
  mym: 1,
} as const satisfies Partial<Record<PlatformId, number>>;
type SamplePlatform = keyof typeof platformWeights;

const addressOf: Record<SamplePlatform, (handle: string) => string> = {
  x: (handle) => `https://x.com/${handle}`,
  instagram: (handle) => `https://www.instagram.com/${handle}/`,
  tiktok: (handle) => `https://www.tiktok.com/@${handle}`,
  snapchat: (handle) => `https://www.snapchat.com/add/${handle}`,
  telegram: (handle) => `https://t.me/${handle}`,
  facebook: (handle) => `https://www.facebook.com/${handle}`,
  reddit: (handle) => `https://www.reddit.com/user/${handle}`,
  threads: (handle) => `https://www.threads.com/@${handle}`,
  bluesky: (handle) => `https://bsky.app/profile/${handle}`,
  onlyfans: (handle) => `https://onlyfans.com/${handle}`,
  mym: (handle) => `https://mym.fans/${handle}`,
};

const firstParts = [
  "mira",
  "solen",
  "tilia",
  "vanou",
  "ysolde",
  "orlane",
  "perle",
  "naelle",
  "cyrene",
  "ondine",
  "livia",
  "romane",
] as const;
const lastParts = [
  "brume",
  "sable",
  "corail",
  "velours",
  "ambre",
  "nacre",
  "lilas",
  "safran",
  "givre",
  "opale",
] as const;
const outcomesOf: Partial<Record<CaseState, string>> = {
  actioned: "account_removed",
  closed: "account_suspended",
  refused: "refused",
  unanswered: "no_answer",
};

const day = 86_400_000;

/**
 * Invented cases, one after the other, so that a million of them need no memory. The same seed, count and day give the same rows.
 * `until` is the day on which the newest is opened; `reporters` how many people log them.
 */
export function* bulkCases(options: {
  seed: number;
  count: number;
  until: Date;
  reporters: number;
}): Generator<SampleCase> {
  const random = new SeededRandom(options.seed);
  for (let index = 0; index < options.count; index += 1) yield bulkCase(random, index, options);
}

function bulkCase(
  random: SeededRandom,
  index: number,
  options: { count: number; until: Date; reporters: number },
): SampleCase {
  const track: Track = random.chance(0.45) ? "stolen_photo_scammer" : "redirecting_bot";
  const platform = random.weighted(platformWeights);
  // Within fifteen characters, which the strictest platforms allow.
  const stem = `${random.pick(firstParts)}${random.pick(lastParts).slice(0, 3)}${index.toString(36)}`;
  const handle = platform === "bluesky" ? `${stem}.bsky.social` : stem;
  const state = random.weighted(stateWeights);
  const isToDo = state === "open" || state === "reopened" || state === "second_opinion" || state === "confirmed";
  // What still waits for a reviewer is not older than the retention of a case under review.
  const openedAt = new Date(options.until.getTime() - Math.floor(random.next() * (isToDo ? 60 : 730) * day));
  const life = random.chance(0.05) ? random.between(2, 4) : 1;
  const reports: SampleReport[] = [];
  const signals: Record<string, SignalAnswer> = {};
  const reportCount = random.weighted({ "1": 70, "2": 18, "3": 7, "5": 4, "9": 1 });
  for (let number = 0; number < Number(reportCount); number += 1) {
    const said: Record<string, SignalAnswer> = {};
    for (const item of checklists[track].slice(0, 6)) {
      if (random.chance(0.4)) said[item.code] = random.weighted({ yes: 6, no: 2, unknown: 2 });
    }
    for (const [code, answer] of Object.entries(said)) if (signals[code] !== "yes") signals[code] = answer;
    reports.push({
      id: random.uuid(),
      reporter: random.between(0, options.reporters - 1),
      signals: said,
      observed:
        track === "redirecting_bot"
          ? "Lien en bio vers une page de rencontres payante."
          : "Tarifs de packs observés en story.",
      createdAt: new Date(openedAt.getTime() + number * random.between(1, 200) * 60_000),
    });
  }
  const points = priorityPoints({
    signals,
    independentReporters: new Set(reports.map((report) => report.reporter)).size,
    isPersonWaiting: random.chance(0.08),
    life,
  });
  const strength = signalStrengthSummary(signals);
  const isWaiting = state === "notified" || state === "unanswered" || state === "refused";
  return {
    id: random.uuid(),
    accountId: random.uuid(),
    platform,
    handle,
    profileUrl: addressOf[platform](handle),
    stableId: random.chance(0.3) ? String(10_000_000_000 + index) : null,
    state,
    track,
    life,
    openedAt,
    stateChangedAt: new Date(openedAt.getTime() + (state === "open" ? 0 : random.between(1, isToDo ? 5 : 40) * day)),
    dueAt:
      isToDo || isWaiting
        ? new Date(openedAt.getTime() + random.between(isToDo ? 14 : 60, isToDo ? 60 : 400) * day)
        : null,
    language: random.chance(0.8) ? "fr" : "en",
    signals,
    ...strength,
    points,
    queueRank: queueRank(points.total, openedAt),
    lastOutcome: outcomesOf[state] ?? null,
    reports,
  };
}
