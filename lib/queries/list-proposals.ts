import "server-only";
import { db } from "@/lib/db/client";
import { listOpenProposals, readTeam, type ProposalRow } from "@/lib/db/proposals";
import type { UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import {
  confirmersOf,
  isAboutPerson,
  isAlone,
  type ProposalKind,
  type ProposalPayload,
} from "@/lib/domain/access/second-person";
import type { Role } from "@/lib/domain/case/vocabulary";

/** Whether somebody else could confirm what this person would propose about a third. */
export type SecondPerson = "there" | "nobody" | "sent_away";

export async function findSecondPerson(actor: UserActor): Promise<SecondPerson> {
  const about = { proposerId: actor.id, subjectId: null };
  const team = await readTeam(db(), actor.id);
  if (confirmersOf(team, about).length > 0) return "there";
  return isAlone(team, about) ? "nobody" : "sent_away";
}

export interface Addresses {
  url: string | null;
  mailbox: string | null;
}

export interface WaitingProposal {
  id: string;
  kind: ProposalKind;
  /** The person's or the channel's id. */
  subject: string;
  /** A pseudonym, a channel's name, a server's. */
  about: string;
  roles: Role[];
  /** Of a channel: as it is, and as it would be. */
  addresses: { from: Addresses; to: Addresses } | null;
  proposer: string;
  proposedAt: Date;
  expiresAt: Date;
  isOwn: boolean;
  mayDecide: boolean;
  /** Somebody is there who may; else it waits in vain. */
  canBeConfirmed: boolean;
}

/** What waits for a second person: everything for administrators, for others what they may confirm. */
export async function listProposals(actor: UserActor): Promise<WaitingProposal[]> {
  if (!can(actor, "proposal:decide")) return [];
  const rows = await listOpenProposals(db());
  if (rows.length === 0) return [];
  const [names, teams] = await Promise.all([namesOf(rows), teamsOf(rows)]);
  const shown = rows.map((row): WaitingProposal => {
    const subjectId = isAboutPerson(row.kind) ? row.subject : null;
    const confirmers = confirmersOf(teams.get(row.proposedBy) ?? [], { proposerId: row.proposedBy, subjectId });
    return {
      ...detailsOf(row),
      id: row.id,
      kind: row.kind,
      subject: row.subject,
      about: names.get(row.subject) ?? row.subject,
      proposer: row.proposer,
      proposedAt: row.proposedAt,
      expiresAt: row.expiresAt,
      isOwn: row.proposedBy === actor.id,
      mayDecide: confirmers.includes(actor.id),
      canBeConfirmed: confirmers.length > 0,
    };
  });
  return shown.filter(({ mayDecide }) => mayDecide || actor.roles.includes("admin"));
}

function detailsOf({ kind, payload }: ProposalRow): Pick<WaitingProposal, "roles" | "addresses"> {
  if (kind === "grant_rights") {
    return { roles: (payload.wanted as ProposalPayload<"grant_rights">).roles, addresses: null };
  }
  if (kind === "channel_address") {
    return { roles: [], addresses: { from: payload.seen as Addresses, to: payload.wanted as Addresses } };
  }
  return { roles: [], addresses: null };
}

async function teamsOf(rows: readonly ProposalRow[]) {
  const proposers = [...new Set(rows.map(({ proposedBy }) => proposedBy))];
  return new Map(await Promise.all(proposers.map(async (id) => [id, await readTeam(db(), id)] as const)));
}

async function namesOf(rows: readonly ProposalRow[]): Promise<Map<string, string>> {
  const people = rows.filter(({ kind }) => isAboutPerson(kind)).map(({ subject }) => subject);
  const channels = rows.filter(({ kind }) => kind === "channel_address").map(({ subject }) => subject);
  const [users, desks] = await Promise.all([
    db().user.findMany({ where: { id: { in: people } }, select: { id: true, pseudonym: true } }),
    db().channel.findMany({ where: { id: { in: channels } }, select: { id: true, name: true } }),
  ]);
  const servers = rows
    .filter(({ kind }) => kind === "mail_server")
    .map(({ subject, payload }): [string, string] => [
      subject,
      (payload.wanted as ProposalPayload<"mail_server">).host,
    ]);
  return new Map([
    ...users.map(({ id, pseudonym }): [string, string] => [id, pseudonym]),
    ...desks.map(({ id, name }): [string, string] => [id, name]),
    ...servers,
  ]);
}
