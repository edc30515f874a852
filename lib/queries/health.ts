import "server-only";
import { db } from "@/lib/db/client";
import { isSealingRefused } from "@/lib/db/seal-refusals";
import { sealedWithin } from "@/lib/domain/audit/log-statements";
import manifest from "@/package.json" with { type: "json" };
import { listMigrations } from "@/prisma/migration-files";
import { readSealState, type SealState } from "./seal-state";

export interface Health {
  readonly status: "ok" | "unavailable";
  readonly version: string;
  readonly database: "ok" | "unavailable";
  /** Pending ones mean that a newer version runs than the one that migrated; null while the database is away. */
  readonly migrations: { readonly applied: number; readonly pending: number } | null;
  /** Seconds since a worker last showed itself; null when none ever did. */
  readonly worker: { readonly ageSeconds: number } | null;
  /** How the trail stands; null while the database is away. */
  readonly lastSeal: LastSeal | null;
  /** What somebody has to look at now; readiness does not depend on it. */
  readonly alarms: readonly Alarm[];
}

export interface LastSeal {
  /** Leaves under the newest signed head. */
  readonly size: number;
  readonly at: string | null;
  /** Entries that wait to be sealed, counted up to 1,000. */
  readonly unsealed: number;
  readonly oldestUnsealedSeconds: number | null;
  readonly verification: { readonly finishedAt: string; readonly isDeep: boolean; readonly problems: number } | null;
}

export type Alarm = "unsealed_over_5_minutes" | "sealing_refused" | "verification_failed";

export const version: string = manifest.version;
const patienceMilliseconds = 3000;

/** Ready means that requests can be served: a database that answers in time and has every migration of this version. */
export async function health(): Promise<Health> {
  const away = {
    status: "unavailable",
    version,
    database: "unavailable",
    migrations: null,
    worker: null,
    lastSeal: null,
    alarms: [],
  } as const;
  try {
    return await withinPatience(readHealth());
  } catch {
    return away;
  }
}

async function readHealth(): Promise<Health> {
  const [known, history, beats, seal, isRefused] = await Promise.all([
    listMigrations(),
    db().$queryRaw<{ name: string }[]>`
      SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    db().$queryRaw<{ age: number | null }[]>`
      SELECT extract(epoch FROM now() - max(seen_at))::float8 AS age FROM worker_heartbeat WHERE name = 'worker'`,
    readSealState(),
    isSealingRefused(db()),
  ]);
  const applied = new Set(history.map((row) => row.name));
  const pending = known.filter((name) => !applied.has(name)).length;
  const age = beats[0]?.age ?? null;
  return {
    status: pending === 0 ? "ok" : "unavailable",
    version,
    database: "ok",
    migrations: { applied: applied.size, pending },
    worker: age === null ? null : { ageSeconds: Math.max(0, Math.round(age)) },
    lastSeal: lastSealOf(seal),
    alarms: alarmsOf(seal, isRefused),
  };
}

function lastSealOf({ size, sealedAt, unsealed, oldestUnsealedSeconds: oldest, verification }: SealState): LastSeal {
  return {
    size,
    at: sealedAt?.toISOString() ?? null,
    unsealed,
    oldestUnsealedSeconds: oldest === null ? null : Math.round(oldest),
    verification: verification && {
      finishedAt: verification.finishedAt.toISOString(),
      isDeep: verification.isDeep,
      problems: verification.problems,
    },
  };
}

function alarmsOf({ oldestUnsealedSeconds, verification }: SealState, isRefused: boolean): Alarm[] {
  const isLate = (oldestUnsealedSeconds ?? 0) > sealedWithin;
  const isWrong = (verification?.problems ?? 0) > 0;
  return [
    ...(isLate ? (["unsealed_over_5_minutes"] as const) : []),
    ...(isRefused ? (["sealing_refused"] as const) : []),
    ...(isWrong ? (["verification_failed"] as const) : []),
  ];
}

async function withinPatience<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error("no answer in time"));
    }, patienceMilliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
