import "server-only";
import { db, Prisma } from "@/lib/db/client";
import type { OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { Role } from "@/lib/domain/case/vocabulary";

export interface ListedPerson {
  id: string;
  pseudonym: string;
  roles: Role[];
  status: "active" | "suspended" | "applicant";
  createdAt: Date;
  /** To the day: when somebody works is theirs. Null for whoever has not signed in of late. */
  lastSeenOn: Date | null;
}

export interface PendingInvitation {
  id: string;
  roles: Role[];
  note: string;
  invitedBy: string;
  expiresAt: Date;
}

export interface PeopleList {
  people: ListedPerson[];
  /** The id after which the next page begins; null on the last. */
  next: string | null;
  invitations: PendingInvitation[];
}

const pageSize = 100;
const standing = { members: "active", suspended: "suspended" } as const;
export type PeopleTab = keyof typeof standing;

/** Everybody on the desk, or a page of those of one standing, by pseudonym, without the invented people of the samples; and the links that still work. No e-mail address is needed here, so none is shown. */
export async function listPeople(
  actor: UserActor | OperatorActor,
  page?: { tab: PeopleTab; after?: string | undefined },
): Promise<PeopleList> {
  assertCan(actor, "person:read");
  const { tab, after } = page ?? {};
  const narrowed = tab === undefined ? Prisma.sql`u.status <> 'refused'` : Prisma.sql`u.status = ${standing[tab]}`;
  const place =
    after === undefined
      ? Prisma.empty
      : Prisma.sql`AND (lower(u.pseudonym), u.id) > (SELECT lower(p.pseudonym), p.id FROM "user" p WHERE p.id = ${after}::uuid)`;
  const [people, invitations] = await Promise.all([
    db().$queryRaw<ListedPerson[]>(Prisma.sql`
      SELECT u.id, u.pseudonym, u.roles, u.status, u.created_at AS "createdAt",
             date_trunc('day', seen.at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS "lastSeenOn"
      FROM "user" u
      LEFT JOIN LATERAL (SELECT max(s.last_seen_at) AS at FROM session s WHERE s.user_id = u.id) seen ON true
      WHERE NOT u.is_sample AND ${narrowed} ${place}
      ORDER BY u.status, lower(u.pseudonym), u.id ${tab === undefined ? Prisma.empty : Prisma.sql`LIMIT ${pageSize + 1}`}`),
    db().$queryRaw<PendingInvitation[]>(Prisma.sql`
      SELECT i.id, i.roles, i.note, u.pseudonym AS "invitedBy", i.expires_at AS "expiresAt"
      FROM invitation i JOIN "user" u ON u.id = i.created_by
      WHERE i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now() ORDER BY i.created_at DESC, i.id`),
  ]);
  if (tab === undefined || people.length <= pageSize) return { people, next: null, invitations };
  const shown = people.slice(0, pageSize);
  return { people: shown, next: shown.at(-1)?.id ?? null, invitations };
}
