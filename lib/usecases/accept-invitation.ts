import "server-only";
import { randomUUID } from "node:crypto";
import { networkAddressDigest } from "@/lib/db/access-log";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { spend } from "@/lib/db/rate-limits";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertPassword } from "@/lib/domain/access/password";
import type { Role } from "@/lib/domain/case/vocabulary";
import { conflict, DomainError, notFound } from "@/lib/domain/errors";
import { hashPassword } from "./password-hash";
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
 * Makes the invited person's account. A link works once: of several at once, one wins.
 * @throws DomainError `not_found` (invitation), `conflict` (email_taken), `invalid_input` (password_…), `limited`.
 */
export async function acceptInvitation(input: AcceptanceInput): Promise<UserActor> {
  await spend("invitation_address", networkAddressDigest(input.networkAddress, new Date()));
  const where = standing(input.token);
  const invitation = await db().invitation.findFirst({ where });
  if (invitation === null) throw notFound("invitation");
  await spend("invitation", invitation.id);
  assertPassword(input.password, input);
  const passwordHash = await hashPassword(input.password);
  const roles = invitation.roles as Role[];
  const actor: UserActor = {
    kind: "user",
    id: randomUUID(),
    pseudonym: input.pseudonym,
    roles,
    requestId: input.requestId,
  };
  try {
    await change(actor, "person.joined", {}, (tx) =>
      join(tx, actor, { ...input, invitationId: invitation.id, passwordHash }),
    );
  } catch (error) {
    if (error instanceof DomainError && error.reason === "already_exists") throw conflict("email_taken");
    throw error;
  }
  return actor;
}

interface Joining extends AcceptanceInput {
  invitationId: string;
  passwordHash: string;
}

async function join(
  tx: Tx,
  actor: UserActor,
  { invitationId, email, pseudonym, passwordHash, token }: Joining,
): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM invitation WHERE id = ${invitationId}::uuid FOR UPDATE`;
  await tx.user.create({ data: { id: actor.id, email, pseudonym, passwordHash, roles: [...actor.roles] } });
  const { count } = await tx.invitation.updateMany({
    where: { id: invitationId, ...standing(token) },
    data: { acceptedAt: new Date(), acceptedBy: actor.id },
  });
  if (count === 0) throw notFound("invitation");
}
