import "server-only";
import {
  type NotificationKind,
  notificationKinds,
  type NotificationParams,
} from "@/lib/domain/access/notification-kinds";
import type { Role } from "@/lib/domain/case/vocabulary";
import { Prisma, type Tx } from "./client";

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
