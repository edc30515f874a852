import "server-only";
import type { DeliveryFailure, DeliveryMethod, DeliveryState, ReportFailure } from "@/lib/domain/notices/delivery";
import { deliverySilenceSeconds } from "@/lib/domain/notices/delivery";
import type { ApiReport } from "@/lib/domain/notices/api-reports";
import type { ReportService } from "@/lib/domain/notices/report-account";
import { Prisma, type Db, type Tx } from "./client";

interface Progress {
  state: DeliveryState;
  attempts: number;
  askedAt: Date;
  sentAt: Date | null;
  nextAt: Date;
  response: number | null;
}
export interface DeliveryRow extends Progress {
  mailbox: string;
  messageId: string;
  failure: DeliveryFailure | null;
}
export interface ReportRow extends Progress {
  id: string;
  method: ReportService;
  caseNumber: number;
  host: string;
  reference: string;
  failure: ReportFailure | null;
}

const progress = Prisma.sql`d.state, d.attempts, d.asked_at AS "askedAt", d.sent_at AS "sentAt", d.next_at AS "nextAt", d.failure, d.response`;

export async function readDelivery(db: Db, noticeId: string): Promise<DeliveryRow | null> {
  const [row] = await db.$queryRaw<DeliveryRow[]>`
    SELECT d.mailbox, d.message_id AS "messageId", ${progress}
    FROM notice_delivery d WHERE d.notice_id = ${noticeId}::uuid AND d.method = 'mail'`;
  return row ?? null;
}

/** The reports of a notice in its own order, without those about cases that are shown no more. */
export function readReports(db: Db, noticeId: string): Promise<ReportRow[]> {
  return db.$queryRaw<ReportRow[]>`
    SELECT d.id::text, d.method, c.number::float8 AS "caseNumber", d.host, d.reference, ${progress}
    FROM notice_delivery d JOIN "case" c ON c.id = d.case_id
    WHERE d.notice_id = ${noticeId}::uuid AND d.method <> 'mail' AND c.state NOT IN ('safeguarding', 'erased', 'authentic')
    ORDER BY d.position`;
}

export async function insertDelivery(
  tx: Tx,
  delivery: { noticeId: string; mailbox: string; messageId: string; askedBy: string },
): Promise<void> {
  await tx.$executeRaw`INSERT INTO notice_delivery (notice_id, mailbox, message_id, asked_by)
    VALUES (${delivery.noticeId}::uuid, ${delivery.mailbox}, ${delivery.messageId}, ${delivery.askedBy}::uuid)`;
}

export async function insertReports(
  tx: Tx,
  notice: { noticeId: string; service: ReportService; askedBy: string },
  reports: readonly (ApiReport & { readonly caseId: string })[],
): Promise<void> {
  const { noticeId, service, askedBy } = notice;
  const rows = reports.map(
    ({ caseId, position, host }) =>
      Prisma.sql`(${noticeId}::uuid, ${service}, ${caseId}::uuid, ${position}::integer, ${host}, ${askedBy}::uuid)`,
  );
  await tx.$executeRaw`INSERT INTO notice_delivery (notice_id, method, case_id, position, host, asked_by)
    VALUES ${Prisma.join(rows)}`;
}

export interface ClaimedDelivery {
  id: string;
  noticeId: string;
  number: number;
  method: DeliveryMethod;
  /** Of a mail; a report has the others. */
  mailbox: string | null;
  caseId: string | null;
  position: number | null;
  host: string | null;
  askedBy: string;
  attempts: number;
  /** Whether some case of it may no longer be told of to anybody. */
  isClosed: boolean;
}

/** The first that is due becomes this try's: written and committed before a byte leaves. Several workers each take another. */
export async function claimDelivery(
  tx: Tx,
  claim: string,
  methods: readonly DeliveryMethod[],
): Promise<ClaimedDelivery | null> {
  const [row] = await tx.$queryRaw<ClaimedDelivery[]>`
    UPDATE notice_delivery d SET state = 'sending', attempts = d.attempts + 1, claim = ${claim}::uuid, claimed_at = clock_timestamp()
    FROM notice n
    WHERE n.id = d.notice_id AND d.id = (
      SELECT due.id FROM notice_delivery due
      WHERE due.state = 'waiting' AND due.next_at <= now() AND due.method = ANY (${[...methods]}::text[])
      ORDER BY due.next_at, due.position LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING d.id::text, d.notice_id AS "noticeId", n.number::float8 AS number, d.method, d.mailbox, d.case_id::text AS "caseId", d.position,
      d.host, d.asked_by::text AS "askedBy", d.attempts,
      EXISTS (SELECT 1 FROM notice_case nc JOIN "case" c ON c.id = nc.case_id
               WHERE nc.notice_id = n.id AND (d.case_id IS NULL OR nc.case_id = d.case_id)
                 AND c.state IN ('safeguarding', 'erased', 'authentic')) AS "isClosed"`;
  return row ?? null;
}

