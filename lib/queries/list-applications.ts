import "server-only";
import { db, Prisma } from "@/lib/db/client";
import { activeReviewers } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { Role, Track } from "@/lib/domain/case/vocabulary";
import { renewalDays } from "@/lib/domain/vetting/standing";
import { eligibleVouchers, vouchersNeeded } from "@/lib/domain/vetting/vouching";

const pageSize = 50;

export interface ListedApplication {
  id: string;
  pseudonym: string;
  origin: "form" | "invitation" | "provider";
  roles: Role[];
  tracks: Track[];
  languages: string[];
  submittedAt: Date;
  asked: number;
  given: number;
}

interface Row extends Omit<ListedApplication, "asked"> {
  isOwn: boolean;
}

const given = Prisma.sql`(SELECT count(*)::integer FROM voucher v JOIN "user" r ON r.id = v.voucher_id
  WHERE v.person_id = u.id AND v.withdrawn_at IS NULL AND v.counted_at IS NULL
    AND r.status = 'active' AND 'reviewer' = ANY (live_roles(r.roles, r.vetted_until)))`;

const waiting = (viewerId: string, after: string | undefined) => Prisma.sql`
  SELECT u.id, u.pseudonym, a.origin, a.roles, a.tracks, a.languages, a.submitted_at AS "submittedAt", ${given} AS given,
         EXISTS (SELECT 1 FROM voucher o WHERE o.person_id = u.id AND o.voucher_id = ${viewerId}::uuid
                   AND o.withdrawn_at IS NULL AND o.counted_at IS NULL) AS "isOwn"
  FROM application a JOIN "user" u ON u.id = a.user_id
  WHERE a.state = 'waiting' ${
    after === undefined
      ? Prisma.empty
      : Prisma.sql`AND (a.submitted_at, a.user_id) > (SELECT p.submitted_at, p.user_id FROM application p WHERE p.user_id = ${after}::uuid)`
  }
  ORDER BY a.submitted_at, a.user_id LIMIT ${pageSize + 1}`;

/** Who is waiting, the longest first; for administrators. What was told is on each one's own page. */
export async function listApplications(
  actor: UserActor,
  after?: string,
): Promise<{ applications: ListedApplication[]; next: string | null }> {
  assertCan(actor, "person:read_record");
  const [rows, reviewers] = await Promise.all([db().$queryRaw<Row[]>(waiting(actor.id, after)), activeReviewers(db())]);
  const asked = (id: string) => vouchersNeeded(eligibleVouchers(reviewers, id, new Date()));
  const applications = rows.slice(0, pageSize).map(({ isOwn: _, ...row }) => ({ ...row, asked: asked(row.id) }));
  return { applications, next: rows.length > pageSize ? (applications.at(-1)?.id ?? null) : null };
}

export interface Vouchee {
  id: string;
  pseudonym: string;
  why: "joining" | "renewal";
  tracks: Track[];
  languages: string[];
  since: Date;
  asked: number;
  given: number;
  /** The reader's own word stands. */
  isOwn: boolean;
  /** The reader may give theirs. */
  mayVouch: boolean;
}

/** Whom a reviewer may vouch for: a pseudonym, what they would work on, and how many words there are. Nothing of what was told. */
export async function listVouchees(actor: UserActor, now: Date = new Date()): Promise<Vouchee[]> {
  assertCan(actor, "person:vouch");
  const soon = new Date(now.getTime() + renewalDays * 86_400_000);
  const [joining, renewing, reviewers] = await Promise.all([
    db().$queryRaw<Row[]>(waiting(actor.id, undefined)),
    db().$queryRaw<{ id: string; pseudonym: string; tracks: Track[]; since: Date; given: number; isOwn: boolean }[]>`
      SELECT u.id, u.pseudonym, u.review_tracks AS tracks, u.vetted_until AS since, ${given} AS given,
             EXISTS (SELECT 1 FROM voucher o WHERE o.person_id = u.id AND o.voucher_id = ${actor.id}::uuid
                       AND o.withdrawn_at IS NULL AND o.counted_at IS NULL) AS "isOwn"
      FROM "user" u WHERE u.status = 'active' AND NOT u.is_sample AND u.roles && ARRAY['reviewer', 'safeguarding']
        AND u.vetted_until <= ${soon} AND u.id <> ${actor.id}::uuid ORDER BY u.vetted_until LIMIT 50`,
    activeReviewers(db()),
  ]);
  const placed = (id: string, most?: number) => {
    const eligible = eligibleVouchers(reviewers, id, now);
    return { asked: vouchersNeeded(eligible, most), mayVouch: eligible.includes(actor.id) };
  };
  return [
    ...joining.map(({ id, pseudonym, tracks, languages, submittedAt, given: words, isOwn }) => ({
      ...{ id, pseudonym, tracks, languages, since: submittedAt, given: words, isOwn, why: "joining" as const },
      ...placed(id),
    })),
    ...renewing.map((row) => ({ ...row, languages: [], why: "renewal" as const, ...placed(row.id, 1) })),
  ];
}
