import "server-only";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { type LaneHold, type LaneKind, purgeDueAt, referralDueAt } from "@/lib/domain/lane/stay";

interface Row {
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
export async function listLane(actor: UserActor) {
  assertCan(actor, "lane:read");
  const rows = await db().$queryRaw<Row[]>`
    SELECT c.number, c.platform_id AS platform, l.kind, c.lane_since AS since, c.evidence_purged_at AS "purgedAt", l.hold,
      (l.hold = 'proposed' OR (l.hold = 'on' AND l.hold_until > now())) AS "isHoldStanding", u.pseudonym AS "takenBy", r.at AS "referredAt",
      EXISTS (SELECT 1 FROM lane_exit x WHERE x.case_id = c.id AND x.state = 'open' AND x.expires_at > now()) AS "hasExit"
    FROM lane_stay l JOIN "case" c ON c.id = l.case_id LEFT JOIN "user" u ON u.id = l.taken_by
    LEFT JOIN LATERAL (SELECT max(s.referred_at) AS at FROM safety_referral s
      WHERE s.case_id = c.id AND s.recorded_at >= c.lane_since) r ON true
    WHERE c.queue = 'lane' ORDER BY (r.at IS NOT NULL), c.lane_since LIMIT 200`;
  return rows.map(({ number, since, ...row }) => ({
    ...row,
    number: Number(number),
    since,
    purgeDueAt: purgeDueAt(since),
    referralDueAt: referralDueAt(since),
  }));
}
export type LaneRow = Awaited<ReturnType<typeof listLane>>[number];
