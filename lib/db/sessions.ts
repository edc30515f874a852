import "server-only";
import { readMode, type StandingMode } from "@/lib/domain/access/mode";
import type { Role } from "@/lib/domain/case/vocabulary";
import { defaultSettings, settingBounds } from "@/lib/domain/settings";
import { db, Prisma, type Db } from "./client";

export interface LiveSession {
  id: string;
  userId: string;
  pseudonym: string;
  /** Those that are live: review and safeguarding rest where the vetting has run out. */
  roles: Role[];
  status: "active" | "applicant";
  /** The version of the charter that they accepted last. */
  charterVersion: string | null;
  locale: string | null;
  /** How the desk stands, read with the row. */
  mode: StandingMode;
  /** It has not been touched for a minute. */
  isStale: boolean;
}

const limit = (key: "session_idle_hours" | "session_days") =>
  Prisma.sql`coalesce((SELECT value::text::integer FROM setting WHERE key = ${key}), ${defaultSettings[key]}::integer)`;

/**
 * A session ends after so long without a request, and after so long whatever happens. The organisation's present limits hold for
 * sessions that are running, too.
 */
const live = Prisma.sql`s.revoked_at IS NULL AND s.expires_at > clock_timestamp()
  AND s.last_seen_at > clock_timestamp() - make_interval(hours => ${limit("session_idle_hours")})
  AND s.created_at > clock_timestamp() - make_interval(days => ${limit("session_days")})`;

/** Looked at on every request: revocation, suspension and new roles take effect at the next one. */
export async function findLiveSession(id: string): Promise<LiveSession | null> {
  const [row] = await db().$queryRaw<(Omit<LiveSession, "mode"> & { mode: unknown })[]>(Prisma.sql`
    SELECT s.id, u.id AS "userId", u.pseudonym, live_roles(u.roles, u.vetted_until) AS roles, u.status,
           u.charter_version AS "charterVersion", u.locale, s.last_seen_at < clock_timestamp() - interval '1 minute' AS "isStale",
           (SELECT value FROM setting WHERE key = 'mode') AS mode
    FROM session s JOIN "user" u ON u.id = s.user_id
    WHERE s.id = ${id}::uuid AND ${live} AND u.status IN ('active', 'applicant')`);
  return row ? { ...row, mode: readMode(row.mode) } : null;
}

/** At most once a minute, however many requests come at once. */
export async function touchSession(id: string): Promise<void> {
  await db().$executeRaw(Prisma.sql`
    UPDATE session SET last_seen_at = clock_timestamp()
    WHERE id = ${id}::uuid AND last_seen_at < clock_timestamp() - interval '1 minute'`);
}

/** It may last for as long as any setting allows; the setting decides at each request. The caller has checked the password; a person suspended meanwhile gets none. */
export async function openSession(userId: string, device: string): Promise<string | null> {
  const [row] = await db().$queryRaw<{ id: string }[]>(Prisma.sql`
    INSERT INTO session (user_id, device, created_at, last_seen_at, expires_at)
    SELECT u.id, ${device}::text, clock_timestamp(), clock_timestamp(), clock_timestamp() + make_interval(days => ${settingBounds.session_days.most}::integer)
    FROM "user" u WHERE u.id = ${userId}::uuid AND u.status IN ('active', 'applicant')
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

/** Ends everybody's sessions, but the one that asks where it is named. */
export async function endAllSessions(tx: Db, except?: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>(Prisma.sql`
    WITH ended AS (
      UPDATE session s SET revoked_at = clock_timestamp()
      WHERE s.revoked_at IS NULL AND s.id IS DISTINCT FROM ${except ?? null}::uuid RETURNING 1
    ) SELECT count(*)::integer AS count FROM ended`);
  return row?.count ?? 0;
}
