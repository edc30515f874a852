import "server-only";
import { readMode, type StandingMode } from "@/lib/domain/access/mode";
import type { Role } from "@/lib/domain/case/vocabulary";
import type { SessionLevel } from "@/lib/domain/access/second-factor";
import { defaultSettings, settingBounds } from "@/lib/domain/settings";
import { db, Prisma, type Db, type Tx } from "./client";

/** Time to find the telephone, or to install an app on it; the password is asked for again after that. */
const unopenedMinutes = 60;

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
  level: SessionLevel;
  /** When a factor was last shown in it. */
  confirmedAt: Date | null;
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
           u.charter_version AS "charterVersion", u.locale, s.level, s.confirmed_at AS "confirmedAt",
           s.last_seen_at < clock_timestamp() - interval '1 minute' AS "isStale",
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

/** It may last for as long as any setting allows; the setting decides at each request. */
const opening = (userId: string, device: string, level: Prisma.Sql): Prisma.Sql => Prisma.sql`
  INSERT INTO session (user_id, device, created_at, last_seen_at, expires_at, level, confirmed_at)
  SELECT u.id, ${device}::text, clock_timestamp(), clock_timestamp(),
         clock_timestamp() + CASE WHEN o.level = 'full' THEN make_interval(days => ${settingBounds.session_days.most}::integer)
                                  ELSE make_interval(mins => ${unopenedMinutes}::integer) END,
         o.level, CASE WHEN o.level = 'full' THEN clock_timestamp() END
  FROM "user" u, LATERAL (SELECT ${level} AS level) o WHERE u.id = ${userId}::uuid AND u.status IN ('active', 'applicant')
  FOR SHARE OF u
  RETURNING id`;

/**
 * The caller has checked the password, which brings the person as far as their second factor: to it, to setting it up, or in where none
 * is there and none required. A person suspended meanwhile gets no session.
 */
export async function openSession(userId: string, device: string): Promise<string | null> {
  const level = Prisma.sql`level_after_password(u.id, u.roles)`;
  const [row] = await db().$queryRaw<{ id: string }[]>(opening(userId, device, level));
  return row?.id ?? null;
}

/** The caller has checked all that there is to check. */
export async function openFullSession(userId: string, device: string): Promise<string | null> {
  const [row] = await db().$queryRaw<{ id: string }[]>(opening(userId, device, Prisma.sql`'full'`));
  return row?.id ?? null;
}

/**
 * Opens the desk to a session that had only come as far as the password. It goes on under a new id: a copy of the cookie from before is
 * worth nothing. Null where it has ended meanwhile.
 */
export async function raiseSession(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    WITH before AS (
      UPDATE session s SET revoked_at = clock_timestamp() FROM "user" u
      WHERE s.id = ${id}::uuid AND ${live} AND s.level <> 'full' AND u.id = s.user_id AND u.status IN ('active', 'applicant')
      RETURNING s.user_id, s.device, s.created_at)
    INSERT INTO session (user_id, device, created_at, last_seen_at, expires_at, level, confirmed_at)
    SELECT user_id, device, created_at, clock_timestamp(), clock_timestamp() + make_interval(days => ${settingBounds.session_days.most}::integer),
           'full', clock_timestamp() FROM before
    RETURNING id`);
  return row?.id ?? null;
}

/** A factor was shown again. False where the session has ended meanwhile. */
export async function confirmOpenSession(tx: Tx, id: string): Promise<boolean> {
  const count = await tx.$executeRaw(Prisma.sql`
    UPDATE session s SET confirmed_at = clock_timestamp() WHERE s.id = ${id}::uuid AND ${live} AND s.level = 'full'`);
  return count === 1;
}

/** Other browsers of somebody who set a factor up just now: where they would set one up, they are asked for this one. */
export async function askOtherSessions(tx: Tx, userId: string): Promise<void> {
  await tx.session.updateMany({ where: { userId, level: "enrol", revokedAt: null }, data: { level: "password" } });
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
