import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { db, Prisma } from "@/lib/db/client";
import { mandateReference } from "@/lib/db/notices";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed, casesExportedFreely, isRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { exportHead, exportLine, type ExportFacts, type ExportFormat } from "@/lib/domain/case/export-row";
import type { SignalAnswer } from "@/lib/domain/case/vocabulary";
import { observedSignals } from "@/lib/domain/signals/checklists";
import type { CaseQuery } from "@/lib/tables/case-filters";
import { rowsWhere, viewSource } from "./case-sql";

const { sql } = Prisma;
const batchSize = 500;

/** A list of the queue, cases by their numbers, or everything that the actor may export. */
export type ExportSelection = { query: CaseQuery } | { numbers: readonly number[] } | { all: true };

type Row = Omit<ExportFacts, "number" | "signals" | "mandate"> & {
  id: string;
  number: bigint;
  signals: Record<string, SignalAnswer>;
  mandate: bigint | null;
};

/** Whatever a list holds, the lane and what is hidden never leave, also for those who may open them. */
function selected(actor: UserActor, selection: ExportSelection): { source: Prisma.Sql; where: Prisma.Sql } {
  const ordinary = sql`c.state NOT IN ('safeguarding', 'erased', 'authentic', 'draft', 'merged')`;
  if ("query" in selection) {
    const { query } = selection;
    return { source: viewSource(query.view), where: sql`${rowsWhere(actor, query.view, query)} AND ${ordinary}` };
  }
  const where = "numbers" in selection ? sql`c.number = ANY (${[...selection.numbers]}::bigint[])` : sql`true`;
  return { source: sql`"case" c`, where: sql`${where} AND ${visibleCases(actor)} AND ${ordinary}` };
}

function batchSql(actor: UserActor, selection: ExportSelection, after: bigint): Prisma.Sql {
  const { source, where } = selected(actor, selection);
  return sql`
    SELECT p.id, p.number, p.platform_id AS platform, a.handle, a.profile_url AS "profileUrl", a.stable_id AS "stableId", p.track, p.state,
      p.classification, p.decided_by AS "decidedBy", p.life, p.report_count AS reports, p.signals, p.opened_at AS "openedAt",
      coalesce((SELECT left(string_agg(r.observed, E'\n\n' ORDER BY r.created_at), 4000) FROM report r
                 WHERE r.case_id = p.id AND r.observed <> ''), '') AS observed,
      (SELECT min(n.sent_at) FROM notice_case nc JOIN notice n ON n.id = nc.notice_id WHERE nc.case_id = p.id AND n.state NOT IN ('draft', 'discarded')) AS "notifiedAt",
      p.last_outcome AS outcome, p.last_outcome_at AS "informedAt", m.number AS mandate
    FROM (SELECT c.* FROM ${source} WHERE ${where} AND c.number > ${after} ORDER BY c.number LIMIT ${batchSize}) p
    JOIN account a ON a.id = p.account_id LEFT JOIN mandate m ON m.id = p.mandate_id ORDER BY p.number`;
}

/**
 * The file, line by line, in batches by case number: memory stays flat however many cases there are, and nothing is held open between
 * two batches. The download is in the access log before its first byte.
 * @throws DomainError `forbidden` (also step_up_needed, for many cases) before anything is read.
 */
export async function exportCases(
  actor: UserActor,
  format: ExportFormat,
  selection: ExportSelection,
): Promise<AsyncGenerator<string, void>> {
  assertCan(actor, "case:export");
  await assertFewOrConfirmed(actor, selection);
  const subject = "query" in selection ? selection.query.view : "numbers" in selection ? "selection" : "all";
  await recordAccess({ actor, kind: "export_downloaded", subject });
  return lines(actor, format, selection);
}

/** Many cases at once leave only with somebody who showed a factor lately. Counted no further than needed, and only for who did not. */
async function assertFewOrConfirmed(actor: UserActor, selection: ExportSelection): Promise<void> {
  if (isRecentlyConfirmed(actor, new Date())) return;
  const { source, where } = selected(actor, selection);
  const rows = await db().$queryRaw<unknown[]>(
    sql`SELECT 1 FROM ${source} WHERE ${where} LIMIT ${casesExportedFreely + 1}`,
  );
  if (rows.length > casesExportedFreely) assertRecentlyConfirmed(actor, new Date());
}

async function* lines(
  actor: UserActor,
  format: ExportFormat,
  selection: ExportSelection,
): AsyncGenerator<string, void> {
  yield exportHead[format];
  let after = 0n;
  for (;;) {
    const rows = await db().$queryRaw<Row[]>(batchSql(actor, selection, after));
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => exportLine(format, factsOf(row))).join("");
    if (rows.length < batchSize) return;
    after = last.number;
  }
}

const factsOf = ({ id: _, ...row }: Row): ExportFacts => ({
  ...row,
  number: Number(row.number),
  signals: observedSignals(row.signals),
  mandate: row.mandate === null ? null : mandateReference(row.mandate),
});
