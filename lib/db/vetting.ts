import "server-only";
import type { Role, Track } from "@/lib/domain/case/vocabulary";
import { eligibleVouchers, type Reviewer } from "@/lib/domain/vetting/vouching";
import { trainingEdition } from "@/lib/domain/vetting/training";
import type { Db, Tx } from "./client";

/** The reviewers whose rights are live, with how long they have been here. */
export async function activeReviewers(tx: Db): Promise<Reviewer[]> {
  return tx.$queryRaw<Reviewer[]>`
    SELECT u.id, coalesce(u.admitted_at, u.created_at) AS "admittedAt" FROM "user" u
    WHERE u.status = 'active' AND NOT u.is_sample AND 'reviewer' = ANY (live_roles(u.roles, u.vetted_until))`;
}

/** Who may vouch for this person at this moment. */
export async function vouchersFor(tx: Db, personId: string, now: Date): Promise<string[]> {
  return eligibleVouchers(await activeReviewers(tx), personId, now);
}

/** Words that stand for somebody, of people who may still give them: whoever lost the right has no word either. */
export async function standingVouchers(tx: Db, personId: string): Promise<{ id: string; voucherId: string }[]> {
  return tx.$queryRaw<{ id: string; voucherId: string }[]>`
    SELECT v.id, v.voucher_id AS "voucherId" FROM voucher v JOIN "user" u ON u.id = v.voucher_id
    WHERE v.person_id = ${personId}::uuid AND v.withdrawn_at IS NULL AND v.counted_at IS NULL
      AND u.status = 'active' AND 'reviewer' = ANY (live_roles(u.roles, u.vetted_until))
    ORDER BY v.created_at`;
}

/** The tracks whose training this person has passed, in the present edition of the sample cases. */
export async function passedTracks(tx: Db, personId: string): Promise<Track[]> {
  const rows = await tx.trainingAttempt.findMany({
    where: { userId: personId, isPassed: true, edition: trainingEdition },
    distinct: ["track"],
    select: { track: true },
  });
  return rows.map(({ track }) => track as Track);
}

export interface Applicant {
  id: string;
  pseudonym: string;
  status: "active" | "suspended" | "applicant" | "refused";
  charterVersion: string | null;
  origin: "form" | "invitation" | "provider";
  state: "waiting" | "admitted" | "refused";
  roles: Role[];
  tracks: Track[];
}

/** Somebody with an application, locked until the transaction ends; null where there is none. */
export async function lockApplicant(tx: Tx, id: string): Promise<Applicant | null> {
  const [row] = await tx.$queryRaw<Applicant[]>`
    SELECT u.id, u.pseudonym, u.status, u.charter_version AS "charterVersion", a.origin, a.state, a.roles, a.tracks
    FROM application a JOIN "user" u ON u.id = a.user_id WHERE a.user_id = ${id}::uuid FOR UPDATE OF a, u`;
  return row ?? null;
}

/** Training is for whoever reviews, was invited to, or was let in to it by an administrator. */
export async function trainingIsOpen(tx: Db, id: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isOpen: boolean }[]>`
    SELECT (u.status = 'active' AND 'reviewer' = ANY (u.roles))
           OR coalesce(a.state = 'waiting' AND (a.training_opened OR (a.origin = 'invitation' AND 'reviewer' = ANY (a.roles))), false) AS "isOpen"
    FROM "user" u LEFT JOIN application a ON a.user_id = u.id WHERE u.id = ${id}::uuid`;
  return row?.isOpen === true;
}
