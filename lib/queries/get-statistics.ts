import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { deskAccuracy } from "@/lib/db/desk-accuracy";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { narrowed, singleLines, wholeMonths } from "@/lib/db/ledger-period";
import type { PlatformId, Track } from "@/lib/domain/case/vocabulary";
import { ledgerPeriod, silentAfterDays } from "@/lib/domain/ledger-months";
import {
  factsOfFigure,
  figures,
  statisticsOf,
  type Figure,
  type FigureCount,
  type HoursCount,
  type LineFact,
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

/** Whether it is so of a line that is read by itself: there, unlike in the counts of a whole month, a missing outcome may be too young for silence. */
function isSo(fact: LineFact): Prisma.Sql {
  if (fact === "sent") return sql`true`;
  if (fact === "outcome.none")
    return sql`l.outcome IS NULL AND l.sent_at < now() - make_interval(days => ${silentAfterDays}::integer)`;
  if (fact.startsWith("outcome.")) return sql`l.outcome = ${literal(fact.slice("outcome.".length))}`;
  return sql`${Prisma.raw(`l.${fact}_at`)} IS NOT NULL`;
}
/** Words of the vocabulary, which the planner is to see. */
const literal = (word: string): Prisma.Sql => Prisma.raw(`'${word}'`);

/** What makes a line count as a figure, for the figures and for the rows behind them. */
export const figureIs = (figure: Figure): Prisma.Sql => sql`(${Prisma.join(factsOfFigure[figure].map(isSo), " OR ")})`;

const ofFigure = (figure: Figure): Prisma.Sql => sql`l.fact IN (${Prisma.join(factsOfFigure[figure].map(literal))})`;

const columns = (of: (figure: Figure) => Prisma.Sql) =>
  Prisma.join(figures.map((figure) => sql`${of(figure)} AS ${Prisma.raw(figure)}`));
const countedLines = columns((figure) => sql`count(*) FILTER (WHERE ${figureIs(figure)})`);
const countedMonths = columns((figure) => sql`coalesce(sum(l.value) FILTER (WHERE ${ofFigure(figure)}), 0)`);
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
