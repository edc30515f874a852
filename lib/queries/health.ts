import "server-only";
import { db } from "@/lib/db/client";
import manifest from "@/package.json" with { type: "json" };
import { listMigrations } from "@/prisma/migration-files";

export interface Health {
  readonly status: "ok" | "unavailable";
  readonly version: string;
  readonly database: "ok" | "unavailable";
  /** Pending ones mean that a newer version runs than the one that migrated; null while the database is away. */
  readonly migrations: { readonly applied: number; readonly pending: number } | null;
  /** Seconds since a worker last showed itself; null when none ever did. */
  readonly worker: { readonly ageSeconds: number } | null;
  readonly lastSeal: string | null;
}

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
  } as const;
  try {
    return await withinPatience(readHealth());
  } catch {
    return away;
  }
}

async function readHealth(): Promise<Health> {
  const [known, history, beats] = await Promise.all([
    listMigrations(),
    db().$queryRaw<{ name: string }[]>`
      SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    db().$queryRaw<{ age: number | null }[]>`
      SELECT extract(epoch FROM now() - max(seen_at))::float8 AS age FROM worker_heartbeat`,
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
    lastSeal: null,
  };
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
