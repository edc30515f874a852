import "server-only";
import { randomBytes } from "node:crypto";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { claimsOfAccount, freezePair } from "@/lib/db/mandate-collisions";
import { mandatesLock } from "@/lib/db/mandates";
import { mandateReference } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { parseAddress } from "@/lib/domain/addresses/parse-address";
import { conflict, invalidInput } from "@/lib/domain/errors";
import { authenticKeyOf, labelKey, mandateCode, type MandateInput } from "@/lib/domain/mandate";
import { isExactUrl } from "@/lib/domain/notices/missing-elements";

/**
 * Opens a mandate: a code to be shown for a while on the authentic account. No papers; nobody's name. One that names an account
 * which a living mandate names already is refused at first; said to be meant, it is opened and both are frozen.
 * @throws DomainError `invalid_input mandate_address` where the account cannot be opened from the address; `conflict`
 * (mandate_account_claimed, mandate_label_taken) with the other's reference.
 */
export async function createMandate(
  actor: UserActor,
  { label, authenticUrl, contactWish = "none", isClaimMeant = false }: MandateInput,
): Promise<{ number: number; code: string }> {
  assertCan(actor, "mandate:create");
  const parsed = parseAddress(authenticUrl);
  const url = parsed.kind === "profile" && parsed.profileUrl !== null ? parsed.profileUrl : authenticUrl;
  if (!isExactUrl(url)) throw invalidInput("mandate_address");
  const account = authenticKeyOf(parsed.kind === "profile" ? parsed : { platform: null, key: null }, url);
  const code = mandateCode(randomBytes(8));
  return change(actor, "mandate.created", { lock: mandatesLock }, async (tx) => {
    await assertLabelFree(tx, label);
    const row = await tx.mandate.create({
      data: { label, authenticUrl: url, code, createdBy: actor.id, contactWish, ...account },
    });
    const claims = await claimsOfAccount(tx, row);
    const [other] = claims;
    if (other !== undefined && !isClaimMeant)
      throw conflict("mandate_account_claimed", { mandate: mandateReference(other.number) });
    for (const claim of claims) await freezePair(tx, row.id, claim.id, "account");
    return { number: Number(row.number), code };
  });
}

/** A label says at the desk which mandate is meant; two that look alike would have one taken for the other. */
async function assertLabelFree(tx: Tx, label: string): Promise<void> {
  const living = await tx.mandate.findMany({
    where: { status: { in: ["pending", "verified", "frozen"] } },
    select: { number: true, label: true },
  });
  const taken = living.find((one) => labelKey(one.label) === labelKey(label));
  if (taken) throw conflict("mandate_label_taken", { mandate: mandateReference(taken.number) });
}
