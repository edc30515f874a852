import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { deskAccuracy } from "@/lib/db/desk-accuracy";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { narrowed, singleLines, wholeMonths } from "@/lib/db/ledger-period";
import type { PlatformId, Track } from "@/lib/domain/case/vocabulary";
import { ledgerPeriod, silentAfterDays } from "@/lib/domain/ledger-months";
import {
  figures,
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

const { sql } = Prisma;

/** The lines that a filter means, for the rows behind a figure; every condition can be answered from the one covering index. */
export const linesWhere = (filter: StatisticsFilter): Prisma.Sql =>
  sql`NOT l.is_hidden AND l.sent_at > ${periodOf(filter).from} AND ${narrowed(filter)}`;

const periodOf = ({ period }: StatisticsFilter) => ledgerPeriod(period === "all" ? null : Number(period), new Date());

/** What makes a line count as each figure: said once, for the figures and for the rows behind them. */
export const figureIs: Readonly<Record<Figure, Prisma.Sql>> = {
  sent: sql`true`,
  received: sql`l.received_at IS NOT NULL`,
  answered: sql`l.answered_at IS NOT NULL`,
  removed: sql`l.removed_at IS NOT NULL`,
  refused: sql`l.outcome IN ('refused', 'refused_unfounded')`,
  unfounded: sql`l.outcome = 'refused_unfounded'`,
  silent: sql`(l.outcome = 'no_answer' OR (l.outcome IS NULL AND l.sent_at < now() - make_interval(days => ${silentAfterDays}::integer)))`,
  returned: sql`l.returned_at IS NOT NULL`,
};

/** The same of a month's counts, long enough after it that whoever has not answered is silent. */
const factsOf: Readonly<Record<Figure, Prisma.Sql>> = {
  sent: sql`'sent'`,
  received: sql`'received'`,
  answered: sql`'answered'`,
  removed: sql`'removed'`,
  refused: sql`'outcome.refused', 'outcome.refused_unfounded'`,
  unfounded: sql`'outcome.refused_unfounded'`,
  silent: sql`'outcome.no_answer', 'outcome.none'`,
  returned: sql`'returned'`,
};

const columns = (of: (figure: Figure) => Prisma.Sql) =>
  Prisma.join(figures.map((figure) => sql`${of(figure)} AS ${Prisma.raw(figure)}`));
const countedLines = columns((figure) => sql`count(*) FILTER (WHERE ${figureIs[figure]})`);
const countedMonths = columns((figure) => sql`coalesce(sum(l.value) FILTER (WHERE l.fact IN (${factsOf[figure]})), 0)`);
const sums = columns((figure) => sql`sum(${Prisma.raw(figure)})::float8`);

/** The desk's figures: per platform and track, with how long each step took. */
export async function getStatistics(actor: UserActor, filter: StatisticsFilter) {
  assertCan(actor, "statistics:read");
  const period = periodOf(filter);
  const [counts, hours, accuracy] = await Promise.all([
    db().$queryRaw<FigureCount[]>(sql`
      SELECT platform, track, ${sums} FROM (
        SELECT l.platform_id AS platform, l.track, ${countedLines} FROM ${singleLines(period)} l WHERE ${narrowed(filter)} GROUP BY 1, 2
        UNION ALL
        SELECT l.platform_id, l.track, ${countedMonths} FROM ${wholeMonths(period)} l WHERE l.hours = 0 AND ${narrowed(filter)} GROUP BY 1, 2) parts
      GROUP BY 1, 2`),
    db().$queryRaw<HoursCount[]>(sql`
      SELECT platform, track, step, hours::float8, sum(count)::float8 AS count FROM (
        SELECT l.platform_id AS platform, l.track, t.step, whole_hours(l.sent_at, t.at) AS hours, count(*) AS count
        FROM ${singleLines(period)} l CROSS JOIN LATERAL (VALUES ('receipt', l.received_at), ('answer', l.answered_at), ('removal', l.removed_at)) t (step, at)
        WHERE t.at >= l.sent_at AND ${narrowed(filter)} GROUP BY 1, 2, 3, 4
        UNION ALL
        SELECT l.platform_id, l.track, substr(l.fact, 7), l.hours, sum(l.value) FROM ${wholeMonths(period)} l
        WHERE l.fact LIKE 'hours.%' AND ${narrowed(filter)} GROUP BY 1, 2, 3, 4) parts
      GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0`),
    deskAccuracy(),
  ]);
  return { filter, ...statisticsOf(counts, hours), accuracy };
}
export type StatisticsView = Awaited<ReturnType<typeof getStatistics>>;
