import "server-only";
import { randomUUID } from "node:crypto";
import { networkAddressDigest } from "@/lib/db/access-log";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { createApplicant } from "@/lib/db/applicants";
import { notify } from "@/lib/db/notifications";
import { lockPeople } from "@/lib/db/people";
import { vouchersFor } from "@/lib/db/vetting";
import { spend } from "@/lib/db/rate-limits";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { conflict, DomainError, notFound } from "@/lib/domain/errors";
import { assertNewPassword } from "./assert-new-password";
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
 * Makes the invited person's account. A link works once: of several at once, one wins. They are admitted with their roles once the
 * charter is accepted and the words are there; guarded roles are the inviter's proposal then.
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
  const actor: UserActor = {
    kind: "user",
    id: randomUUID(),
    pseudonym: input.pseudonym,
    roles: [],
    requestId: input.requestId,
  };
  try {
    const roles = invitation.roles as Role[];
    await change(actor, "person.joined", {}, (tx) =>
      join(tx, actor, { ...input, invitationId: invitation.id, roles, passwordHash }),
    );
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
  invitationId: string;
  roles: Role[];
  passwordHash: string;
}

async function join(
  tx: Tx,
  actor: UserActor,
  { invitationId, roles, email, pseudonym, passwordHash, token }: Joining,
): Promise<void> {
  await lockPeople(tx);
  await tx.$executeRaw`SELECT 1 FROM invitation WHERE id = ${invitationId}::uuid FOR UPDATE`;
  await createApplicant(tx, { id: actor.id, email, pseudonym, passwordHash, origin: "invitation", roles });
  const { count } = await tx.invitation.updateMany({
    where: { id: invitationId, ...standing(token) },
    data: { acceptedAt: new Date(), acceptedBy: actor.id },
  });
  if (count === 0) throw notFound("invitation");
  await notify(tx, {
    to: await vouchersFor(tx, actor.id, new Date()),
    kind: "vouchers_asked",
    params: { pseudonym },
  });
}
