import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import type { BatchKind, BatchMailChoice, BatchStatus } from "@/lib/domain/batches/batch";
import type { CaseState, Classification, PlatformId } from "@/lib/domain/case/vocabulary";
import { conflict, notFound } from "@/lib/domain/errors";
import type { ChannelKind } from "@/lib/domain/notices/notice-input";
import { type Db, Prisma, type Tx } from "./client";

/** A worker that is at a batch and gives no sign for so long has died; another takes it up. */
const silenceSeconds = 60;

/** Cases of which nothing may be named any more, whoever started the batch. */
export const namedCases = Prisma.sql`c.state NOT IN ('safeguarding', 'erased', 'authentic')`;

export interface BatchRow {
  id: string;
  userId: string;
  kind: BatchKind | null;
  options: unknown;
  status: BatchStatus;
}
const columns = Prisma.sql`b.id::text, b.user_id::text AS "userId", b.kind, b.options, b.status`;

/** One's own batch, locked; somebody else's does not exist. */
export async function lockBatch(tx: Tx, actor: UserActor, id: string): Promise<BatchRow> {
  const [row] = await tx.$queryRaw<BatchRow[]>`
    SELECT ${columns} FROM batch b WHERE b.id = ${id}::uuid AND b.user_id = ${actor.id}::uuid FOR UPDATE`;
  if (!row) throw notFound("batch");
  return row;
}

/** The cases in the order of the list that they were chosen from. */
export async function insertBatch(tx: Tx, userId: string, caseIds: readonly string[]): Promise<string> {
  const { id } = await tx.batch.create({ data: { userId }, select: { id: true } });
  await tx.$executeRaw`INSERT INTO batch_item (batch_id, position, case_id)
    SELECT ${id}::uuid, place, one FROM unnest(${[...caseIds]}::uuid[]) WITH ORDINALITY AS chosen (one, place)`;
  return id;
}

/**
 * The batch that has waited longest for a worker becomes this one's for a while. That nothing is done twice does not rest on it: every
 * piece of work takes its items by their state, in its own transaction.
 */
export async function takeDueBatch(db: Db): Promise<BatchRow | null> {
  const [row] = await db.$queryRaw<BatchRow[]>`
    UPDATE batch b SET next_at = clock_timestamp() + make_interval(secs => ${silenceSeconds})
     WHERE b.id = (SELECT due.id FROM batch due WHERE due.status = 'running' AND due.next_at <= clock_timestamp()
                    ORDER BY due.next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING ${columns}`;
  return row ?? null;
}

/** For another round, of whoever comes first. */
export async function leaveBatch(db: Db, id: string): Promise<void> {
  await db.$executeRaw`UPDATE batch SET next_at = clock_timestamp() WHERE id = ${id}::uuid`;
}

/**
 * Held until the transaction ends: whoever cancels waits for the piece that is being made, and no piece is made after that.
 * @throws DomainError `conflict batch_stopped`.
 */
