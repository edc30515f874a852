import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import type { SignalAnswer, Track } from "@/lib/domain/case/vocabulary";
import { observedSignals, type SignalCode } from "@/lib/domain/signals/checklists";

export interface CaseSignals {
  id: string;
  number: number;
  handle: string;
  track: Track;
  version: number;
  observed: SignalCode[];
}

/** What the reports about several cases say was seen: the ground on which one opinion may be given to all of them. */
export async function getCaseSignals(actor: UserActor, ids: readonly string[]): Promise<CaseSignals[]> {
  const rows = await db().$queryRaw<
    {
      id: string;
      number: bigint;
      handle: string;
      track: Track;
      version: number;
      signals: Record<string, SignalAnswer>;
    }[]
  >(Prisma.sql`
    SELECT c.id, c.number, a.handle, c.track, c.version, c.signals FROM "case" c JOIN account a ON a.id = c.account_id
    WHERE c.id = ANY (${[...ids]}::uuid[]) AND ${visibleCases(actor)} ORDER BY c.number`);
  return rows.map(({ signals, number, ...row }) => ({
    ...row,
    number: Number(number),
    observed: observedSignals(signals),
  }));
}
