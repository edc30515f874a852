import "server-only";
import type { Role } from "@/lib/domain/case/vocabulary";
import { db, Prisma, type Db } from "./client";

/** A session ends after so long without a request, and after so long whatever happens. */
export const sessionIdleHours = 12;
export const sessionDays = 14;

export interface LiveSession {
  id: string;
  userId: string;
  pseudonym: string;
  roles: Role[];
  locale: string | null;
  /** It has not been touched for a minute. */
  isStale: boolean;
}

const live = Prisma.sql`s.revoked_at IS NULL AND s.expires_at > clock_timestamp()
  AND s.last_seen_at > clock_timestamp() - make_interval(hours => ${sessionIdleHours}::integer)`;

/** Looked at on every request: revocation, suspension and new roles take effect at the next one. */
export async function findLiveSession(id: string): Promise<LiveSession | null> {
  const [row] = await db().$queryRaw<LiveSession[]>(Prisma.sql`
    SELECT s.id, u.id AS "userId", u.pseudonym, u.roles, u.locale, s.last_seen_at < clock_timestamp() - interval '1 minute' AS "isStale"
    FROM session s JOIN "user" u ON u.id = s.user_id
    WHERE s.id = ${id}::uuid AND ${live} AND u.status = 'active'`);
  return row ?? null;
}

/** At most once a minute, however many requests come at once. */
export async function touchSession(id: string): Promise<void> {
  await db().$executeRaw(Prisma.sql`
    UPDATE session SET last_seen_at = clock_timestamp()
    WHERE id = ${id}::uuid AND last_seen_at < clock_timestamp() - interval '1 minute'`);
}

/** The caller has checked the password; a person suspended meanwhile gets none. */
export async function openSession(userId: string, device: string): Promise<string | null> {
  const [row] = await db().$queryRaw<{ id: string }[]>(Prisma.sql`
    INSERT INTO session (user_id, device, created_at, last_seen_at, expires_at)
    SELECT u.id, ${device}::text, clock_timestamp(), clock_timestamp(), clock_timestamp() + make_interval(days => ${sessionDays}::integer)
    FROM "user" u WHERE u.id = ${userId}::uuid AND u.status = 'active'
    FOR SHARE
    RETURNING id`);
  return row?.id ?? null;
}

export interface OwnSession {
  id: string;
  device: string;
  createdAt: Date;
  lastSeenAt: Date;
}

export async function listLiveSessions(userId: string): Promise<OwnSession[]> {
  return db().$queryRaw<OwnSession[]>(Prisma.sql`
    SELECT s.id, s.device, s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt"
    FROM session s WHERE s.user_id = ${userId}::uuid AND ${live} ORDER BY s.last_seen_at DESC, s.id`);
}

/** Ends one session of a person; false where it is not theirs or has ended already. */
export async function endSession(tx: Db, userId: string, id: string): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { id, userId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count === 1;
}

/** Ends all of a person's sessions, but the one they are using where it is named. */
export async function endSessions(tx: Db, userId: string, except?: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, ...(except !== undefined && { id: { not: except } }) },
    data: { revokedAt: new Date() },
  });
  return count;
}

/** Ends everybody's sessions. */
export async function endAllSessions(tx: Db): Promise<number> {
  const { count } = await tx.session.updateMany({ where: { revokedAt: null }, data: { revokedAt: new Date() } });
  return count;
}
