import "server-only";
import { type BankRow, bankOf, isIntimateAllowed, keepEntries } from "@/lib/db/banks";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { holdMandate } from "@/lib/db/mandates";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { type BankEntry, isCovered, mostEntries } from "@/lib/domain/bank";
import { conflict } from "@/lib/domain/errors";
import { enterBank, type Holding } from "./enter-bank";
import { assertTakes } from "./open-bank";

/** How many were new, how many lay there already, and how many lie there now. */
export interface Filled {
  taken: number;
  known: number;
  total: number;
}

/** The same fingerprints sent twice change nothing: an interrupted evening is gone on with. */
async function fillIn(tx: Tx, bank: BankRow, entries: readonly BankEntry[]): Promise<Filled> {
  if (bank.consentVersion === null) throw conflict("bank_consent_needed");
  if (!isCovered(bank.consentVersion, await isIntimateAllowed(tx))) throw conflict("bank_consent_version");
  // Held, so that two who fill it at once count one after the other.
  await tx.$queryRaw`SELECT 1 FROM bank WHERE id = ${bank.id}::uuid FOR UPDATE`;
  const { entryCount } = await tx.bank.findUniqueOrThrow({ where: { id: bank.id } });
  const taken = await keepEntries(tx, bank.id, entries);
  const total = entryCount + taken;
  if (total > mostEntries) throw conflict("bank_full", { most: mostEntries });
  if (taken > 0) await tx.bank.update({ where: { id: bank.id }, data: { entryCount: total } });
  return { taken, known: entries.length - taken, total };
}

/** For her, beside a reviewer. */
export async function fillBeside(
  actor: UserActor,
  { number, entries }: { number: number; entries: readonly BankEntry[] },
): Promise<Filled> {
  assertCan(actor, "bank:fill");
  return change(actor, "bank.filled", {}, async (tx) => {
    const mandate = await holdMandate(tx, number);
    assertTakes(mandate);
    const bank = await bankOf(tx, mandate.id);
    if (bank === null) throw conflict("bank_consent_needed");
    return fillIn(tx, bank, entries);
  });
}

/** By herself, with her code. */
export async function fillByCode(holding: Holding & { entries: readonly BankEntry[] }): Promise<Filled> {
  return enterBank(holding, "bank.filled", ({ tx, bank }) => fillIn(tx, bank, holding.entries));
}
