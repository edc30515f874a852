import "server-only";
import { change } from "@/lib/db/change";
import { countFactors, lockFactors } from "@/lib/db/second-factors";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { conflict, forbidden } from "@/lib/domain/errors";
import { issueRecoveryCodes } from "./recovery-codes";

/** Ten new codes; the old ones are worth nothing from here on. @throws DomainError `forbidden` (step_up_needed), `conflict` (factor_missing). */
export async function renewRecoveryCodes(actor: UserActor): Promise<string[]> {
  if (actor.token) throw forbidden("token_scope");
  assertRecentlyConfirmed(actor, new Date());
  return change(actor, "person.recovery_codes_renewed", {}, async (tx) => {
    await lockFactors(tx, actor.id);
    const { hasTotp, passkeys } = await countFactors(tx, actor.id);
    if (!hasTotp && passkeys === 0) throw conflict("factor_missing");
    return issueRecoveryCodes(tx, actor.id);
  });
}
