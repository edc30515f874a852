import "server-only";
import { namedCases } from "@/lib/db/batches";
import { db, Prisma } from "@/lib/db/client";
import { readReportAccounts } from "@/lib/db/report-accounts";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import { batchOptionsSchema, type BatchItemState, type BatchKind, type BatchStatus } from "@/lib/domain/batches/batch";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import { reportHostsOf } from "@/lib/domain/notices/api-reports";
import { channelTakes } from "@/lib/domain/notices/channels";
import type { DeliveryState } from "@/lib/domain/notices/delivery";
import type { ChannelKind } from "@/lib/domain/notices/notice-input";
import { accountFor } from "@/lib/domain/notices/report-account";
import { env } from "@/lib/env";
import type { NoticeState } from "./get-notice";

const { sql } = Prisma;

export interface BatchFailure {
  number: number;
  handle: string;
  platform: PlatformId;
  reason: string;
}

export interface BatchNotice {
  number: number;
  version: number;
  state: NoticeState;
  platform: PlatformId;
  channelId: string;
  channel: string;
  /** How it can be sent with the others: to a mailbox, or as reports from the desk's accounts there; null: by hand. */
  way: "mail" | "api" | null;
  cases: number;
  /** Of several reports the state that asks most of a person. */
  delivery: DeliveryState | null;
  mail: BatchItemState | null;
  mailReason: string | null;
}

/** One's own batch: how far, what was made, what was refused. Somebody else's does not exist, and cases that may not be named are not in it. */
export async function getBatch(actor: UserActor, id: string) {
  assertCan(actor, "notice:prepare");
  const row = await db().batch.findFirst({ where: { id, userId: actor.id } });
  if (!row) throw notFound("batch");
  const status = row.status as BatchStatus;
  const [counts, failures, notices, platforms] = await Promise.all([
    countItems(id),
    listFailures(id),
    listNotices(id),
    status === "planned" ? listPlatforms(id) : [],
  ]);
  const sum = (state: BatchItemState): number => counts.items[state] + counts.mails[state];
  const all = (of: Counts): number => of.waiting + of.done + of.failed + of.cancelled;
  return {
    id,
    kind: row.kind as BatchKind | null,
    options: row.kind === null ? null : batchOptionsSchema.parse(row.options),
    status,
    failure: row.failure,
    createdAt: row.createdAt.toISOString(),
    keptUntil: row.keptUntil?.toISOString() ?? null,
    cases: all(counts.items),
    total: all(counts.items) + all(counts.mails),
    done: sum("done"),
    failed: sum("failed"),
    cancelled: sum("cancelled"),
    waiting: sum("waiting"),
    failedItems: counts.items.failed,
    bundles: counts.bundles,
    failures,
    notices,
    platforms,
    hasMailServer: env().smtpUrl !== undefined && env().mailFrom !== undefined,
    maySend: can(actor, "notice:send"),
  };
}
export type BatchDetail = Awaited<ReturnType<typeof getBatch>>;

type Counts = Record<BatchItemState, number>;

async function countItems(id: string): Promise<{ items: Counts; mails: Counts; bundles: number }> {
  const rows = await db().$queryRaw<
    { of: "items" | "mails"; state: BatchItemState; count: number; bundles: number }[]
  >(sql`
    SELECT 'items' AS of, i.state, count(*)::integer AS count, count(i.bundle)::integer AS bundles
      FROM batch_item i JOIN "case" c ON c.id = i.case_id WHERE i.batch_id = ${id}::uuid AND ${namedCases} GROUP BY i.state
    UNION ALL SELECT 'mails', m.state, count(*)::integer, 0 FROM batch_mail m WHERE m.batch_id = ${id}::uuid GROUP BY m.state`);
  const none = (): Counts => ({ waiting: 0, done: 0, failed: 0, cancelled: 0 });
  const counts = { items: none(), mails: none(), bundles: 0 };
  for (const { of, state, count, bundles } of rows) {
    counts[of][state] = count;
    counts.bundles += bundles;
  }
  return counts;
}

