import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { momentSql } from "@/lib/db/moment-sql";
import { visibleCases } from "@/lib/db/scopes";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { Outcome, PlatformId, Track } from "@/lib/domain/case/vocabulary";
import { readMoment } from "@/lib/domain/moment";
import type { Figure } from "@/lib/domain/statistics";
import { figureIs, linesWhere, type StatisticsFilter } from "./get-statistics";

export interface LedgerLine {
  notice: number;
  case: number;
  platform: PlatformId;
  track: Track;
  sentAt: Date;
  receivedAt: Date | null;
  answeredAt: Date | null;
  removedAt: Date | null;
  returnedAt: Date | null;
  outcome: Outcome | null;
}

/** Below which line a page begins. */
export interface LinePlace {
  /** With microseconds, as `readMoment` gives it. */
  at: string;
  notice: number;
  case: number;
}

const pageSize = 50;
const placeOf = Prisma.raw(momentSql("l.sent_at"));

/** The rows behind one figure, newest first. Those of cases that are erased are counted and no longer shown. */
export async function listLedgerLines(
  actor: UserActor,
  { filter, figure, before }: { filter: StatisticsFilter; figure: Figure; before: LinePlace | null },
) {
  assertCan(actor, "notice:read");
  const place =
    before === null
      ? Prisma.empty
      : // The first condition alone finds its place in the index.
        Prisma.sql`AND l.sent_at <= ${before.at}::timestamptz
          AND (l.sent_at, n.number, c.number) < (${before.at}::timestamptz, ${BigInt(before.notice)}, ${BigInt(before.case)})`;
  const rows = await db().$queryRaw<(LedgerLine & { place: string })[]>(Prisma.sql`
    SELECT ${placeOf} AS place, n.number::float8 AS notice, c.number::float8 AS case, l.platform_id AS platform, l.track, l.sent_at AS "sentAt",
      l.received_at AS "receivedAt", l.answered_at AS "answeredAt", l.removed_at AS "removedAt", l.returned_at AS "returnedAt", l.outcome
    FROM ledger_line l JOIN notice n ON n.id = l.notice_id JOIN "case" c ON c.id = l.case_id
    WHERE ${linesWhere(filter)} AND ${figureIs(figure)} AND ${visibleCases(actor)} ${place}
    ORDER BY l.sent_at DESC, n.number DESC, c.number DESC LIMIT ${pageSize + 1}`);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  const next =
    rows.length > pageSize && last !== undefined ? `${last.place}_${String(last.notice)}_${String(last.case)}` : null;
  return { rows: shown.map(({ place: _, ...line }) => line), next };
}

/** Reads a place back; null for whatever is none. */
export function readLinePlace(text: string | undefined): LinePlace | null {
  const [, moment = "", notice, number] = /^([^_]+)_(\d{1,15})_(\d{1,15})$/.exec(text ?? "") ?? [];
  const at = readMoment(moment);
  return at === null ? null : { at, notice: Number(notice), case: Number(number) };
}
