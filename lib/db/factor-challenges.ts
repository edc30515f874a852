import "server-only";
import { db } from "./client";

export type ChallengeKind = "passkey_enrolment" | "passkey_confirmation" | "passkey_sign_in";

export const challengeMinutes = 5;
const enrolmentMinutes = 60;
const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

/** What a browser was asked: awaited from the session that asked, where there is one. */
export async function putChallenge(kind: ChallengeKind, challenge: string, sessionId: string | null): Promise<void> {
  await db().factorChallenge.create({ data: { kind, challenge, sessionId, expiresAt: inMinutes(challengeMinutes) } });
}

/** True once, for the session that it was made for, and not for long: whatever comes of the answer, the challenge is spent. */
export async function takeChallenge(
  kind: ChallengeKind,
  challenge: string,
  sessionId: string | null,
): Promise<boolean> {
  const { count } = await db().factorChallenge.deleteMany({
    where: { kind, challenge, sessionId, expiresAt: { gt: new Date() } },
  });
  return count === 1;
}

/** The sealed secret that this session is setting up, until a code has proven it. */
export async function findPendingSecret(sessionId: string): Promise<Uint8Array | null> {
  const row = await db().factorChallenge.findFirst({
    where: { sessionId, kind: "totp_enrolment", expiresAt: { gt: new Date() } },
  });
  return row?.secret ?? null;
}

/** Keeps it unless there is one already: a page that is loaded twice shows one secret. Answers the one that stands. */
export async function putPendingSecret(sessionId: string, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const expiresAt = inMinutes(enrolmentMinutes);
  const rows = await db().$queryRaw<{ secret: Uint8Array }[]>`
    INSERT INTO factor_challenge (kind, session_id, secret, expires_at) VALUES ('totp_enrolment', ${sessionId}::uuid, ${sealed}, ${expiresAt})
    ON CONFLICT (session_id) WHERE kind = 'totp_enrolment' DO UPDATE
      SET secret = CASE WHEN factor_challenge.expires_at > clock_timestamp() THEN factor_challenge.secret ELSE excluded.secret END,
          expires_at = excluded.expires_at
    RETURNING secret`;
  return rows[0]?.secret ?? sealed;
}

export async function dropPendingSecret(sessionId: string): Promise<void> {
  await db().factorChallenge.deleteMany({ where: { sessionId, kind: "totp_enrolment" } });
}

/** What nobody answered. Returns how many went. */
export async function sweepChallenges(): Promise<number> {
  return db().$executeRaw`DELETE FROM factor_challenge WHERE expires_at < clock_timestamp()`;
}
