import "server-only";
import { challengeIn, verifiedRegistration } from "@/lib/adapters/passkeys";
import { change } from "@/lib/db/change";
import { takeChallenge } from "@/lib/db/factor-challenges";
import { lockFactors } from "@/lib/db/second-factors";
import type { PasskeyAnswer, SessionHolder } from "@/lib/domain/access/second-factor";
import { invalidInput } from "@/lib/domain/errors";
import { type AddedFactor, assertMayAddFactor, settleAddedFactor } from "./factor-added";

/**
 * Keeps a new passkey: the answer to a challenge of this very session, once.
 * @throws DomainError `invalid_input` (passkey_refused), `conflict` (already_exists), `forbidden`.
 */
export async function enrolPasskey(
  holder: SessionHolder,
  { answer, name }: { answer: PasskeyAnswer; name: string },
): Promise<AddedFactor> {
  const { actor } = holder;
  const challenge = challengeIn(answer);
  const isAwaited = challenge !== null && (await takeChallenge("passkey_enrolment", challenge, actor.session.id));
  const made = isAwaited ? await verifiedRegistration(answer, challenge) : null;
  if (made === null) throw invalidInput("passkey_refused");
  const { credentialId, publicKey, counter, transports } = made;
  return change(actor, "person.factor_added", {}, async (tx) => {
    await lockFactors(tx, actor.id);
    await assertMayAddFactor(tx, holder);
    await tx.passkey.create({
      data: { userId: actor.id, name, credentialId, publicKey, counter: BigInt(counter), transports: [...transports] },
    });
    return settleAddedFactor(tx, holder, "passkey");
  });
}
