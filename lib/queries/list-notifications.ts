import "server-only";
import { db, Prisma } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { readNotification } from "@/lib/domain/access/notification-kinds";

const pageSize = 30;

export interface ListedNotification {
  id: string;
  createdAt: Date;
  isNew: boolean;
  /** Null where this version no longer knows the kind. */
  told: ReturnType<typeof readNotification>;
}

export interface NotificationPage {
  rows: ListedNotification[];
  /** Where the next page begins; null on the last. */
  before: string | null;
  hasNew: boolean;
}

interface Row {
  id: string;
  kind: string;
  params: unknown;
  createdAt: Date;
  isNew: boolean;
}

/** One's own, newest first, and nobody else's. */
export async function listNotifications(actor: UserActor, before: string | null): Promise<NotificationPage> {
  const older = before === null ? Prisma.empty : Prisma.sql`AND n.id < ${BigInt(before)}`;
  const [rows, unread] = await Promise.all([
    db().$queryRaw<Row[]>`
      SELECT n.id::text, n.kind, n.params, n.created_at AS "createdAt", n.read_at IS NULL AS "isNew" FROM notification n
      WHERE n.user_id = ${actor.id}::uuid ${older} ORDER BY n.id DESC LIMIT ${pageSize + 1}`,
    countNewNotifications(actor),
  ]);
  const page = rows.slice(0, pageSize);
  return {
    rows: page.map(({ kind, params, ...row }) => ({ ...row, told: readNotification(kind, params) })),
    before: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
    hasNew: unread > 0,
  };
}

/** Counted to 100 and no further: beyond that the bell says "99+". */
export async function countNewNotifications(actor: UserActor): Promise<number> {
  const [row] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count
    FROM (SELECT 1 FROM notification WHERE user_id = ${actor.id}::uuid AND read_at IS NULL LIMIT 100) AS unread`;
  return row?.count ?? 0;
}
