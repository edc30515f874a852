import "server-only";
import { randomBytes } from "node:crypto";
import { change } from "@/lib/db/change";
import { claimsOfAccount, freezePair } from "@/lib/db/mandate-collisions";
import { lockMandate, mandatesLock } from "@/lib/db/mandates";
import { contactStoppedAt } from "@/lib/db/told-pages";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";
import { isRenewable, mandateCode, mandateStatusAt } from "@/lib/domain/mandate";

/**
 * Begins the next twelve months: a new code, to be seen by two again. Until then a mandate that stands goes on to its end. One that
 * had run out lives again, and so collides with whoever claimed the account meanwhile.
 * Asking for a code is contact: not where she wants none.
 * @throws DomainError `conflict` (mandate_not_renewable, contact_stopped).
 */
export async function renewMandate(actor: UserActor, { number }: { number: number }): Promise<{ code: string }> {
  assertCan(actor, "mandate:renew");
  return change(actor, "mandate.renewed", { lock: mandatesLock }, async (tx) => {
    const mandate = await lockMandate(tx, number);
    const now = new Date();
    if (!isRenewable(mandate, now)) throw conflict("mandate_not_renewable", { number });
    if ((await contactStoppedAt(tx, [mandate.id])) !== null) throw conflict("contact_stopped");
    const hasEnded = mandateStatusAt(mandate, now) === "expired";
    const code = mandateCode(randomBytes(8));
    const renewed = await tx.mandate.update({
      where: { id: mandate.id },
      data: { code, round: { increment: 1 }, ...(hasEnded ? { status: "pending" } : { renewingSince: now }) },
    });
    if (hasEnded)
      for (const claim of await claimsOfAccount(tx, renewed)) await freezePair(tx, renewed.id, claim.id, "account");
    return { code };
  });
}