export interface DeliveryEnd {
  state: DeliveryState;
  failure?: DeliveryFailure | ReportFailure | undefined;
  response?: number | null | undefined;
  pauseSeconds?: number | undefined;
  /** For how long the service wants to be asked nothing at all. */
  restSeconds?: number | undefined;
  /** The number that a service gave a report. */
  reference?: string | undefined;
}

/** How a try went, as only that try may say. False where somebody else has spoken meanwhile. */
export async function endClaim(tx: Tx, id: string, claim: string, end: DeliveryEnd): Promise<boolean> {
  const { state, failure = null, response = null, pauseSeconds = 0, reference = "" } = end;
  const ended = await tx.$executeRaw`
    UPDATE notice_delivery SET state = ${state}, failure = ${failure}, response = ${response}::integer, reference = ${reference},
      next_at = clock_timestamp() + make_interval(secs => ${pauseSeconds}::float8),
      sent_at = CASE WHEN ${state} = 'sent' THEN clock_timestamp() END
    WHERE id = ${id}::uuid AND claim = ${claim}::uuid AND state = 'sending'`;
  return ended === 1;
}

/** What waits for the same service waits as long as it asked for, and has not been tried for that. */
export async function postponeOthers(
  tx: Tx,
  { method, host }: Pick<ClaimedDelivery, "method" | "host">,
  restSeconds: number,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE notice_delivery SET next_at = greatest(next_at, clock_timestamp() + make_interval(secs => ${restSeconds}::float8))
    WHERE id IN (SELECT id FROM notice_delivery WHERE state = 'waiting' AND method = ${method} AND host = ${host}
                 FOR UPDATE SKIP LOCKED)`;
}

export interface SilentDelivery {
  number: number;
  askedBy: string;
  method: DeliveryMethod;
}

/** Tries that were cut short: whether what they sent has left is unknown, so that a person decides. */
export function markSilent(tx: Tx): Promise<SilentDelivery[]> {
  return tx.$queryRaw<SilentDelivery[]>`
    UPDATE notice_delivery d SET state = 'perhaps_sent' FROM notice n
    WHERE n.id = d.notice_id AND d.id IN (
      SELECT id FROM notice_delivery
      WHERE state = 'sending' AND claimed_at < clock_timestamp() - make_interval(secs => ${deliverySilenceSeconds})
      FOR UPDATE SKIP LOCKED)
    RETURNING n.number::float8 AS number, d.asked_by::text AS "askedBy", d.method`;
}

export async function countSilent(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM notice_delivery
    WHERE state = 'sending' AND claimed_at < clock_timestamp() - make_interval(secs => ${deliverySilenceSeconds})`;
  return row?.count ?? 0;
}

export async function hasDueDelivery(db: Db, methods: readonly DeliveryMethod[]): Promise<boolean> {
  const rows = await db.$queryRaw<object[]>`
    SELECT 1 FROM notice_delivery
    WHERE state = 'waiting' AND next_at <= now() AND method = ANY (${[...methods]}::text[]) LIMIT 1`;
  return rows.length > 0;
}

/** A person's word on what failed or may have left: the mail of a notice, or one of its reports. */
export async function settleDeliveryRow(
  tx: Tx,
  { noticeId, reportId }: { noticeId: string; reportId: string | null },
  { to, reference = "" }: { to: "sent" | "waiting"; reference?: string },
): Promise<{ caseId: string | null } | null> {
  const which =
    reportId === null ? Prisma.sql`method = 'mail'` : Prisma.sql`id = ${reportId}::uuid AND method <> 'mail'`;
  const [row] = await tx.$queryRaw<{ caseId: string | null }[]>`
    UPDATE notice_delivery SET state = ${to}, failure = NULL, response = NULL, reference = ${reference}, next_at = clock_timestamp(),
      attempts = CASE WHEN ${to} = 'waiting' THEN 0 ELSE attempts END, sent_at = CASE WHEN ${to} = 'sent' THEN clock_timestamp() END
    WHERE notice_id = ${noticeId}::uuid AND ${which} AND state IN ('perhaps_sent', 'failed')
    RETURNING case_id::text AS "caseId"`;
  return row ?? null;
}

/** How many of a notice's deliveries are in these states. */
export async function countDeliveries(db: Db, noticeId: string, states: readonly DeliveryState[]): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM notice_delivery
    WHERE notice_id = ${noticeId}::uuid AND state = ANY (${[...states]}::text[])`;
  return row?.count ?? 0;
}

/** The numbers that a service gave the reports of a notice, in the notice's order. */
export async function readReferences(db: Db, noticeId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ reference: string }[]>`
    SELECT reference FROM notice_delivery WHERE notice_id = ${noticeId}::uuid AND reference <> '' ORDER BY position`;
  return rows.map(({ reference }) => reference);
}
