import "server-only";
import { cache } from "react";
import { db, Prisma } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { noFilters } from "@/lib/tables/case-filters";
import { type CaseView, viewsOf } from "@/lib/tables/case-views";
import { rowsWhere, viewSource } from "./case-sql";
import { getCare } from "./get-care";

/** A number, or "at least this many". */
export interface ViewCount {
  value: number;
  isCapped: boolean;
}
export type ViewCounts = Partial<Record<CaseView, ViewCount>>;

/** Views that depend on the clock or on the person: their rows are counted in the index, up to here. */
const caps: Partial<Record<CaseView, number>> = { mine: 99, overdue: 99, lane: 99, look_again: 99, logged: 999 };

const { sql } = Prisma;

/** As `rowsWhere` without a filter has it: the list and its count mean the same rows. */
const cappedSql = (actor: UserActor, view: CaseView, cap: number): Prisma.Sql => sql`
  SELECT ${view}::text AS bucket, count(*)::bigint AS value FROM (
    SELECT 1 FROM ${viewSource(view)} WHERE ${rowsWhere(actor, view, noFilters)} LIMIT ${cap + 1}) capped`;

/** The counters kept by trigger, with what the job has not folded yet. They hold no lane case and no erased one. */
const keptSql = sql`
  SELECT bucket, sum(value)::bigint AS value FROM (
    SELECT bucket, value FROM case_count UNION ALL SELECT bucket, delta FROM case_count_delta) kept GROUP BY bucket`;

/** How many rows each of the actor's views has, in one query; the header and the rail share it. */
export const countViews = cache(async (actor: UserActor): Promise<ViewCounts> => {
  const views = viewsOf(actor);
  // The kept counters know no track: whoever wishes for one alone has their rows counted up to a cap.
  const { onlyBots } = await getCare(actor);
  const capOf = (view: CaseView): number | undefined => caps[view] ?? (onlyBots ? 999 : undefined);
  const parts = views.flatMap((view) => {
    const cap = capOf(view);
    return cap === undefined ? [] : [cappedSql(actor, view, cap)];
  });
  if (views.some((view) => capOf(view) === undefined)) parts.push(keptSql);
  if (parts.length === 0) return {};
  const rows = await db().$queryRaw<{ bucket: string; value: bigint }[]>(
    Prisma.join(
      parts.map((part) => sql`(${part})`),
      " UNION ALL ",
    ),
  );
  const valueOf = new Map(rows.map((row) => [row.bucket, Number(row.value)]));
  return Object.fromEntries(
    views.map((view) => {
      const value = Math.max(0, valueOf.get(view) ?? 0);
      const cap = capOf(view);
      const isCapped = cap !== undefined && value > cap;
      return [view, { value: isCapped ? cap : value, isCapped }];
    }),
  );
});
