import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { momentSql } from "@/lib/db/moment-sql";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { readMoment } from "@/lib/domain/moment";
import { type LaneHold, type LaneKind, purgeDueAt, referralDueAt } from "@/lib/domain/lane/stay";

const pageSize = 50;
const { sql, empty } = Prisma;

/** After which case a page begins. */
export interface LanePlace {
  isReferred: boolean;
  /** As `readMoment` gives it. */
  since: string;
  number: number;
}

interface Row {
  place: string;
  number: bigint;
  platform: PlatformId;
  kind: LaneKind;
  since: Date;
  purgedAt: Date | null;
  hold: LaneHold;
  isHoldStanding: boolean;
  takenBy: string | null;
  referredAt: Date | null;
  hasExit: boolean;
}

/** What is in the lane, for its people: what was never referred first, then the oldest. Numbers and clocks; no handle, no words. */
export async function listLane(actor: UserActor, after: LanePlace | null) {
  assertCan(actor, "lane:read");
  const below =
    after === null
      ? empty
      : sql`AND (r.at IS NOT NULL, c.lane_since, c.number) > (${after.isReferred}, ${after.since}::timestamptz, ${BigInt(after.number)})`;
  const [rows, [counted]] = await Promise.all([
    db().$queryRaw<Row[]>`
      SELECT (r.at IS NOT NULL)::int || '_' || ${Prisma.raw(momentSql("c.lane_since"))} || '_' || c.number AS place,
        c.number, c.platform_id AS platform, l.kind, c.lane_since AS since, c.evidence_purged_at AS "purgedAt", l.hold,
        (l.hold = 'proposed' OR (l.hold = 'on' AND l.hold_until > now())) AS "isHoldStanding", u.pseudonym AS "takenBy", r.at AS "referredAt",
        EXISTS (SELECT 1 FROM lane_exit x WHERE x.case_id = c.id AND x.state = 'open' AND x.expires_at > now()) AS "hasExit"
      FROM lane_stay l JOIN "case" c ON c.id = l.case_id LEFT JOIN "user" u ON u.id = l.taken_by
      LEFT JOIN LATERAL (SELECT max(s.referred_at) AS at FROM safety_referral s
        WHERE s.case_id = c.id AND s.recorded_at >= c.lane_since) r ON true
      WHERE c.queue = 'lane' ${below} ORDER BY (r.at IS NOT NULL), c.lane_since, c.number LIMIT ${pageSize + 1}`,
    db().$queryRaw<{ count: number }[]>`
      SELECT count(*)::float8 AS count FROM lane_stay l JOIN "case" c ON c.id = l.case_id WHERE c.queue = 'lane'`,
  ]);
  const shown = rows.slice(0, pageSize);
  return {
    rows: shown.map(({ number, since, place: _, ...row }) => ({
      ...row,
      number: Number(number),
      since,
      purgeDueAt: purgeDueAt(since),
      referralDueAt: referralDueAt(since),
    })),
    count: counted?.count ?? 0,
    next: rows.length > pageSize ? (shown.at(-1)?.place ?? null) : null,
  };
}
export type LaneRow = Awaited<ReturnType<typeof listLane>>["rows"][number];

/** Reads a place back; null for whatever is none. */
export function readLanePlace(text: string | undefined): LanePlace | null {
  const [, isReferred, moment = "", number] = /^([01])_([^_]+)_(\d{1,15})$/.exec(text ?? "") ?? [];
  const since = readMoment(moment);
  return since === null ? null : { isReferred: isReferred === "1", since, number: Number(number) };
}
