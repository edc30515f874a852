import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { deskAccuracy } from "@/lib/db/desk-accuracy";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { PlatformId, Track } from "@/lib/domain/case/vocabulary";
import {
  statisticsOf,
  type Figure,
  type FigureCount,
  type HoursCount,
  type StatisticsPeriod,
} from "@/lib/domain/statistics";

export interface StatisticsFilter {
  period: StatisticsPeriod;
  platform?: PlatformId | undefined;
  track?: Track | undefined;
}

const { sql, empty } = Prisma;

/** The lines that a filter means; every condition can be answered from the one covering index. */
export const linesWhere = ({ period, platform, track }: StatisticsFilter): Prisma.Sql =>
  sql`NOT l.is_hidden ${period === "all" ? empty : sql`AND l.sent_at > now() - make_interval(days => ${Number(period)}::integer)`}
    ${platform === undefined ? empty : sql`AND l.platform_id = ${platform}`} ${track === undefined ? empty : sql`AND l.track = ${track}`}`;

/** What makes a line count as each figure: said once, for the figures and for the rows behind them. */
export const figureIs: Readonly<Record<Figure, Prisma.Sql>> = {
  sent: sql`true`,
  received: sql`l.received_at IS NOT NULL`,
  answered: sql`l.answered_at IS NOT NULL`,
  removed: sql`l.removed_at IS NOT NULL`,
  refused: sql`l.outcome IN ('refused', 'refused_unfounded')`,
  unfounded: sql`l.outcome = 'refused_unfounded'`,
  silent: sql`(l.outcome = 'no_answer' OR (l.outcome IS NULL AND l.sent_at < now() - interval '14 days'))`,
  returned: sql`l.returned_at IS NOT NULL`,
};

/** The desk's figures: per platform and track, with how long each step took. */
export async function getStatistics(actor: UserActor, filter: StatisticsFilter) {
  assertCan(actor, "statistics:read");
  const where = linesWhere(filter);
  const [counts, hours, accuracy] = await Promise.all([
    db().$queryRaw<FigureCount[]>(sql`
      SELECT l.platform_id AS platform, l.track, count(*)::float8 AS sent,
        count(*) FILTER (WHERE ${figureIs.received})::float8 AS received, count(*) FILTER (WHERE ${figureIs.answered})::float8 AS answered,
        count(*) FILTER (WHERE ${figureIs.removed})::float8 AS removed, count(*) FILTER (WHERE ${figureIs.refused})::float8 AS refused,
        count(*) FILTER (WHERE ${figureIs.unfounded})::float8 AS unfounded, count(*) FILTER (WHERE ${figureIs.silent})::float8 AS silent,
        count(*) FILTER (WHERE ${figureIs.returned})::float8 AS returned
      FROM ledger_line l WHERE ${where} GROUP BY 1, 2`),
    db().$queryRaw<HoursCount[]>(sql`
      SELECT l.platform_id AS platform, l.track, t.step, floor(extract(epoch FROM t.at - l.sent_at) / 3600)::float8 AS hours, count(*)::float8 AS count
      FROM ledger_line l CROSS JOIN LATERAL (VALUES ('receipt', l.received_at), ('answer', l.answered_at), ('removal', l.removed_at)) t (step, at)
      WHERE ${where} AND t.at >= l.sent_at GROUP BY 1, 2, 3, 4`),
    deskAccuracy(),
  ]);
  return { filter, ...statisticsOf(counts, hours), accuracy };
}
export type StatisticsView = Awaited<ReturnType<typeof getStatistics>>;