export async function assertRunning(tx: Tx, id: string): Promise<void> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM batch WHERE id = ${id}::uuid AND status = 'running' FOR SHARE`;
  if (rows.length === 0) throw conflict("batch_stopped");
}

export interface WaitingItem {
  position: number;
  caseId: string;
  number: number;
  platform: PlatformId;
  state: CaseState;
  classification: Classification | null;
  profileUrl: string;
}

/** What is still to be done, in order; a case that may not be named is passed over as if it were not there. */
export function waitingItems(db: Db, id: string, atMost: number): Promise<WaitingItem[]> {
  return db.$queryRaw<WaitingItem[]>`
    SELECT i.position, i.case_id::text AS "caseId", c.number::float8 AS number, c.platform_id AS platform, c.state, c.classification,
      a.profile_url AS "profileUrl"
    FROM batch_item i JOIN "case" c ON c.id = i.case_id JOIN account a ON a.id = c.account_id
    WHERE i.batch_id = ${id}::uuid AND i.state = 'waiting' AND ${namedCases} ORDER BY i.position LIMIT ${atMost}`;
}

/** @throws DomainError `conflict batch_item_taken` where somebody else has done one of them meanwhile: nothing of this is kept then. */
async function takeItems(tx: Tx, id: string, positions: readonly number[], set: Prisma.Sql): Promise<void> {
  await assertRunning(tx, id);
  const taken = await tx.$executeRaw`UPDATE batch_item SET ${set}
    WHERE batch_id = ${id}::uuid AND position = ANY (${[...positions]}::integer[]) AND state = 'waiting'`;
  if (taken !== positions.length) throw conflict("batch_item_taken");
}
export const itemsDone = (tx: Tx, id: string, positions: readonly number[], noticeId: string): Promise<void> =>
  takeItems(tx, id, positions, Prisma.sql`state = 'done', notice_id = ${noticeId}::uuid`);
export const itemBundled = (tx: Tx, id: string, position: number, bundle: Uint8Array<ArrayBuffer>): Promise<void> =>
  takeItems(tx, id, [position], Prisma.sql`state = 'done', bundle = ${bundle}`);
export const itemFailed = (tx: Tx, id: string, position: number, reason: string): Promise<void> =>
  takeItems(tx, id, [position], Prisma.sql`state = 'failed', reason = ${reason}`);

export interface WaitingMail {
  noticeId: string;
  number: number;
  version: number;
  /** Of its desk: a mailbox gets a mail, another reports by its service's interface. */
  kind: ChannelKind;
}

export async function nextMail(db: Db, id: string): Promise<WaitingMail | null> {
  const [row] = await db.$queryRaw<WaitingMail[]>`
    SELECT m.notice_id::text AS "noticeId", n.number::float8 AS number, m.version, ch.kind
    FROM batch_mail m JOIN notice n ON n.id = m.notice_id JOIN channel ch ON ch.id = n.channel_id
    WHERE m.batch_id = ${id}::uuid AND m.state = 'waiting' ORDER BY n.number LIMIT 1`;
  return row ?? null;
}

/** How one mail went, in the transaction that it is about. */
export async function mailEnded(tx: Tx, id: string, noticeId: string, reason: string | null): Promise<void> {
  await assertRunning(tx, id);
  const ended = await tx.$executeRaw`
    UPDATE batch_mail SET state = ${reason === null ? "done" : "failed"}, reason = ${reason}
    WHERE batch_id = ${id}::uuid AND notice_id = ${noticeId}::uuid AND state = 'waiting'`;
  if (ended !== 1) throw conflict("batch_item_taken");
}

/** Notices of this batch alone can be mailed with it. */
export async function noticesOfBatch(tx: Tx, id: string, chosen: BatchMailChoice): Promise<Set<number>> {
  const rows = await tx.$queryRaw<{ number: number }[]>`
    SELECT DISTINCT n.number::float8 AS number FROM batch_item i JOIN notice n ON n.id = i.notice_id
    WHERE i.batch_id = ${id}::uuid AND n.number = ANY (${chosen.map(({ number }) => BigInt(number))}::bigint[])`;
  return new Set(rows.map(({ number }) => number));
}

/** To be mailed as it is now; one that failed before is tried in the state that its owner has seen since. */
export async function putMail(tx: Tx, id: string, noticeId: string, version: number): Promise<void> {
  await tx.$executeRaw`INSERT INTO batch_mail (batch_id, notice_id, version) VALUES (${id}::uuid, ${noticeId}::uuid, ${version})
    ON CONFLICT (batch_id, notice_id) DO UPDATE SET version = excluded.version, state = 'waiting', reason = NULL
    WHERE batch_mail.state <> 'done'`;
}

/** What has not been done stays so, by its owner's word. */
export async function cancelRest(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE batch_item SET state = 'cancelled' WHERE batch_id = ${id}::uuid AND state = 'waiting'`;
  await tx.$executeRaw`UPDATE batch_mail SET state = 'cancelled' WHERE batch_id = ${id}::uuid AND state = 'waiting'`;
}

/** Back into the line: what was cancelled, and with `failed` what was refused. Returns how many items wait then. */
export async function putBack(tx: Tx, id: string, withFailed: boolean): Promise<number> {
  const states = withFailed ? ["cancelled", "failed"] : ["cancelled"];
  await tx.$executeRaw`UPDATE batch_item SET state = 'waiting', reason = NULL
    WHERE batch_id = ${id}::uuid AND state = ANY (${states}::text[])`;
  await tx.$executeRaw`UPDATE batch_mail SET state = 'waiting', reason = NULL
    WHERE batch_id = ${id}::uuid AND state = 'cancelled'`;
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT ((SELECT count(*) FROM batch_item i JOIN "case" c ON c.id = i.case_id
              WHERE i.batch_id = ${id}::uuid AND i.state = 'waiting' AND ${namedCases})
          + (SELECT count(*) FROM batch_mail m WHERE m.batch_id = ${id}::uuid AND m.state = 'waiting'))::integer AS count`;
  return row?.count ?? 0;
}

/** Takes away what was kept to be downloaded. */
export async function sweepBundles(db: Db): Promise<void> {
  await db.$executeRaw`UPDATE batch_item SET bundle = NULL WHERE bundle IS NOT NULL
    AND batch_id IN (SELECT id FROM batch WHERE kept_until < now())`;
  await db.$executeRaw`UPDATE batch SET kept_until = NULL WHERE kept_until < now()`;
}
