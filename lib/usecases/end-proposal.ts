import "server-only";
import { isDeepStrictEqual } from "node:util";
import { nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { holdersOf, notify } from "@/lib/db/notifications";
import { endProposal, holdsRole, lockProposal, readTeam, type ProposalRow } from "@/lib/db/proposals";
import type { Actor, UserActor } from "@/lib/domain/access/actor";
import { confirmersOf, isAboutPerson, type ProposalPayload, proposalPayloads } from "@/lib/domain/access/second-person";
import type { Role } from "@/lib/domain/case/vocabulary";
import { conflict, DomainError, forbidden, notFound } from "@/lib/domain/errors";
import { guardedChanges, type Standing } from "./guarded-changes";

/** @throws DomainError `not_found` where there is none, `conflict proposal_ended` where it has ended. */
export async function takeProposal(tx: Tx, id: string): Promise<ProposalRow> {
  const row = await lockProposal(tx, id);
  if (row === null) throw notFound("proposal");
  if (row.state !== "open") throw conflict("proposal_ended");
  return row;
}

/** @throws DomainError `forbidden second_person_needed`; `not_found` for whom it does not concern. */
export async function assertConfirmer(tx: Tx, actor: UserActor, row: ProposalRow): Promise<void> {
  const { kind, subject, proposedBy } = row;
  const subjectId = isAboutPerson(kind) ? subject : null;
  if (confirmersOf(await readTeam(tx, proposedBy), { proposerId: proposedBy, subjectId }).includes(actor.id)) return;
  const isConcerned = actor.roles.includes("admin") || [proposedBy, subjectId].includes(actor.id);
  throw isConcerned ? forbidden("second_person_needed") : notFound("proposal");
}

/** How the subject stands if everything is still as it was proposed, and whoever proposed it still may; else null. */
export async function stillStanding(tx: Tx, row: ProposalRow): Promise<Standing | null> {
  if (row.expiresAt.getTime() <= Date.now()) return null;
  // Everything guarded is proposed by administrators.
  if (!(await holdsRole(tx, row.proposedBy, "admin"))) return null;
  const present = await lookOrNull(tx, row);
  return present !== null && isDeepStrictEqual(present.seen, row.payload.seen) ? present : null;
}

async function lookOrNull(tx: Tx, { kind, subject }: ProposalRow): Promise<Standing | null> {
  try {
    return await guardedChanges[kind].look(tx, subject);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

export async function applyProposal(tx: Tx, actor: Actor, { kind, subject, payload }: ProposalRow): Promise<void> {
  const wanted = proposalPayloads[kind].parse(payload.wanted);
  // The kind's own schema has just read it.
  const { apply } = guardedChanges[kind] as { apply: (t: Tx, a: Actor, s: string, w: typeof wanted) => Promise<void> };
  await apply(tx, actor, subject, wanted);
}

/** Ends it without a change, and says so. */
export async function endUnchanged(
  tx: Tx,
  row: ProposalRow,
  end: { state: "declined"; by: UserActor } | { state: "withdrawn"; by: UserActor } | { state: "lapsed"; by: null },
): Promise<void> {
  await nameAction(tx, `proposal.${end.state}`);
  await endProposal(tx, row.id, end.state, end.by?.id ?? null);
  const telling: ProposalEnd =
    end.state === "declined" ? { kind: "proposal_declined", decidedBy: end.by } : { kind: `proposal_${end.state}` };
  await tellOfProposal(tx, row, await nameSubject(tx, row), telling);
}

type ProposalEnd =
  | { kind: "proposal_made" | "changed_by_one" | "proposal_withdrawn" | "proposal_lapsed" }
  | { kind: "proposal_confirmed" | "proposal_declined"; decidedBy: UserActor };

/** The proposer, the subject, every administrator, and for rights and addresses every reviewer. */
export async function tellOfProposal(
  tx: Tx,
  row: ProposalRow,
  { about, personId }: Pick<Standing, "about" | "personId">,
  end: ProposalEnd,
): Promise<void> {
  const holders = await holdersOf(tx, "admin", ...guardedChanges[row.kind].concerned);
  const to = [row.proposedBy, ...(personId === null ? [] : [personId]), ...holders];
  const params = { what: row.kind, by: row.proposer, about: about.slice(0, 120), roles: rightsIn(row) };
  if (!("decidedBy" in end)) return notify(tx, { to, kind: end.kind, params });
  const decided = { ...params, decidedBy: end.decidedBy.pseudonym };
  await notify(tx, { to: [...to, end.decidedBy.id], kind: end.kind, params: decided });
}

export function rightsIn({ kind, payload }: Pick<ProposalRow, "kind" | "payload">): Role[] {
  return kind === "grant_rights" ? (payload.wanted as ProposalPayload<"grant_rights">).roles : [];
}

/** What it was about, also where that could no longer be proposed. */
async function nameSubject(
  tx: Tx,
  { kind, subject, payload }: ProposalRow,
): Promise<Pick<Standing, "about" | "personId">> {
  if (isAboutPerson(kind)) {
    const user = await tx.user.findUnique({ where: { id: subject }, select: { pseudonym: true } });
    return { about: user?.pseudonym ?? "", personId: subject };
  }
  if (kind === "mail_server") {
    return { about: (payload.wanted as ProposalPayload<"mail_server">).host, personId: null };
  }
  const channel = await tx.channel.findUnique({ where: { id: subject }, select: { name: true } });
  return { about: channel?.name ?? subject, personId: null };
}
