import "server-only";
import { randomUUID } from "node:crypto";
import { networkAddressDigest, recordAccess } from "@/lib/db/access-log";
import { createApplicant } from "@/lib/db/applicants";
import { change } from "@/lib/db/change";
import { addIdentity, findByIdentity, type IdentityName, type KnownPerson } from "@/lib/db/external-identities";
import { spend } from "@/lib/db/rate-limits";
import { openSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import { emailSchema } from "@/lib/domain/access/person";
import { DomainError } from "@/lib/domain/errors";

export interface IdentityInput extends IdentityName {
  /** What the provider says; an address counts only where it says that it has verified it. */
  email: string | null;
  isEmailVerified: boolean;
  networkAddress: string;
  device: string;
  requestId: string;
}

export type Entry = { kind: "in"; sessionId: string; locale: string | null } | { kind: "refused" };

/**
 * Lets in whoever the provider vouches for, as a first factor. Issuer and subject name a person, an address never does: whoever
 * holds an address at the provider may not be who had it here. Somebody unknown becomes an applicant and nothing more:
 * an account without any right, which sees its own application.
 * @throws DomainError `limited`.
 */
export async function enterByIdentity(input: IdentityInput): Promise<Entry> {
  const { issuer, subject } = input;
  const person = (await findByIdentity({ issuer, subject })) ?? (await applyByIdentity(input));
  const sessionId = await openSession(person.id, input.device.slice(0, 80));
  if (sessionId === null) {
    const { networkAddress, requestId } = input;
    await recordAccess({ actor: null, kind: "sign_in_refused", subject: person.id, networkAddress, requestId });
    return { kind: "refused" };
  }
  const actor: UserActor = { kind: "user", id: person.id, pseudonym: "", roles: [], requestId: input.requestId };
  await recordAccess({ actor, kind: "sign_in", subject: sessionId, networkAddress: input.networkAddress });
  return { kind: "in", sessionId, locale: person.locale };
}

/** Of two sign-ins at the same moment one makes the account. The name is neutral: nobody's civil name is taken over. */
async function applyByIdentity(input: IdentityInput): Promise<KnownPerson> {
  await spend("oidc_address", networkAddressDigest(input.networkAddress, new Date()));
  const id = randomUUID();
  const pseudonym = `P-${id.slice(0, 6)}`;
  const actor: UserActor = { kind: "user", id, pseudonym, roles: [], requestId: input.requestId };
  const verified = input.isEmailVerified ? emailSchema.safeParse(input.email).data : undefined;
  // Of an address that is taken nothing is said, and nothing is taken over: the account gets one that nobody has.
  const nobodys = `${id}@applicant.invalid`;
  try {
    await change(actor, "person.applied", {}, async (tx) => {
      const owner = verified && (await tx.user.findUnique({ where: { email: verified }, select: { id: true } }));
      const email = verified === undefined || owner ? nobodys : verified;
      await createApplicant(tx, { id, email, pseudonym, passwordHash: null, origin: "provider" });
      await addIdentity(tx, id, input);
    });
  } catch (error) {
    const other = error instanceof DomainError && error.code === "conflict" ? await findByIdentity(input) : null;
    if (other === null) throw error;
    return other;
  }
  return { id, status: "applicant", locale: null };
}
