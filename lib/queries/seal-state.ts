import "server-only";
import { db } from "@/lib/db/client";

/** How the trail stands, for whoever looks after it. Sizes are numbers of leaves. */
export interface SealState {
  origin: string | null;
  /** The public key in force, for others to pin. */
  vkey: string | null;
  size: number;
  sealedAt: Date | null;
  /** Entries that wait for the sealer; counted no further than `unsealedAtMost`. */
  unsealed: number;
  oldestUnsealedSeconds: number | null;
  verification: { finishedAt: Date; isDeep: boolean; entries: number; problems: number } | null;
  witnesses: { active: number; failing: number };
}

export const unsealedAtMost = 1000;

/** Costs the same whatever the size of the trail. */
export async function readSealState(): Promise<SealState> {
  const [row] = await db().$queryRaw<Omit<SealState, "witnesses" | "verification">[]>`
    SELECT l.origin, (SELECT k.vkey FROM audit_key k WHERE k.log = l.number ORDER BY k.created_at DESC LIMIT 1) AS vkey,
      coalesce(c.size, 0)::float8 AS size, c.signed_at AS "sealedAt",
      (SELECT count(*)::int FROM (SELECT 1 FROM audit_queue LIMIT ${unsealedAtMost}) waiting) AS unsealed,
      (SELECT greatest(0, extract(epoch FROM now() - q.at))::float8 FROM audit_queue q ORDER BY q.entry_id LIMIT 1) AS "oldestUnsealedSeconds"
    FROM (SELECT 1) one
    LEFT JOIN LATERAL (SELECT number, origin FROM audit_log ORDER BY number DESC LIMIT 1) l ON true
    LEFT JOIN LATERAL (SELECT size, signed_at FROM audit_checkpoint WHERE log = l.number ORDER BY size DESC LIMIT 1) c ON true`;
  const [verification] = await db().$queryRaw<NonNullable<SealState["verification"]>[]>`
    SELECT finished_at AS "finishedAt", is_deep AS "isDeep", entries::float8 AS entries, problem_count::float8 AS problems
    FROM audit_verification ORDER BY id DESC LIMIT 1`;
  const [witnesses] = await db().$queryRaw<SealState["witnesses"][]>`
    SELECT count(*)::int AS active, count(failure)::int AS failing FROM witness WHERE is_active`;
  return {
    origin: row?.origin ?? null,
    vkey: row?.vkey ?? null,
    size: row?.size ?? 0,
    sealedAt: row?.sealedAt ?? null,
    unsealed: row?.unsealed ?? 0,
    oldestUnsealedSeconds: row?.oldestUnsealedSeconds ?? null,
    verification: verification ?? null,
    witnesses: witnesses ?? { active: 0, failing: 0 },
  };
}