function listFailures(id: string): Promise<BatchFailure[]> {
  return db().$queryRaw<BatchFailure[]>(sql`
    SELECT c.number::float8 AS number, a.handle, c.platform_id AS platform, i.reason
    FROM batch_item i JOIN "case" c ON c.id = i.case_id JOIN account a ON a.id = c.account_id
    WHERE i.batch_id = ${id}::uuid AND i.state = 'failed' AND ${namedCases} ORDER BY i.position`);
}

interface NoticeLine extends Omit<BatchNotice, "way"> {
  kind: ChannelKind;
  hasMailbox: boolean;
  urls: string[];
}

/** A notice all of whose cases are gone is no longer named either. */
async function listNotices(id: string): Promise<BatchNotice[]> {
  const rows = await db().$queryRaw<NoticeLine[]>(sql`
    SELECT n.number::float8 AS number, n.version, n.state, n.platform_id AS platform, n.channel_id AS "channelId", ch.name AS channel,
      ch.kind, ch.kind = 'email' AND coalesce(nullif(ch.mailbox, ''), n.addressed_to) <> '' AS "hasMailbox", t.cases, t.urls,
      (SELECT d.state FROM notice_delivery d LEFT JOIN "case" c ON c.id = d.case_id
        WHERE d.notice_id = n.id AND (d.case_id IS NULL OR ${namedCases})
        ORDER BY array_position(ARRAY['perhaps_sent', 'failed', 'sending', 'waiting', 'sent', 'cancelled'], d.state) LIMIT 1) AS delivery,
      m.state AS mail, m.reason AS "mailReason"
    FROM (SELECT i.notice_id, count(*)::integer AS cases, array_agg(a.profile_url) AS urls
            FROM batch_item i JOIN "case" c ON c.id = i.case_id JOIN account a ON a.id = c.account_id
           WHERE i.batch_id = ${id}::uuid AND i.notice_id IS NOT NULL AND ${namedCases} GROUP BY i.notice_id) t
    JOIN notice n ON n.id = t.notice_id JOIN channel ch ON ch.id = n.channel_id
    LEFT JOIN batch_mail m ON m.batch_id = ${id}::uuid AND m.notice_id = n.id
    ORDER BY n.number`);
  const accounts = await readReportAccounts(db());
  return rows.map(({ kind, hasMailbox, urls, ...row }) => {
    const reports = reportHostsOf({ platform: row.platform, kind }, urls);
    const isReported = reports?.hosts.every((host) => accountFor(accounts, reports.service, host) !== null) ?? false;
    return { ...row, way: hasMailbox ? "mail" : isReported ? "api" : null };
  });
}

export interface BatchPlatform {
  platform: PlatformId;
  cases: number;
  /** Of these, how many stand where a notice can be made of them. */
  ready: number;
  desks: { id: string; name: string; kind: ChannelKind; takesTerms: boolean; takesArticle16: boolean }[];
}

async function listPlatforms(id: string): Promise<BatchPlatform[]> {
  const rows = await db().$queryRaw<{ platform: PlatformId; cases: number; ready: number }[]>(sql`
    SELECT c.platform_id AS platform, count(*)::integer AS cases,
      count(*) FILTER (WHERE c.state IN ('confirmed', 'notified', 'actioned', 'refused', 'unanswered'))::integer AS ready
    FROM batch_item i JOIN "case" c ON c.id = i.case_id
    WHERE i.batch_id = ${id}::uuid AND ${namedCases} GROUP BY 1 ORDER BY 2 DESC, 1`);
  const desks = await db().channel.findMany({
    where: { isEnabled: true, platformId: { in: rows.map(({ platform }) => platform) } },
    orderBy: [{ kind: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => ({
    ...row,
    desks: desks
      .filter(({ platformId }) => platformId === row.platform)
      .map(({ id: deskId, name, kind }) => ({
        id: deskId,
        name,
        kind: kind as ChannelKind,
        takesTerms: channelTakes(deskId, "terms_report"),
        takesArticle16: channelTakes(deskId, "illegal_content_notice"),
      })),
  }));
}
