import "server-only";
import { mailServer } from "@/lib/adapters/mail-server";
import { change, nameAction, nameReason } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { lockPeople } from "@/lib/db/people";
import { insertProposal, readTeam } from "@/lib/db/proposals";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { isAlone, type ProposalKind, type ProposalPayload, proposalPayloads } from "@/lib/domain/access/second-person";
import { conflict, invalidInput } from "@/lib/domain/errors";
import { applyProposal, tellOfProposal } from "./end-proposal";
import { guardedChanges } from "./guarded-changes";

export type WantedChange = {
  [Kind in ProposalKind]: { kind: Kind; subject: string; wanted: ProposalPayload<Kind> };
}[ProposalKind];

/** What became of it: it waits for somebody, or it was done at once because nobody else is there. */
export type Proposed = "waiting" | "done";

/**
 * Puts a guarded change before a second person, or does it where the team has none. Everybody concerned is told either way. In the
 * caller's transaction, under the lock of people; the caller has checked that the proposer may.
 * @throws DomainError `conflict` (proposal_open, person_suspended, …).
 */
export async function proposeIn(
  tx: Tx,
  actor: UserActor,
  { kind, subject, wanted }: WantedChange,
  proposerId = actor.id,
): Promise<Proposed> {
  const standing = await guardedChanges[kind].look(tx, subject);
  const alone = isAlone(await readTeam(tx, proposerId), { proposerId, subjectId: standing.personId });
  await nameAction(tx, "proposal.made");
  if (alone) await nameReason(tx, "one_person");
  const payload = { wanted, seen: standing.seen };
  const row = await insertProposal(tx, { kind, subject, payload, proposedBy: proposerId, isAlone: alone });
  if (alone) await applyProposal(tx, actor, row);
  await tellOfProposal(tx, row, standing, alone ? { kind: "changed_by_one" } : { kind: "proposal_made" });
  return alone ? "done" : "waiting";
}

/** For the changes that are asked for by themselves. @throws DomainError `invalid_input` with the kind; as `proposeIn`. */
export async function proposeChange(actor: UserActor, { kind, subject, wanted }: WantedChange): Promise<Proposed> {
  assertCan(actor, guardedChanges[kind].permission);
  const parsed = proposalPayloads[kind].safeParse(wanted);
  if (!parsed.success) throw invalidInput("proposal_value", { kind });
  const asked = { kind, subject, wanted: parsed.data } as WantedChange;
  return change(actor, "proposal.made", {}, async (tx) => {
    await lockPeople(tx);
    return proposeIn(tx, actor, asked);
  });
}

/** That mail leaves through the server that is set up now. @throws DomainError `conflict` (mail_server_confirmed). */
export async function proposeMailServer(actor: UserActor, digest: string): Promise<Proposed> {
  assertRecentlyConfirmed(actor, new Date());
  assertCan(actor, guardedChanges.mail_server.permission);
  const present = mailServer();
  // What the screen showed is what is proposed.
  if (present?.digest !== digest) throw conflict("mail_server_changed");
  return proposeChange(actor, { kind: "mail_server", subject: "desk", wanted: present });
}
