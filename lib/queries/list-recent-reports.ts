import "server-only";
import { db } from "@/lib/db/client";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CaseState, Outcome, PlatformId } from "@/lib/domain/case/vocabulary";

/** One of the addresses that somebody logged lately. */
export interface RecentReport {
  platform: PlatformId;
  handle: string;
  loggedAt: Date;
  reportId: string;
  /** Null where the case is not theirs to open: a restricted desk has it. */
  case: { number: number; state: CaseState; outcome: Outcome | null } | null;
}

interface Row {
  platform: PlatformId;
  handle: string;
  loggedAt: Date;
  reportId: string;
  number: bigint;
  state: CaseState;
  outcome: Outcome | null;
  isVisible: boolean;
}

/** The reporter's latest accounts, each once; erased ones have no name left to show. */
export async function listRecentReports(actor: UserActor, limit = 6): Promise<RecentReport[]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT a.platform_id AS platform, a.handle, latest.created_at AS "loggedAt", latest.id::text AS "reportId", c.number, c.state, c.last_outcome AS outcome,
      ${visibleCases(actor)} AS "isVisible"
    FROM (SELECT DISTINCT ON (r.case_id) r.case_id, r.created_at, r.id
            FROM (SELECT id, case_id, created_at FROM report WHERE reporter_id = ${actor.id}::uuid ORDER BY created_at DESC, id DESC LIMIT ${limit * 5}) r
           ORDER BY r.case_id, r.created_at DESC) latest
    JOIN "case" c ON c.id = latest.case_id JOIN account a ON a.id = c.account_id
    WHERE c.state <> 'erased' AND a.handle <> ''
    ORDER BY latest.created_at DESC LIMIT ${limit}`;
  return rows.map(({ platform, handle, loggedAt, reportId, number, state, outcome, isVisible }) => ({
    platform,
    handle,
    loggedAt,
    reportId,
    case: isVisible ? { number: Number(number), state, outcome } : null,
  }));
}
