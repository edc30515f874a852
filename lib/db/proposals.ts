import "server-only";
import { newcomerDays, proposalDays, type Colleague, type ProposalKind } from "@/lib/domain/access/second-person";
import type { Role } from "@/lib/domain/case/vocabulary";
import { conflict } from "@/lib/domain/errors";
import { type Db, Prisma, type Tx } from "./client";

export type ProposalState = "open" | "confirmed" | "declined" | "withdrawn" | "lapsed";

export interface ProposalRow {
  id: string;
  kind: ProposalKind;
  subject: string;
  /** `wanted` by the kind's schema; `seen`: how the subject stood. */
  payload: { wanted: unknown; seen: unknown };
  proposedBy: string;
  /** As they are called. */
  proposer: string;
  proposedAt: Date;
  expiresAt: Date;
  state: ProposalState;
}

const columns = Prisma.sql`p.id, p.kind, p.subject, p.payload, p.proposed_by AS "proposedBy", u.pseudonym AS proposer,
  p.proposed_at AS "proposedAt", p.expires_at AS "expiresAt", p.state`;

/**
 * Everybody who could have a say about what this person proposes, with what speaks against it. Read under the lock of people. The
 * trail says whom the proposer has sent away of late.
 */
export async function readTeam(db: Db, proposerId: string): Promise<Colleague[]> {
  const since = Prisma.sql`now() - make_interval(days => ${newcomerDays}::integer)`;
  const recent = Prisma.sql`g.kind = 'grant_rights' AND g.subject = u.id::text AND g.state = 'confirmed' AND g.decided_at > ${since}`;
  return db.$queryRaw<Colleague[]>`
    WITH taken AS (
      SELECT e.subject_id, e.action, (e.changes -> 'roles' ->> 0)::jsonb AS before FROM audit_entry e
      WHERE e.actor = ${`user:${proposerId}`} AND e.at > ${since} AND e.subject_table = 'user'
        AND e.action IN ('person.suspended', 'person.roles_set')),
    former AS (
      SELECT u.id, array_agg(DISTINCT had.role) AS roles FROM "user" u JOIN taken t ON t.subject_id = u.id::text
      CROSS JOIN LATERAL (
        SELECT unnest(u.roles) AS role WHERE u.status = 'suspended' AND t.action = 'person.suspended'
        UNION ALL
        SELECT role FROM jsonb_array_elements_text(t.before) AS role WHERE NOT role = ANY (u.roles)) had
      WHERE NOT u.is_sample AND u.id <> ${proposerId}::uuid GROUP BY u.id)
    SELECT u.id::text, live_roles(u.roles, u.vetted_until) AS roles, false AS "isRemovedByProposer",
      CASE WHEN EXISTS (SELECT 1 FROM application a WHERE a.user_id = u.id AND a.decided_at > ${since}) THEN u.roles
        ELSE ARRAY(SELECT jsonb_array_elements_text(g.payload -> 'wanted' -> 'roles') FROM proposal g WHERE ${recent}) END AS "newRoles",
      EXISTS (SELECT 1 FROM invitation i WHERE i.accepted_by = u.id AND i.created_by = ${proposerId}::uuid AND i.accepted_at > ${since})
        OR EXISTS (SELECT 1 FROM application a WHERE a.user_id = u.id AND a.decided_by = ${proposerId}::uuid AND a.decided_at > ${since})
        OR EXISTS (SELECT 1 FROM proposal g WHERE ${recent} AND g.proposed_by = ${proposerId}::uuid AND g.decided_by IS NULL)
        AS "isBroughtByProposer"
    FROM "user" u WHERE u.status = 'active' AND NOT u.is_sample
      AND live_roles(u.roles, u.vetted_until) && ARRAY['reviewer', 'safeguarding', 'protection', 'admin']
    UNION ALL
    SELECT f.id::text, f.roles, true, '{}', false FROM former f`;
}

export interface NewProposal {
  kind: ProposalKind;
  subject: string;
  payload: { wanted: unknown; seen: unknown };
  proposedBy: string;
  /** Nobody else was there: it is over as it begins. */
  isAlone: boolean;
}

/** @throws DomainError `conflict proposal_open` where something of the kind waits for the subject already. */
export async function insertProposal(tx: Tx, given: NewProposal): Promise<ProposalRow> {
  const { kind, subject, payload, proposedBy, isAlone } = given;
  const open = await tx.proposal.findFirst({ where: { kind, subject, state: "open" }, select: { id: true } });
  if (open !== null) throw conflict("proposal_open");
  const [row] = await tx.$queryRaw<ProposalRow[]>`
    WITH p AS (
      INSERT INTO proposal (kind, subject, payload, proposed_by, expires_at, state, decided_at)
      VALUES (${kind}, ${subject}, ${JSON.stringify(payload)}::jsonb, ${proposedBy}::uuid,
        now() + make_interval(days => ${proposalDays}::integer), ${isAlone ? "confirmed" : "open"}, ${isAlone ? Prisma.sql`now()` : null})
      RETURNING *)
    SELECT ${columns} FROM p JOIN "user" u ON u.id = p.proposed_by`;
  if (row === undefined) throw new Error("A proposal was not written.");
  return row;
}

/** Locked until the transaction ends; null where there is none. */
export async function lockProposal(tx: Tx, id: string): Promise<ProposalRow | null> {
  const [row] = await tx.$queryRaw<ProposalRow[]>`
    SELECT ${columns} FROM proposal p JOIN "user" u ON u.id = p.proposed_by WHERE p.id = ${id}::uuid FOR UPDATE OF p`;
  return row ?? null;
}

/** One that has waited its time; null where there is none, or another worker has it. */
export async function lockExpired(tx: Tx): Promise<ProposalRow | null> {
  const [row] = await tx.$queryRaw<ProposalRow[]>`
    SELECT ${columns} FROM proposal p JOIN "user" u ON u.id = p.proposed_by
    WHERE p.state = 'open' AND p.expires_at <= now() ORDER BY p.expires_at LIMIT 1 FOR UPDATE OF p SKIP LOCKED`;
  return row ?? null;
}

export async function endProposal(
  tx: Tx,
  id: string,
  state: Exclude<ProposalState, "open">,
  decidedBy: string | null,
): Promise<void> {
  await tx.proposal.update({ where: { id }, data: { state, decidedBy, decidedAt: new Date() } });
}

/** What waits, oldest first. */
export async function listOpenProposals(db: Db): Promise<ProposalRow[]> {
  return db.$queryRaw<ProposalRow[]>`
    SELECT ${columns} FROM proposal p JOIN "user" u ON u.id = p.proposed_by
    WHERE p.state = 'open' AND p.expires_at > now() ORDER BY p.proposed_at, p.id LIMIT 200`;
}

/** Whether the proposer may still propose: active, and with the role. */
export async function holdsRole(db: Db, id: string, role: Role): Promise<boolean> {
  const found = await db.user.count({ where: { id, status: "active", roles: { has: role } } });
  return found === 1;
}
