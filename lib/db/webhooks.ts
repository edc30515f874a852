import "server-only";
import { deliveryLeaseSeconds, type DeliveryStatus } from "@/lib/domain/webhook-delivery";
import type { WebhookFact, WebhookInput } from "@/lib/domain/webhook-events";
import { Prisma, type Db, type Tx } from "./client";

export interface WebhookRow {
  id: string;
  name: string;
  url: string;
  events: string[];
  secretNumber: number;
  earlierUntil: Date | null;
  isActive: boolean;
  offBecause: "by_hand" | "given_up" | null;
  createdAt: Date;
}

const columns = Prisma.sql`w.id::text, w.name, w.url, w.events, w.secret_number AS "secretNumber", w.earlier_until AS "earlierUntil",
  w.is_active AS "isActive", w.off_because AS "offBecause", w.created_at AS "createdAt"`;

export function readWebhooks(db: Db): Promise<WebhookRow[]> {
  return db.$queryRaw<
    WebhookRow[]
  >`SELECT ${columns} FROM webhook w WHERE w.ended_at IS NULL ORDER BY w.created_at, w.id`;
}

export async function readWebhook(db: Db, id: string): Promise<WebhookRow | null> {
  const [row] = await db.$queryRaw<WebhookRow[]>`
    SELECT ${columns} FROM webhook w WHERE w.id = ${id}::uuid AND w.ended_at IS NULL`;
  return row ?? null;
}

export async function insertWebhook(
  tx: Tx,
  { id, name, url, events, secret, createdBy }: WebhookInput & { id: string; secret: Uint8Array; createdBy: string },
): Promise<void> {
  await tx.$executeRaw`INSERT INTO webhook (id, name, url, events, secret, created_by)
    VALUES (${id}::uuid, ${name}, ${url}, ${[...events]}, ${secret}, ${createdBy}::uuid)`;
}

/** Each tells whether there was one that it applied to. */
export async function editWebhookRow(tx: Tx, id: string, { name, url, events }: WebhookInput): Promise<boolean> {
  const edited = await tx.$executeRaw`UPDATE webhook SET name = ${name}, url = ${url}, events = ${[...events]}
    WHERE id = ${id}::uuid AND ended_at IS NULL`;
  return edited === 1;
}

/** The present secret becomes the earlier one, good for a while longer. */
export async function replaceSecret(tx: Tx, id: string, secret: Uint8Array, hours: number): Promise<boolean> {
  const replaced = await tx.$executeRaw`
    UPDATE webhook SET earlier_secret = secret, earlier_until = now() + make_interval(hours => ${hours}), secret = ${secret},
                       secret_number = secret_number + 1
    WHERE id = ${id}::uuid AND ended_at IS NULL`;
  return replaced === 1;
}

export async function switchWebhookOn(tx: Tx, id: string): Promise<boolean> {
  const switched = await tx.$executeRaw`
    UPDATE webhook SET is_active = true, off_because = NULL, given_up_in_row = 0, failed_in_row = 0, rests_until = NULL
    WHERE id = ${id}::uuid AND NOT is_active AND ended_at IS NULL`;
  // What a change put there while it was being switched off.
  await tx.$executeRaw`UPDATE webhook_delivery SET status = 'cancelled' WHERE webhook_id = ${id}::uuid AND status = 'waiting'`;
  return switched === 1;
}

/** What waits is cancelled with it, under the row's lock: the log keeps it, and it can be sent again by hand. */
export async function switchWebhookOff(
  tx: Tx,
  id: string,
  because: "by_hand" | "given_up",
  isEnd = false,
): Promise<boolean> {
  const switched = await tx.$executeRaw`
    UPDATE webhook SET is_active = false, off_because = ${because}, ended_at = CASE WHEN ${isEnd} THEN now() END
    WHERE id = ${id}::uuid AND (is_active OR ${isEnd}) AND ended_at IS NULL`;
  if (switched === 1)
    await tx.$executeRaw`UPDATE webhook_delivery SET status = 'cancelled' WHERE webhook_id = ${id}::uuid AND status = 'waiting'`;
  return switched === 1;
}

export interface DeliveryRow {
  id: string;
  event: string;
  case: number | null;
  notice: number | null;
  state: string | null;
  at: Date;
  status: DeliveryStatus;
  attempts: number;
  nextAt: Date | null;
  attemptedAt: Date | null;
  response: number | null;
  failure: string | null;
}

/** The log of one webhook, latest first. What has since gone into the safety lane is left out, here as everywhere. */
export function readDeliveries(db: Db, webhookId: string, atMost: number): Promise<DeliveryRow[]> {
  return db.$queryRaw<DeliveryRow[]>`
    SELECT d.id::text, d.event, d.case_number::float8 AS "case", d.notice_number::float8 AS notice, d.state, d.happened_at AS at, d.status,
           d.attempts, CASE WHEN d.status = 'waiting' THEN d.next_at END AS "nextAt", d.attempted_at AS "attemptedAt", d.response, d.failure
    FROM webhook_delivery d
    WHERE d.webhook_id = ${webhookId}::uuid
      AND NOT EXISTS (SELECT 1 FROM "case" c WHERE c.number = d.case_number AND c.state = 'safeguarding')
    ORDER BY d.happened_at DESC, d.id DESC LIMIT ${atMost}`;
}

/** A fact of no case, for trying whether anybody listens. */
export async function insertTestDelivery(db: Db, webhookId: string, event: string): Promise<boolean> {
  const written = await db.$executeRaw`INSERT INTO webhook_delivery (webhook_id, event)
    SELECT w.id, ${event} FROM webhook w WHERE w.id = ${webhookId}::uuid AND w.is_active AND w.ended_at IS NULL`;
  return written === 1;
}

