import "server-only";
import { db, Prisma } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { NoticeKind, Outcome, PlatformId } from "@/lib/domain/case/vocabulary";
import type { DeliveryState } from "@/lib/domain/notices/delivery";
import type { RecipientKind } from "@/lib/domain/notices/recipients";
import type { NoticeState } from "./get-notice";

export const noticeViews = ["all", "draft", "waiting", "overdue", "answered", "mail"] as const;
export type NoticeView = (typeof noticeViews)[number];

export interface NoticeRow {
  number: number;
  kind: NoticeKind;
  platform: PlatformId;
  recipientKind: RecipientKind;
  /** Whose desk it is where it is no platform's: as somebody found it, else as the desk is called. */
  recipient: string;
  channelId: string;
  channel: string;
  state: NoticeState;
  cases: number[];
  sentAt: Date | null;
  receivedAt: Date | null;
  reference: string;
  outcomes: Outcome[];
  informedOn: Date | null;
  complaintDeadline: Date | null;
  isOverdue: boolean;
  /** How its mail or its reports stand, where the desk sends them itself: what needs a person most. */
  delivery: DeliveryState | null;
}

const { sql } = Prisma;
const pageSize = 50;
/** No receipt after 72 hours, or after one silence for longer than this desk usually takes. */
const overdue = sql`((n.state = 'sent' AND n.sent_at < now() - interval '72 hours')
  OR (n.state = 'received' AND n.received_at < now() - make_interval(days => (SELECT days FROM usual WHERE usual.id = n.channel_id))))`;
/** Each desk's usual time, looked up once for the whole list. */
const usual = sql`WITH usual AS MATERIALIZED (SELECT id, desk_answer_days(id) AS days FROM channel)`;
const conditions: Readonly<Record<NoticeView, Prisma.Sql>> = {
  all: sql`n.state <> 'discarded'`,
  draft: sql`n.state = 'draft'`,
  waiting: sql`n.state IN ('sent', 'received')`,
  overdue,
  answered: sql`n.state IN ('answered', 'imported')`,
  /** What waits for a person's word about its mail or a report. */
  mail: sql`n.id IN (SELECT d.notice_id FROM notice_delivery d WHERE d.state IN ('perhaps_sent', 'failed'))`,
};

/** The ledger, newest first, from below a number on. Cases that this desk no longer shows are not named. */
export async function listNotices(actor: UserActor, { view, before }: { view: NoticeView; before: number | null }) {
  assertCan(actor, "notice:read");
  const place = before === null ? Prisma.empty : sql`AND n.number < ${BigInt(before)}`;
  const found = await db().$queryRaw<
    (Omit<NoticeRow, "number" | "cases"> & { number: bigint; cases: bigint[] | null })[]
  >(sql`
    ${usual}
    SELECT n.number, n.kind, n.platform_id AS platform, n.channel_id AS "channelId", ch.name AS channel,
      ch.recipient_kind AS "recipientKind", coalesce(nullif(n.addressed_name, ''), ch.recipient) AS recipient, n.state, n.sent_at AS "sentAt",
      n.received_at AS "receivedAt", n.reference, ${overdue} AS "isOverdue", t.cases, coalesce(t.outcomes, '{}') AS outcomes,
      t.informed_on AS "informedOn", t.complaint_deadline AS "complaintDeadline",
      (SELECT d.state FROM notice_delivery d WHERE d.notice_id = n.id
        ORDER BY array_position(ARRAY['perhaps_sent', 'failed', 'sending', 'waiting', 'cancelled', 'sent'], d.state) LIMIT 1) AS delivery
    FROM (SELECT * FROM notice n WHERE ${conditions[view]} ${place} ORDER BY n.number DESC LIMIT ${pageSize + 1}) n
    JOIN channel ch ON ch.id = n.channel_id
    LEFT JOIN LATERAL (
      SELECT array_agg(c.number ORDER BY nc.position) AS cases, array_agg(DISTINCT nc.outcome) FILTER (WHERE nc.outcome IS NOT NULL) AS outcomes,
        max(nc.informed_on) AS informed_on, min(nc.complaint_deadline) AS complaint_deadline
      FROM notice_case nc JOIN "case" c ON c.id = nc.case_id
      WHERE nc.notice_id = n.id AND c.state NOT IN ('safeguarding', 'erased', 'authentic')) t ON true
    ORDER BY n.number DESC`);
  const rows = found
    .slice(0, pageSize)
    .map((row): NoticeRow => ({ ...row, number: Number(row.number), cases: (row.cases ?? []).map(Number) }));
  return { rows, next: found.length > pageSize ? (rows.at(-1)?.number ?? null) : null };
}
