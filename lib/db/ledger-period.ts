import "server-only";
import type { PlatformId, Track } from "@/lib/domain/case/vocabulary";
import type { LedgerPeriod } from "@/lib/domain/ledger-months";
import { Prisma } from "./client";

const { sql, empty } = Prisma;

interface Narrowed {
  platform?: PlatformId | undefined;
  track?: Track | undefined;
}

/** The single lines of a period, as a table: two ranges of one index, that nothing else of the ledger is read for. */
export const singleLines = ({ from, first, last }: LedgerPeriod): Prisma.Sql => sql`(
  SELECT * FROM ledger_line WHERE NOT is_hidden AND sent_at > ${from} AND sent_at < ${first}
  UNION ALL SELECT * FROM ledger_line WHERE NOT is_hidden AND sent_at > ${from} AND sent_at >= ${last})`;

/** The counts of its whole months, with what was not yet folded into them. */
export const wholeMonths = ({ first, last }: LedgerPeriod): Prisma.Sql => sql`(
  SELECT platform_id, track, fact, hours, value FROM ledger_count WHERE month >= ${first}::date AND month < ${last}::date
  UNION ALL SELECT platform_id, track, fact, hours, delta FROM ledger_count_delta WHERE month >= ${first}::date AND month < ${last}::date)`;

/** Of lines and of counts alike. */
export const narrowed = ({ platform, track }: Narrowed): Prisma.Sql =>
  sql`true ${platform === undefined ? empty : sql`AND l.platform_id = ${platform}`} ${track === undefined ? empty : sql`AND l.track = ${track}`}`;
