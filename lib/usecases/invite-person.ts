import "server-only";
import { change } from "@/lib/db/change";
import type { OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import { newSecret, secretHash } from "./secret-link";

export const invitationDays = 7;

export interface InvitationInput {
  roles: Role[];
  /** For the list of pending invitations: whom the link was meant for, in the inviter's words. */
  note: string;
  /** The administrator in whose name the operator invites: a link has somebody who answers for it. */
  inviterId?: string;
}

/** The token is in the answer and nowhere else: only its hash is kept. @throws DomainError `not_found` (inviter). */
export async function invitePerson(
  actor: UserActor | OperatorActor,
  { roles, note, inviterId }: InvitationInput,
): Promise<{ id: string; token: string; expiresAt: Date }> {
  assertCan(actor, "person:invite");
  if (roles.some((role) => role !== "volunteer")) assertRecentlyConfirmed(actor, new Date());
  const createdBy = actor.kind === "user" ? actor.id : inviterId;
  if (createdBy === undefined) throw notFound("inviter");
  const token = newSecret();
  const expiresAt = new Date(Date.now() + invitationDays * 86_400_000);
  const { id } = await change(actor, "person.invited", {}, (tx) =>
    tx.invitation.create({ data: { tokenHash: secretHash(token), roles, note, createdBy, expiresAt } }),
  );
  return { id, token, expiresAt };
}