/** Under the same id, so that a recipient who has it already knows it. A waiting one is tried at once. */
export async function requeueDelivery(db: Db, id: string): Promise<boolean> {
  const requeued = await db.$executeRaw`
    UPDATE webhook_delivery d SET status = 'waiting', attempts = 0, next_at = now(), failure = NULL, response = NULL
    FROM webhook w WHERE d.id = ${id}::uuid AND w.id = d.webhook_id AND w.is_active
      AND (d.status <> 'waiting' OR d.next_at > now() + make_interval(secs => ${deliveryLeaseSeconds}))
      AND NOT EXISTS (SELECT 1 FROM "case" c WHERE c.number = d.case_number AND c.state = 'safeguarding')`;
  if (requeued === 1)
    await db.$executeRaw`UPDATE webhook SET rests_until = NULL WHERE id = (SELECT webhook_id FROM webhook_delivery WHERE id = ${id}::uuid)`;
  return requeued === 1;
}

// ───────────────────────────── the worker's side ─────────────────────────────

/** Webhooks that have something to be told now. */
export async function dueWebhooks(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT w.id::text FROM webhook w
    WHERE w.is_active AND (w.rests_until IS NULL OR w.rests_until <= now())
      AND EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.status = 'waiting' AND d.next_at <= now())`;
  return rows.map(({ id }) => id);
}

export interface TakenDelivery extends WebhookFact {
  url: string;
  secret: Uint8Array;
  earlierSecret: Uint8Array | null;
  /** This one included. */
  attempts: number;
}

/**
 * The first that is due, taken for a minute: of several workers each takes another, and where one is killed the next finds it due
 * again. What concerns a case that has gone into the safety lane meanwhile is cancelled rather than told.
 */
export async function takeDelivery(db: Db, webhookId: string): Promise<TakenDelivery | null> {
  await db.$executeRaw`
    UPDATE webhook_delivery d SET status = 'cancelled' FROM "case" c
    WHERE d.webhook_id = ${webhookId}::uuid AND d.status = 'waiting' AND d.next_at <= now() AND c.number = d.case_number AND c.state = 'safeguarding'`;
  const [row] = await db.$queryRaw<TakenDelivery[]>`
    UPDATE webhook_delivery d
    SET attempts = d.attempts + 1, attempted_at = clock_timestamp(), next_at = clock_timestamp() + make_interval(secs => ${deliveryLeaseSeconds})
    FROM webhook w
    WHERE w.id = d.webhook_id AND w.is_active AND d.id = (
      SELECT due.id FROM webhook_delivery due WHERE due.webhook_id = ${webhookId}::uuid AND due.status = 'waiting' AND due.next_at <= now()
      ORDER BY due.next_at, due.id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING d.id::text, d.event, d.case_number::float8 AS "case", d.notice_number::float8 AS notice, d.state, d.version, d.happened_at AS at,
      d.attempts, w.url, w.secret, CASE WHEN w.earlier_until > now() THEN w.earlier_secret END AS "earlierSecret"`;
  return row ?? null;
}

/** True where the webhook had failed before: its counters then start anew. The columns are silent, but the trail asks who writes. */
export async function noteDelivered(db: Db, id: string, response: number): Promise<boolean> {
  const [row] = await db.$queryRaw<{ hadFailed: boolean }[]>`
    UPDATE webhook_delivery d SET status = 'delivered', response = ${response}, failure = NULL
    FROM webhook w WHERE d.id = ${id}::uuid AND w.id = d.webhook_id
    RETURNING w.failed_in_row > 0 OR w.given_up_in_row > 0 AS "hadFailed"`;
  return row?.hadFailed === true;
}

export async function noteFailed(
  db: Db,
  id: string,
  failed: { failure: string; response: number | null; pauseSeconds: number | null },
): Promise<void> {
  const { failure, response, pauseSeconds } = failed;
  await db.$executeRaw`
    UPDATE webhook_delivery SET failure = ${failure}, response = ${response}::integer,
      status = CASE WHEN status <> 'waiting' THEN status WHEN ${pauseSeconds}::float8 IS NULL THEN 'given_up' ELSE 'waiting' END,
      next_at = clock_timestamp() + make_interval(secs => coalesce(${pauseSeconds}::float8, 0))
    WHERE id = ${id}::uuid`;
}

export interface WebhookHealth {
  name: string;
  failedInRow: number;
  givenUpInRow: number;
}

/** How a webhook has gone of late, after one more attempt. */
export async function noteHealth(
  tx: Tx,
  id: string,
  after: { isDelivered: boolean; isGivenUp: boolean },
): Promise<WebhookHealth | null> {
  const { isDelivered, isGivenUp } = after;
  const [row] = await tx.$queryRaw<WebhookHealth[]>`
    UPDATE webhook w SET failed_in_row = CASE WHEN ${isDelivered} THEN 0 ELSE w.failed_in_row + 1 END,
      given_up_in_row = CASE WHEN ${isDelivered} THEN 0 WHEN ${isGivenUp} THEN w.given_up_in_row + 1 ELSE w.given_up_in_row END
    WHERE w.id = ${id}::uuid RETURNING w.name, w.failed_in_row AS "failedInRow", w.given_up_in_row AS "givenUpInRow"`;
  return row ?? null;
}

export async function restWebhook(tx: Tx, id: string, seconds: number): Promise<void> {
  await tx.$executeRaw`UPDATE webhook SET rests_until = clock_timestamp() + make_interval(secs => ${seconds}) WHERE id = ${id}::uuid`;
}

/** Drops what ended a month ago. */
export async function sweepDeliveries(db: Db): Promise<void> {
  await db.$queryRaw`SELECT sweep_webhook_deliveries()`;
}
