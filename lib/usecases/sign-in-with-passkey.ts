import "server-only";
import { challengeIn, verifiedAssertion } from "@/lib/adapters/passkeys";
import { networkAddressDigest, recordAccess } from "@/lib/db/access-log";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { takeChallenge } from "@/lib/db/factor-challenges";
import { spend } from "@/lib/db/rate-limits";
import { findPasskey, takePasskeyUse } from "@/lib/db/second-factors";
import { openFullSession } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import type { PasskeyAnswer } from "@/lib/domain/access/second-factor";
import { forbidden } from "@/lib/domain/errors";
import type { SignedIn } from "./sign-in";

export interface PasskeySignIn {
  answer: PasskeyAnswer;
  networkAddress: string;
  device: string;
  requestId: string;
}

/**
 * Signs in with a passkey alone: the device verified its person (PIN, finger, face), so it is two factors in one. Whatever is wrong, the
 * answer is the same.
 * @throws DomainError `forbidden` (passkey_refused), `limited`.
 */
export async function signInWithPasskey({
  answer,
  networkAddress,
  device,
  requestId,
}: PasskeySignIn): Promise<SignedIn> {
  await spend("passkey_address", networkAddressDigest(networkAddress, new Date()));
  const found = await takeAnswer(answer, requestId);
  const sessionId = found && (await openFullSession(found.actor.id, device.slice(0, 80)));
  if (!found || sessionId === null) {
    await recordAccess({
      actor: null,
      kind: "sign_in_refused",
      subject: found?.actor.id ?? "",
      networkAddress,
      requestId,
    });
    throw forbidden("passkey_refused");
  }
  await recordAccess({ actor: found.actor, kind: "sign_in", subject: sessionId, networkAddress });
  return { userId: found.actor.id, sessionId, locale: found.locale };
}

async function takeAnswer(
  answer: PasskeyAnswer,
  requestId: string,
): Promise<{ actor: UserActor; locale: string | null } | null> {
  const challenge = challengeIn(answer);
  if (challenge === null || !(await takeChallenge("passkey_sign_in", challenge, null))) return null;
  const passkey = await findPasskey(db(), answer.id);
  if (passkey === null) return null;
  const user = await db().user.findUnique({ where: { id: passkey.userId } });
  // What the device says whose passkey it is has to be whose it is here.
  const said = Buffer.from(answer.response.userHandle ?? "", "base64url").toString("utf8");
  if (user?.id !== said) return null;
  const counter = await verifiedAssertion(answer, challenge, passkey, true);
  if (counter === null) return null;
  const { id, pseudonym, roles, locale } = user;
  const actor: UserActor = { kind: "user", id, pseudonym, roles: roles as Role[], requestId };
  const isTaken = await change(actor, "person.factor_added", {}, (tx) => takePasskeyUse(tx, passkey, counter));
  return isTaken ? { actor, locale } : null;
}
