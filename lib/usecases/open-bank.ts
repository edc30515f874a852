import "server-only";
import { randomInt } from "node:crypto";
import { type BankRow, bankOf } from "@/lib/db/banks";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { holdMandate, type MandateRow } from "@/lib/db/mandates";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { bankCode, bankLinkDays, plainCode } from "@/lib/domain/bank";
import { conflict } from "@/lib/domain/errors";
import { mandateStatusAt } from "@/lib/domain/mandate";
import { secretHash } from "./secret-link";

/** A code to be shown once, and what is kept of it. */
export function newBankCode(): { code: string; hash: string } {
  const code = bankCode(Array.from({ length: 20 }, () => randomInt(25)));
  return { code, hash: bankCodeHash(code) };
}
export const bankCodeHash = (typed: string): string => secretHash(plainCode(typed));

/** A bank takes fingerprints while its mandate waits or stands; nothing of them is compared before it stands. */
export function assertTakes(mandate: MandateRow): void {
  const status = mandateStatusAt(mandate, new Date());
  if (status === "frozen") throw conflict("mandate_frozen");
  if (status !== "pending" && status !== "verified") throw conflict("bank_closed");
}

/** The bank under a mandate whose row is held; opened where there is none. */
export async function openBankIn(tx: Tx, actor: UserActor, mandate: MandateRow): Promise<BankRow> {
  assertTakes(mandate);
  const there = await bankOf(tx, mandate.id);
  if (there !== null) return there;
  await nameAction(tx, "bank.opened");
  return tx.bank.create({
    data: { mandateId: mandate.id, openedBy: actor.id, contactWish: mandate.contactWish },
  });
}

/**
 * Makes the code by which she fills her bank herself, at home and without an account. Shown once; the one before it opens nothing
 * from now on.
 */
export async function makeBankCode(actor: UserActor, { number }: { number: number }): Promise<{ code: string }> {
  assertCan(actor, "bank:open");
  const { code, hash } = newBankCode();
  await change(actor, "bank.link_made", {}, async (tx) => {
    const { id } = await openBankIn(tx, actor, await holdMandate(tx, number));
    await nameAction(tx, "bank.link_made");
    const linkExpiresAt = new Date(Date.now() + bankLinkDays * 86_400_000);
    await tx.bank.update({ where: { id }, data: { linkCodeHash: hash, linkExpiresAt } });
  });
  return { code };
}
