import "server-only";
import { accuracyDays } from "@/lib/domain/accuracy";
import type { Outcome } from "@/lib/domain/case/vocabulary";
import { accuracyShare, unfoundedAlert } from "@/lib/domain/statistics";
import { db } from "./client";

/** The whole desk's own accuracy in 30, 90 and 365 days, with the alarm of Art. 23. */
export async function deskAccuracy() {
  const rows = await db().$queryRaw<{ days: number; outcome: Outcome | null; count: number }[]>`
    SELECT w.days, l.outcome, count(*)::float8 AS count
    FROM (VALUES (${accuracyDays[0]}::integer), (${accuracyDays[1]}), (${accuracyDays[2]})) w (days)
    JOIN ledger_line l ON l.sent_at > now() - make_interval(days => w.days) AND NOT l.is_hidden AND l.outcome IS NOT NULL
    GROUP BY 1, 2`;
  return accuracyDays.map((days) => {
    const share = accuracyShare(rows.filter((row) => row.days === days));
    return { days, ...share, alert: unfoundedAlert(share) };
  });
}
