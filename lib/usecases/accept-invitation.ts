import "server-only";
import { randomUUID } from "node:crypto";
import { networkAddressDigest } from "@/lib/db/access-log";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { lockPeople } from "@/lib/db/people";
import { holdsRole } from "@/lib/db/proposals";
import { spend } from "@/lib/db/rate-limits";
import type { UserActor } from "@/lib/domain/access/actor";
import { isGuarded } from "@/lib/domain/access/second-person";
import type { Role } from "@/lib/domain/case/vocabulary";
import { conflict, DomainError, notFound } from "@/lib/domain/errors";
import { assertNewPassword } from "./assert-new-password";
import { hashPassword } from "./password-hash";
import { proposeIn } from "./propose-change";
import { secretHash } from "./secret-link";

export interface AcceptanceInput {
  token: string;
  email: string;
  pseudonym: string;
  password: string;
  networkAddress: string;
  requestId: string;
}

const standing = (token: string) => ({
  tokenHash: secretHash(token),
  acceptedAt: null,
  revokedAt: null,
  expiresAt: { gt: new Date() },
});

/**
 * Makes the invited person's account. A link works once: of several at once, one wins. Guarded roles that the link carries are the
 * inviter's proposal: they wait for a second person where the team has one.
 * @throws DomainError `not_found` (invitation), `conflict` (email_taken), `invalid_input` (password_…), `limited`.
 */
export async function acceptInvitation(input: AcceptanceInput): Promise<UserActor> {
  await spend("invitation_address", networkAddressDigest(input.networkAddress, new Date()));
  const where = standing(input.token);
  const invitation = await db().invitation.findFirst({ where });
  if (invitation === null) throw notFound("invitation");
  await spend("invitation", invitation.id);
  await assertNewPassword(input.password, input);
  const passwordHash = await hashPassword(input.password);
  const asked = invitation.roles as Role[];
  const roles = asked.filter((role) => !isGuarded(role));
  const actor: UserActor = {
    kind: "user",
    id: randomUUID(),
    pseudonym: input.pseudonym,
    roles,
    requestId: input.requestId,
  };
  try {
    await change(actor, "person.joined", {}, (tx) => join(tx, actor, { ...input, invitation, asked, passwordHash }));
  } catch (error) {
    if (error instanceof DomainError && error.reason === "already_exists") {
      await spend("invitation_taken", invitation.id);
      throw conflict("email_taken");
    }
    throw error;
  }
  return actor;
}

interface Joining extends AcceptanceInput {
  invitation: { id: string; createdBy: string };
  asked: readonly Role[];
  passwordHash: string;
}

async function join(
  tx: Tx,
  actor: UserActor,
  { invitation, asked, email, pseudonym, passwordHash, token }: Joining,
): Promise<void> {
  await lockPeople(tx);
  await tx.$executeRaw`SELECT 1 FROM invitation WHERE id = ${invitation.id}::uuid FOR UPDATE`;
  await tx.user.create({ data: { id: actor.id, email, pseudonym, passwordHash, roles: [...actor.roles] } });
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, ...standing(token) },
    data: { acceptedAt: new Date(), acceptedBy: actor.id },
  });
  if (count === 0) throw notFound("invitation");
  const guarded = asked.filter(isGuarded);
  if (guarded.length === 0 || !(await holdsRole(tx, invitation.createdBy, "admin"))) return;
  const wanted = { roles: guarded };
  await proposeIn(tx, actor, { kind: "grant_rights", subject: actor.id, wanted }, invitation.createdBy);
}
