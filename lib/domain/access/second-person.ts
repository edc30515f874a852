import { z } from "zod";
import { roles, type Role } from "../case/vocabulary";

/**
 * Changes by which one person could come to act as two, or lead what leaves the desk elsewhere: they wait for a second person where
 * the team has one.
 */
export const proposalKinds = ["grant_rights", "reset_second_factor", "channel_address", "mail_server"] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** Whether the subject is somebody of the team. */
export const isAboutPerson = (kind: ProposalKind): boolean => kind === "grant_rights" || kind === "reset_second_factor";

/** Whose holders decide something about others: giving one away is giving away a part of every decision. */
export const guardedRoles = ["reviewer", "safeguarding", "protection", "admin"] as const satisfies readonly Role[];

export const isGuarded = (role: Role): boolean => guardedRoles.some((guarded) => guarded === role);

/** Days a proposal waits before it lapses. */
export const proposalDays = 7;

/** Days in which somebody who was let in counts as the creature of whoever let them in. */
export const newcomerDays = 7;

const address = z.url({ protocol: /^https$/, hostname: z.regexes.domain }).max(500);

/** What each kind would write. */
export const proposalPayloads = {
  grant_rights: z.object({ roles: z.array(z.enum(roles)).min(1) }),
  reset_second_factor: z.object({}),
  channel_address: z.object({
    url: address.nullable(),
    mailbox: z.email().max(254).toLowerCase().nullable(),
  }),
  mail_server: z.object({ digest: z.string().length(64), host: z.string().max(253) }),
} as const satisfies Record<ProposalKind, z.ZodObject>;
export type ProposalPayload<Kind extends ProposalKind> = z.infer<(typeof proposalPayloads)[Kind]>;

/** A member of the team, as seen from one proposer. */
export interface Colleague {
  id: string;
  roles: readonly Role[];
  /** Those of the roles that were given to them in the last seven days. */
  newRoles: readonly Role[];
  /** In the last seven days the proposer invited or admitted them, or gave them rights that nobody else confirmed. */
  isBroughtByProposer: boolean;
  /** In the last seven days the proposer suspended them or took rights from them: `roles` are those they had, and they confirm nothing. */
  isRemovedByProposer: boolean;
}

export interface Proposing {
  proposerId: string;
  /** The person it is about, if it is about one. */
  subjectId: string | null;
}

/**
 * Who may confirm or decline: other administrators; where there is none, whoever has decided about cases or rights requests for seven
 * days. Never the proposer, never whom it is about, never whom the proposer has just brought in.
 */
export function confirmersOf(team: readonly Colleague[], about: Proposing): string[] {
  return placedToConfirm(
    team.filter(({ isRemovedByProposer }) => !isRemovedByProposer),
    about,
  );
}

/**
 * Whether nobody else is there, so that one person does it at once. Who has just sent away whoever could have confirmed is not alone:
 * what they propose waits, and lapses.
 */
export function isAlone(team: readonly Colleague[], about: Proposing): boolean {
  return confirmersOf(team, about).length === 0 && placedToConfirm(team, about).length === 0;
}

function placedToConfirm(team: readonly Colleague[], { proposerId, subjectId }: Proposing): string[] {
  const others = team.filter(({ id, isBroughtByProposer }) => {
    return id !== proposerId && id !== subjectId && !isBroughtByProposer;
  });
  const admins = others.filter(({ roles: held }) => held.includes("admin"));
  const settled = others.filter(({ roles: held, newRoles }) =>
    held.some((role) => isGuarded(role) && !newRoles.includes(role)),
  );
  return (admins.length > 0 ? admins : settled).map(({ id }) => id);
}
