import "server-only";
import { networkAddressDigest, recordAccess } from "@/lib/db/access-log";
import { db } from "@/lib/db/client";
import { forgive, giveBack, isLeft, spend } from "@/lib/db/rate-limits";
import { openSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { verifyPassword } from "./password-hash";

export interface SignInInput {
  email: string;
  password: string;
  networkAddress: string;
  /** Browser and system in a few words, for the person's own list of sessions. */
  device: string;
  requestId: string;
  /** The name of a browser in which this account has signed in before (lib/auth/known-device.ts). */
  knownDevice?: string | null;
}

export interface SignedIn {
  userId: string;
  sessionId: string;
  locale: string | null;
}

/**
 * Opens a session. Whether the address is unknown, the password wrong or the person suspended, the answer is the same and takes as long.
 * @throws DomainError `forbidden` (email_or_password) or `limited` (sign_in_slowed).
 */
export async function signIn(input: SignInInput): Promise<SignedIn> {
  const email = input.email.trim().toLowerCase();
  const tries = await countTry(email, input);
  const user = await db().user.findUnique({ where: { email } });
  const isRight = await verifyPassword(user?.passwordHash, input.password);
  const sessionId = isRight && user ? await openSession(user.id, input.device.slice(0, 80)) : null;
  if (user === null || sessionId === null) {
    await recordAccess({
      actor: null,
      kind: "sign_in_refused",
      subject: user?.id ?? "",
      networkAddress: input.networkAddress,
      requestId: input.requestId,
    });
    throw new DomainError("forbidden", "email_or_password");
  }
  await tries.wasRight();
  const actor: UserActor = {
    kind: "user",
    id: user.id,
    pseudonym: user.pseudonym,
    roles: user.roles as Role[],
    requestId: input.requestId,
  };
  await recordAccess({ actor, kind: "sign_in", subject: sessionId, networkAddress: input.networkAddress });
  return { userId: user.id, sessionId, locale: user.locale };
}

/**
 * Counts the try before it is made: by account and place together, by account, and by place. A browser that the account knows has
 * tries of its own, which nobody elsewhere can use up; once those are gone it is a stranger like any other.
 */
async function countTry(
  email: string,
  { networkAddress, knownDevice }: SignInInput,
): Promise<{ wasRight(): Promise<unknown> }> {
  const own = knownDevice ? `${email}\n${knownDevice}` : null;
  if (own !== null && (await isLeft("sign_in_device", own))) return { wasRight: () => forgive("sign_in_device", own) };
  const place = networkAddressDigest(networkAddress, new Date());
  const pair = `${email}\n${place}`;
  await spend("sign_in_address", place);
  await spend("sign_in_pair", pair);
  await spend("sign_in_account", email);
  return {
    wasRight: () =>
      Promise.all([
        forgive("sign_in_pair", pair),
        giveBack("sign_in_account", email),
        giveBack("sign_in_address", place),
      ]),
  };
}
