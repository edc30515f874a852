import "server-only";
import { db, Prisma } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import {
  accuracyDays,
  measureOfNotice,
  measureOfOpinion,
  measureOfReport,
  type AccuracyCount,
  type AccuracyDays,
  type AccuracyMeasure,
  type AccuracyPart,
} from "@/lib/domain/accuracy";
import type { DecisionBasis } from "@/lib/domain/case/opinions";
import type { Classification, Outcome, PlatformId, Track } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";

/** The newest so many of each kind are looked at: what the page costs is bounded by one person's year, never by the desk's cases. */
const looksAtMost = 20_000;

interface Group {
  track: Track;
  platform: PlatformId;
  days: AccuracyDays;
  count: number;
}

const [least, middle, most] = accuracyDays;
const daysOf = (
  at: Prisma.Sql,
) => Prisma.sql`CASE WHEN ${at} > now() - make_interval(days => ${least}::integer) THEN ${least}::integer
  WHEN ${at} > now() - make_interval(days => ${middle}::integer) THEN ${middle}::integer ELSE ${most}::integer END`;
const within = (at: Prisma.Sql) =>
  Prisma.sql`${at} > now() - make_interval(days => ${most}::integer) ORDER BY ${at} DESC LIMIT ${looksAtMost}`;

/** In the safety lane a case is in nobody's figures: one that rose by it would tell that it goes on. */
const isTold = Prisma.sql`c.state <> 'safeguarding'`;

const opinions = (personId: string) =>
  db().$queryRaw<
    (Group & { given: Classification; classification: Classification; basis: DecisionBasis; isOwnRound: boolean })[]
  >`
  SELECT c.track, c.platform_id AS platform, ${daysOf(Prisma.sql`mine.created_at`)} AS days, mine.classification AS given,
         last.classification, last.basis, last.round = mine.round AS "isOwnRound", count(*)::integer AS count
  FROM (SELECT * FROM opinion o WHERE o.reviewer_id = ${personId}::uuid AND o.withdrawn_at IS NULL AND NOT o.is_solo
          AND ${within(Prisma.sql`o.created_at`)}) mine
  JOIN decision own ON own.case_id = mine.case_id AND own.round = mine.round
  JOIN LATERAL (SELECT d.* FROM decision d WHERE d.case_id = mine.case_id AND d.round >= mine.round ORDER BY d.round DESC LIMIT 1) last ON true
  JOIN "case" c ON c.id = mine.case_id AND ${isTold}
  GROUP BY 1, 2, 3, 4, 5, 6, 7`;

/** A case without a decision of ours may have been decided elsewhere and imported. */
const reports = (personId: string) =>
  db().$queryRaw<(Group & { classification: Classification | null })[]>`
  SELECT c.track, c.platform_id AS platform, ${daysOf(Prisma.sql`mine.created_at`)} AS days,
         coalesce(last.classification, c.classification) AS classification, count(*)::integer AS count
  FROM (SELECT * FROM report r WHERE r.reporter_id = ${personId}::uuid AND ${within(Prisma.sql`r.created_at`)}) mine
  JOIN "case" c ON c.id = mine.case_id AND ${isTold}
  LEFT JOIN LATERAL (SELECT d.classification FROM decision d WHERE d.case_id = c.id ORDER BY d.round DESC LIMIT 1) last ON true
  GROUP BY 1, 2, 3, 4`;

const notices = (personId: string) =>
  db().$queryRaw<(Group & { outcome: Outcome | null })[]>`
  SELECT c.track, mine.platform_id AS platform, ${daysOf(Prisma.sql`mine.sent_at`)} AS days, nc.outcome, count(*)::integer AS count
  FROM (SELECT * FROM notice n WHERE n.sent_by = ${personId}::uuid AND ${within(Prisma.sql`n.sent_at`)}) mine
  JOIN notice_case nc ON nc.notice_id = mine.id
  JOIN "case" c ON c.id = nc.case_id AND ${isTold}
  GROUP BY 1, 2, 3, 4`;

const counted = (
  part: AccuracyPart,
  measure: AccuracyMeasure,
  { track, platform, days, count }: Group,
): AccuracyCount => ({
  part,
  measure,
  track,
  platform,
  days,
  count,
});

async function countsOf(personId: string): Promise<AccuracyCount[]> {
  const [given, logged, sent] = await Promise.all([opinions(personId), reports(personId), notices(personId)]);
  return [
    ...given.map((group) => counted("opinions", measureOfOpinion(group.given, group), group)),
    ...logged.map((group) => counted("reports", measureOfReport(group.classification), group)),
    ...sent.map((group) => counted("notices", measureOfNotice(group.outcome), group)),
  ];
}

/** One's own. */
export function getOwnAccuracy(actor: UserActor): Promise<AccuracyCount[]> {
  assertCan(actor, "accuracy:read_own");
  return countsOf(actor.id);
}

/** Another's, for whoever looks after people: figures alone, of no case. @throws DomainError `not_found`. */
export async function getAccuracyOf(
  actor: UserActor,
  personId: string,
): Promise<{ pseudonym: string; counts: AccuracyCount[] }> {
  assertCan(actor, "person:read");
  const person = await db().user.findFirst({ where: { id: personId, isSample: false }, select: { pseudonym: true } });
  if (!person) throw notFound("person");
  return { ...person, counts: await countsOf(personId) };
}
