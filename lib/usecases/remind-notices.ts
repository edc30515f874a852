import "server-only";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { holdersOf, notify } from "@/lib/db/notifications";
import type { JobActor } from "@/lib/domain/access/actor";

const product: JobActor = { kind: "job", name: "remind_notices", requestId: "remind-notices" };
const noticesARound = 200;

interface Due {
  noticeId: string;
  number: number;
  sentBy: string | null;
  what: "receipt" | "answer" | "complaint";
  on: string;
}

/**
 * Tells whoever sent a notice, or all reviewers where they are gone, of a deadline that passed or of a complaint's last two weeks: once
 * for each notice and deadline. Returns how many notices were told of.
 */
export async function remindNotices(): Promise<number> {
  const due = await dueNotices();
  for (const one of due) {
    await change(product, "notice.reminded", {}, async (tx) => {
      const { count } = await tx.noticeCase.updateMany({
        where: { noticeId: one.noticeId, OR: [{ remindedOf: null }, { remindedOf: { not: one.what } }] },
        data: { remindedOf: one.what },
      });
      if (count === 0) return;
      const reviewers = await holdersOf(tx, "reviewer");
      const to = one.sentBy !== null && reviewers.includes(one.sentBy) ? [one.sentBy] : reviewers;
      await notify(tx, { to, kind: "notice_due", params: { number: one.number, what: one.what, on: one.on } });
    });
  }
  return due.length;
}

function dueNotices(): Promise<Due[]> {
  return db().$queryRaw<Due[]>`
    WITH usual AS MATERIALIZED (SELECT id, desk_answer_days(id) AS days FROM channel),
    late AS (
      SELECT n.id, n.number, n.sent_by, 'receipt' AS what, n.sent_at + interval '72 hours' AS due_at FROM notice n
       WHERE n.state = 'sent' AND n.sent_at < now() - interval '72 hours'
      UNION ALL
      SELECT n.id, n.number, n.sent_by, 'answer', n.received_at + make_interval(days => usual.days) FROM notice n JOIN usual ON usual.id = n.channel_id
       WHERE n.state = 'received' AND n.received_at < now() - make_interval(days => usual.days)
      UNION ALL
      SELECT n.id, n.number, n.sent_by, 'complaint', min(nc.complaint_deadline) FROM notice_case nc JOIN notice n ON n.id = nc.notice_id
       WHERE nc.complaint_deadline BETWEEN now() AND now() + interval '14 days' AND nc.outcome IN ('refused', 'refused_unfounded')
         AND nc.complained_at IS NULL AND n.state IN ('sent', 'received', 'answered')
       GROUP BY n.id)
    SELECT late.id AS "noticeId", late.number::float8 AS number, late.sent_by::text AS "sentBy", late.what,
      to_char(late.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS on
    FROM late
    WHERE EXISTS (SELECT 1 FROM notice_case nc JOIN "case" c ON c.id = nc.case_id
                   WHERE nc.notice_id = late.id AND nc.reminded_of IS DISTINCT FROM late.what
                     AND c.state NOT IN ('safeguarding', 'erased', 'authentic'))
    ORDER BY late.due_at LIMIT ${noticesARound}`;
}
