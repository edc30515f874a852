import "server-only";
import type { DeliveryFailure, DeliveryState } from "@/lib/domain/notices/delivery";
import { deliverySilenceSeconds } from "@/lib/domain/notices/delivery";
import type { Db, Tx } from "./client";

export interface DeliveryRow {
  mailbox: string;
  messageId: string;
  state: DeliveryState;
  attempts: number;
  askedAt: Date;
  sentAt: Date | null;
  nextAt: Date;
  failure: DeliveryFailure | null;
  response: number | null;
}

export async function readDelivery(db: Db, noticeId: string): Promise<DeliveryRow | null> {
  const [row] = await db.$queryRaw<DeliveryRow[]>`
    SELECT mailbox, message_id AS "messageId", state, attempts, asked_at AS "askedAt", sent_at AS "sentAt", next_at AS "nextAt", failure, response
    FROM notice_delivery WHERE notice_id = ${noticeId}::uuid`;
  return row ?? null;
}

export async function insertDelivery(
  tx: Tx,
  delivery: { noticeId: string; mailbox: string; messageId: string; askedBy: string },
): Promise<void> {
  await tx.$executeRaw`INSERT INTO notice_delivery (notice_id, mailbox, message_id, asked_by)
    VALUES (${delivery.noticeId}::uuid, ${delivery.mailbox}, ${delivery.messageId}, ${delivery.askedBy}::uuid)`;
}

export interface ClaimedDelivery {
  noticeId: string;
  number: number;
  mailbox: string;
  askedBy: string;
  attempts: number;
  /** Whether some case of it may no longer be told of to anybody. */
  isClosed: boolean;
}

/** The first that is due becomes this try's: written and committed before a byte leaves. Several workers each take another. */
export async function claimDelivery(tx: Tx, claim: string): Promise<ClaimedDelivery | null> {
  const [row] = await tx.$queryRaw<ClaimedDelivery[]>`
    UPDATE notice_delivery d SET state = 'sending', attempts = d.attempts + 1, claim = ${claim}::uuid, claimed_at = clock_timestamp()
    FROM notice n
    WHERE n.id = d.notice_id AND d.notice_id = (
      SELECT due.notice_id FROM notice_delivery due WHERE due.state = 'waiting' AND due.next_at <= now()
      ORDER BY due.next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING d.notice_id AS "noticeId", n.number::float8 AS number, d.mailbox, d.asked_by::text AS "askedBy", d.attempts,
      EXISTS (SELECT 1 FROM notice_case nc JOIN "case" c ON c.id = nc.case_id
               WHERE nc.notice_id = n.id AND c.state IN ('safeguarding', 'erased', 'authentic')) AS "isClosed"`;
  return row ?? null;
}

export interface DeliveryEnd {
  state: DeliveryState;
  failure?: DeliveryFailure | undefined;
  response?: number | null | undefined;
  pauseMinutes?: number | undefined;
}

/** How a try went, as only that try may say. False where somebody else has spoken meanwhile. */
export async function endClaim(tx: Tx, noticeId: string, claim: string, end: DeliveryEnd): Promise<boolean> {
  const { state, failure = null, response = null, pauseMinutes = 0 } = end;
  const ended = await tx.$executeRaw`
    UPDATE notice_delivery SET state = ${state}, failure = ${failure}, response = ${response}::integer,
      next_at = clock_timestamp() + make_interval(mins => ${pauseMinutes}::integer),
      sent_at = CASE WHEN ${state} = 'sent' THEN clock_timestamp() END
    WHERE notice_id = ${noticeId}::uuid AND claim = ${claim}::uuid AND state = 'sending'`;
  return ended === 1;
}

/** Tries that were cut short: whether their mail left is unknown, so that a person decides. */
export function markSilent(tx: Tx): Promise<{ number: number; askedBy: string }[]> {
  return tx.$queryRaw`
    UPDATE notice_delivery d SET state = 'perhaps_sent' FROM notice n
    WHERE n.id = d.notice_id AND d.notice_id IN (
      SELECT notice_id FROM notice_delivery
      WHERE state = 'sending' AND claimed_at < clock_timestamp() - make_interval(secs => ${deliverySilenceSeconds})
      FOR UPDATE SKIP LOCKED)
    RETURNING n.number::float8 AS number, d.asked_by::text AS "askedBy"`;
}

export async function countSilent(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM notice_delivery
    WHERE state = 'sending' AND claimed_at < clock_timestamp() - make_interval(secs => ${deliverySilenceSeconds})`;
  return row?.count ?? 0;
}

export async function hasDueDelivery(db: Db): Promise<boolean> {
  const rows = await db.$queryRaw<object[]>`
    SELECT 1 FROM notice_delivery WHERE state = 'waiting' AND next_at <= now() LIMIT 1`;
  return rows.length > 0;
}

/** A person's word on a mail that failed or may have left. */
export async function settleDeliveryRow(tx: Tx, noticeId: string, to: "sent" | "waiting"): Promise<boolean> {
  const settled = await tx.$executeRaw`
    UPDATE notice_delivery SET state = ${to}, failure = NULL, response = NULL, next_at = clock_timestamp(),
      attempts = CASE WHEN ${to} = 'waiting' THEN 0 ELSE attempts END, sent_at = CASE WHEN ${to} = 'sent' THEN clock_timestamp() END
    WHERE notice_id = ${noticeId}::uuid AND state IN ('perhaps_sent', 'failed')`;
  return settled === 1;
}
