import "server-only";
import { challengeIn, verifiedAssertion } from "@/lib/adapters/passkeys";
import { openText } from "@/lib/adapters/sealed-text";
import { totpCounterOf } from "@/lib/adapters/totp";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { takeChallenge } from "@/lib/db/factor-challenges";
import { notify } from "@/lib/db/notifications";
import { findPasskey, findTotp, takePasskeyUse, takeRecoveryCode, takeTotpCounter } from "@/lib/db/second-factors";
import type { UserActor } from "@/lib/domain/access/actor";
import { kindOfCode, type PasskeyAnswer, plainCode } from "@/lib/domain/access/second-factor";

/** A use is told in silent columns alone: no entry bears this name, though a change wants to have one. */
const use = "person.factor_added";

/** What comes of a shown factor, in the transaction that takes it: it is spent if that succeeds, and only then. */
type Then<Result> = (tx: Tx) => Promise<Result>;
type Shown<Result> = { result: Result } | "wrong" | "used";

/** A code of the app: right, and newer than every one before. */
export async function showTotp<Result>(
  actor: UserActor,
  code: string,
  now: Date,
  then: Then<Result>,
): Promise<Shown<Result>> {
  const sealed = await findTotp(db(), actor.id);
  if (sealed === null) return "wrong";
  const counter = totpCounterOf(openText("second_factor", actor.id, sealed), plainCode(code), now);
  if (counter === null) return "wrong";
  return change(actor, use, {}, async (tx) =>
    (await takeTotpCounter(tx, actor.id, counter)) ? { result: await then(tx) } : "used",
  );
}

/** A recovery code, which is gone with it; the person is told, in case it was not they. */
export async function showRecoveryCode<Result>(
  actor: UserActor,
  code: string,
  then: Then<Result>,
): Promise<Shown<Result>> {
  return change(actor, "person.recovery_code_used", {}, async (tx) => {
    if (!(await takeRecoveryCode(tx, actor.id, code))) return "wrong";
    const row = await tx.secondFactor.findUnique({ where: { userId_kind: { userId: actor.id, kind: "recovery" } } });
    await notify(tx, { to: [actor.id], kind: "recovery_code_used", params: { left: row?.codesLeft ?? 0 } });
    return { result: await then(tx) };
  });
}

export const showCode = <Result>(actor: UserActor, code: string, now: Date, then: Then<Result>) =>
  kindOfCode(code) === "recovery" ? showRecoveryCode(actor, code, then) : showTotp(actor, code, now, then);

/** A passkey of the person's own, in answer to a challenge of this session. The challenge is spent whatever comes of it. */
export async function showPasskey<Result>(
  actor: UserActor,
  answer: PasskeyAnswer,
  sessionId: string,
  then: Then<Result>,
): Promise<Shown<Result>> {
  const challenge = challengeIn(answer);
  if (challenge === null || !(await takeChallenge("passkey_confirmation", challenge, sessionId))) return "wrong";
  const passkey = await findPasskey(db(), answer.id);
  if (passkey?.userId !== actor.id) return "wrong";
  const counter = await verifiedAssertion(answer, challenge, passkey, false);
  if (counter === null) return "wrong";
  return change(actor, use, {}, async (tx) =>
    (await takePasskeyUse(tx, passkey, counter)) ? { result: await then(tx) } : "wrong",
  );
}
