import "server-only";
import { accuracyDays } from "@/lib/domain/accuracy";
import type { Outcome } from "@/lib/domain/case/vocabulary";
import { ledgerPeriod } from "@/lib/domain/ledger-months";
import { accuracyShare, unfoundedAlert } from "@/lib/domain/statistics";
import { db, Prisma } from "./client";
import { singleLines, wholeMonths } from "./ledger-period";

/** The whole desk's own accuracy in 30, 90 and 365 days, with the alarm of Art. 23. */
export function deskAccuracy() {
  const now = new Date();
  return Promise.all(
    accuracyDays.map(async (days) => {
      const share = accuracyShare(await outcomesWithin(days, now));
      return { days, ...share, alert: unfoundedAlert(share) };
    }),
  );
}

function outcomesWithin(days: number, now: Date) {
  const period = ledgerPeriod(days, now);
  return db().$queryRaw<{ outcome: Outcome | null; count: number }[]>(Prisma.sql`
    SELECT outcome, sum(count)::float8 AS count FROM (
      SELECT l.outcome, count(*) AS count FROM ${singleLines(period)} l WHERE l.outcome IS NOT NULL GROUP BY 1
      UNION ALL
      SELECT substr(l.fact, 9), sum(l.value) FROM ${wholeMonths(period)} l WHERE l.fact LIKE 'outcome.%' AND l.fact <> 'outcome.none' GROUP BY 1) parts
    GROUP BY 1`);
}
