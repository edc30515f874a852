import "server-only";
import { networkAddressDigest } from "@/lib/db/access-log";
import { type BankRow, isIntimateAllowed } from "@/lib/db/banks";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { holdMandate, type MandateRow } from "@/lib/db/mandates";
import { giveBack, spend } from "@/lib/db/rate-limits";
import type { PublicActor } from "@/lib/domain/access/actor";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { declarationFor } from "@/lib/domain/bank";
import { forbidden } from "@/lib/domain/errors";
import type { ContactWish } from "@/lib/domain/mandate";
import { assertTakes, bankCodeHash } from "./open-bank";

/** Somebody before the public page: the code that they typed, and where the request came from. */
export interface Holding {
  code: string;
  networkAddress: string;
  requestId: string;
}

interface Entered {
  tx: Tx;
  bank: BankRow;
  mandate: MandateRow;
}

/** A code that opens nothing is answered in one way, whatever it lacks; tries from one place are counted first. */
export async function findByCode(
  { code, networkAddress }: Pick<Holding, "code" | "networkAddress">,
  column: "linkCodeHash" | "withdrawalCodeHash",
): Promise<BankRow | null> {
  const place = networkAddressDigest(networkAddress, new Date());
  await spend("bank_address", place);
  const hash = bankCodeHash(code);
  const bank = await db().bank.findUnique({
    where: column === "linkCodeHash" ? { linkCodeHash: hash } : { withdrawalCodeHash: hash },
  });
  if (bank?.withdrawnAt !== null) return null;
  if (column === "linkCodeHash" && (bank.linkExpiresAt === null || bank.linkExpiresAt <= new Date())) return null;
  await giveBack("bank_address", place);
  await spend("bank_code", bank.id);
  return bank;
}

/**
 * Does something in the bank that a code opens, with its mandate held: nobody freezes or ends it meanwhile.
 * @throws DomainError `forbidden bank_code`; `conflict` (mandate_frozen, bank_closed); `limited`.
 */
export async function enterBank<Result>(
  holding: Holding,
  action: AuditAction,
  work: (entered: Entered) => Promise<Result>,
): Promise<Result> {
  const found = await findByCode(holding, "linkCodeHash");
  if (found === null) throw forbidden("bank_code");
  const { number } = await db().mandate.findUniqueOrThrow({ where: { id: found.mandateId }, select: { number: true } });
  const actor: PublicActor = { kind: "public", name: found.id, requestId: holding.requestId };
  return change(actor, action, {}, async (tx) => {
    const mandate = await holdMandate(tx, Number(number));
    // Withdrawn, or given another code, between the two.
    const bank = await tx.bank.findUnique({ where: { id: found.id } });
    if (bank?.withdrawnAt !== null || bank.linkCodeHash !== found.linkCodeHash) throw forbidden("bank_code");
    assertTakes(mandate);
    return work({ tx, bank, mandate });
  });
}

export interface OpenedBank {
  declaration: string;
  isIntimateAllowed: boolean;
  /** The declaration was made already; the withdrawal code was shown then. */
  hasConsented: boolean;
  contactWish: ContactWish;
  entryCount: number;
}

/** What the public page needs to go on: no name, no label, no number of a mandate. */
export async function openByCode(holding: Holding): Promise<OpenedBank> {
  return enterBank(holding, "bank.opened", async ({ tx, bank }) => {
    const isAllowed = await isIntimateAllowed(tx);
    return {
      declaration: declarationFor(isAllowed),
      isIntimateAllowed: isAllowed,
      hasConsented: bank.consentedAt !== null,
      contactWish: bank.contactWish as ContactWish,
      entryCount: bank.entryCount,
    };
  });
}
