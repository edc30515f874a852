import "server-only";
import { openText, sealText } from "@/lib/adapters/sealed-text";
import { totpCounterOf } from "@/lib/adapters/totp";
import { change } from "@/lib/db/change";
import { dropPendingSecret, findPendingSecret } from "@/lib/db/factor-challenges";
import { spend } from "@/lib/db/rate-limits";
import { countFactors, insertTotp, lockFactors } from "@/lib/db/second-factors";
import { plainCode, type SessionHolder } from "@/lib/domain/access/second-factor";
import { conflict, invalidInput } from "@/lib/domain/errors";
import { type AddedFactor, assertMayAddFactor, settleAddedFactor } from "./factor-added";

/**
 * The app's codes become the person's second factor, once one of them is right. That code is spent with it.
 * @throws DomainError `invalid_input` (factor_wrong, factor_too_late), `conflict` (totp_exists), `limited`, `forbidden`.
 */
export async function enrolTotp(holder: SessionHolder, code: string, now: Date = new Date()): Promise<AddedFactor> {
  const { actor } = holder;
  await spend("factor_account", actor.id);
  const pending = await findPendingSecret(actor.session.id);
  if (pending === null) throw invalidInput("factor_too_late");
  const secret = openText("second_factor", actor.id, pending);
  const counter = totpCounterOf(secret, plainCode(code), now);
  if (counter === null) throw invalidInput("factor_wrong");
  const added = await change(actor, "person.factor_added", {}, async (tx) => {
    await lockFactors(tx, actor.id);
    await assertMayAddFactor(tx, holder);
    if ((await countFactors(tx, actor.id)).hasTotp) throw conflict("totp_exists");
    await insertTotp(tx, actor.id, sealText("second_factor", actor.id, secret), counter);
    return settleAddedFactor(tx, holder, "totp");
  });
  await dropPendingSecret(actor.session.id);
  return added;
}
