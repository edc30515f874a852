import "server-only";
import { db, Prisma } from "@/lib/db/client";
import type { OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { Role } from "@/lib/domain/case/vocabulary";

export interface ListedPerson {
  id: string;
  pseudonym: string;
  roles: Role[];
  status: "active" | "suspended";
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
  invitations: PendingInvitation[];
}

/** Everybody on the desk, by pseudonym, without the invented people of the samples; and the links that still work. No e-mail address is needed here, so none is shown. */
export async function listPeople(actor: UserActor | OperatorActor): Promise<PeopleList> {
  assertCan(actor, "person:read");
  const [people, invitations] = await Promise.all([
    db().$queryRaw<ListedPerson[]>(Prisma.sql`
      SELECT u.id, u.pseudonym, u.roles, u.status, u.created_at AS "createdAt",
             date_trunc('day', seen.at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS "lastSeenOn"
      FROM "user" u
      LEFT JOIN LATERAL (SELECT max(s.last_seen_at) AS at FROM session s WHERE s.user_id = u.id) seen ON true
      WHERE NOT u.is_sample
      ORDER BY u.status, lower(u.pseudonym), u.id`),
    db().$queryRaw<PendingInvitation[]>(Prisma.sql`
      SELECT i.id, i.roles, i.note, u.pseudonym AS "invitedBy", i.expires_at AS "expiresAt"
      FROM invitation i JOIN "user" u ON u.id = i.created_by
      WHERE i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now() ORDER BY i.created_at DESC, i.id`),
  ]);
  return { people, invitations };
}
