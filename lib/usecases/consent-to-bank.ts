import "server-only";
import { type BankRow, isIntimateAllowed } from "@/lib/db/banks";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { holdMandate } from "@/lib/db/mandates";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { type Consent, declarationFor } from "@/lib/domain/bank";
import { conflict } from "@/lib/domain/errors";
import { enterBank, type Holding } from "./enter-bank";
import { newBankCode, openBankIn } from "./open-bank";

/** Keeps which words were agreed to and when, and gives the code that takes everything back: shown once, kept as a digest. */
async function consentIn(
  tx: Tx,
  bank: BankRow,
  { version, contactWish }: Consent,
  through: "reviewer" | "person",
): Promise<{ withdrawalCode: string }> {
  if (version !== declarationFor(await isIntimateAllowed(tx))) throw conflict("bank_consent_version");
  // Of two at once, one is told that it is done: her code is not replaced under her.
  const { code, hash } = newBankCode();
  const { count } = await tx.bank.updateMany({
    where: { id: bank.id, consentedAt: null, withdrawnAt: null },
    data: {
      ...{ consentVersion: version, consentedAt: new Date(), consentedThrough: through },
      ...{ contactWish, withdrawalCodeHash: hash },
    },
  });
  if (count === 0) throw conflict("bank_consented_already");
  return { withdrawalCode: code };
}

/** She sits beside a reviewer and says it herself; the code is handed to her. */
export async function consentBeside(
  actor: UserActor,
  { number, consent }: { number: number; consent: Consent },
): Promise<{ withdrawalCode: string }> {
  assertCan(actor, "bank:open");
  return change(actor, "bank.consented", {}, async (tx) => {
    const bank = await openBankIn(tx, actor, await holdMandate(tx, number));
    await nameAction(tx, "bank.consented");
    return consentIn(tx, bank, consent, "reviewer");
  });
}

/** She is alone before the public page, with the code that she was handed. */
export async function consentByCode(holding: Holding & { consent: Consent }): Promise<{ withdrawalCode: string }> {
  return enterBank(holding, "bank.consented", ({ tx, bank }) => consentIn(tx, bank, holding.consent, "person"));
}
