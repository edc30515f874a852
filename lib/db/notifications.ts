import "server-only";
import {
  type NotificationKind,
  notificationKinds,
  type NotificationParams,
} from "@/lib/domain/access/notification-kinds";
import type { Role } from "@/lib/domain/case/vocabulary";
import { type Db, Prisma, type Tx } from "./client";

export interface Telling<Kind extends NotificationKind> {
  /** Ids of people; who is named twice is told once, the invented people of the samples never. */
  to: readonly string[];
  kind: Kind;
  params: NotificationParams<Kind>;
}

/** Tells people, in the transaction of what they are told: neither exists without the other. */
export async function notify<Kind extends NotificationKind>(
  tx: Tx,
  { to, kind, params }: Telling<Kind>,
): Promise<void> {
  if (to.length === 0) return;
  const told = JSON.stringify(notificationKinds[kind].parse(params));
  await tx.$executeRaw`
    INSERT INTO notification (user_id, kind, params)
    SELECT u.id, ${kind}, ${told}::jsonb FROM "user" u
    WHERE u.id = ANY (${[...new Set(to)]}::uuid[]) AND NOT u.is_sample`;
}

/** Everybody active who holds one of the roles: for `notify({ to })`. */
export async function holdersOf(tx: Tx, ...held: Role[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT id::text FROM "user" WHERE roles && ${held}::text[] AND status = 'active' AND NOT is_sample`);
  return rows.map(({ id }) => id);
}

/** What one person is to be mailed about; taken, so that no other worker takes it. */
export interface DueMail {
  email: string;
  locale: "fr" | "en" | null;
  ids: bigint[];
  /** Of the row that has failed most. */
  failures: number;
}

/**
 * Takes everything that is due for one person. A try that is never noted as failed or mailed was cut short, and is made once more
 * after ten minutes, then no more: whether its mail left is unknown, and two mails at most say the same.
 */
export async function takeDueMail(db: Db): Promise<DueMail | null> {
  const rows = await db.$queryRaw<{ id: bigint; email: string; locale: "fr" | "en" | null; failures: number }[]>`
    WITH first AS (
      SELECT user_id FROM notification WHERE mail_due_at <= now() ORDER BY mail_due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    UPDATE notification n SET mail_tries = n.mail_tries + 1,
      mail_due_at = CASE WHEN n.mail_tries > n.mail_failures THEN NULL ELSE now() + interval '10 minutes' END
    FROM first JOIN "user" u ON u.id = first.user_id
    WHERE n.user_id = first.user_id AND n.mail_due_at <= now()
    RETURNING n.id, u.email, u.locale, n.mail_failures::integer AS failures`;
  const [row] = rows;
  if (row === undefined) return null;
  const failures = Math.max(...rows.map((one) => one.failures));
  return { email: row.email, locale: row.locale, ids: rows.map(({ id }) => id), failures };
}

export async function noteMailed(db: Db, ids: readonly bigint[]): Promise<void> {
  await db.$executeRaw`UPDATE notification SET mailed_at = now(), mail_due_at = NULL WHERE id = ANY (${[...ids]}::bigint[])`;
}

/** Null for the pause gives it up. */
export async function noteMailFailure(db: Db, ids: readonly bigint[], pauseMinutes: number | null): Promise<void> {
  await db.$executeRaw`
    UPDATE notification SET mail_failures = mail_failures + 1, mail_due_at = now() + make_interval(mins => ${pauseMinutes}::integer)
    WHERE id = ANY (${[...ids]}::bigint[])`;
}

/** What was read 90 days ago, and everything after a year. */
export async function sweepNotifications(db: Db): Promise<void> {
  await db.$executeRaw`
    DELETE FROM notification WHERE read_at < now() - interval '90 days' OR created_at < now() - interval '1 year'`;
}

/** How many people a mail waits for. */
export async function countDueMails(db: Db): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT user_id)::integer AS count FROM notification WHERE mail_due_at IS NOT NULL`;
  return row?.count ?? 0;
}
