import "server-only";
import { bankOf } from "@/lib/db/banks";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { lockMandate, mandatesLock, peopleAround } from "@/lib/db/mandates";
import { mandateReference } from "@/lib/db/notices";
import { notify } from "@/lib/db/notifications";
import type { Actor, PublicActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { forbidden, notFound } from "@/lib/domain/errors";
import { eraseBank } from "./erase-bank";
import { findByCode, type Holding } from "./enter-bank";
import { withSealedTrail } from "./with-sealed-trail";

/** Everything of the bank in one transaction; those who look after the mandate are told that it is gone. */
async function eraseUnder(tx: Tx, number: number, by: string | null): Promise<{ erased: number }> {
  const mandate = await lockMandate(tx, number);
  const bank = await bankOf(tx, mandate.id);
  if (bank === null) throw notFound("bank");
  const erased = await eraseBank(tx, bank.id);
  const to = (await peopleAround(tx, mandate.id)).filter((id) => id !== by);
  await notify(tx, { to, kind: "bank_erased", params: { mandate: mandateReference(mandate.number) } });
  return { erased };
}

const withdraw = (actor: Actor, number: number, by: string | null) =>
  withSealedTrail(() => change(actor, "bank.withdrawn", { lock: mandatesLock }, (tx) => eraseUnder(tx, number, by)));

/** By the desk, for instance because she asked for it and has lost her code. */
export async function withdrawBank(actor: UserActor, { number }: { number: number }): Promise<{ erased: number }> {
  assertCan(actor, "bank:withdraw");
  return withdraw(actor, number, actor.id);
}

/**
 * By her, with the code that she was shown once; also while the mandate waits, is frozen or has ended.
 * @throws DomainError `forbidden bank_withdrawal_code`, in one way for a code that never was and one that was used.
 */
export async function withdrawByCode(holding: Holding): Promise<{ erased: number }> {
  const bank = await findByCode(holding, "withdrawalCodeHash");
  if (bank === null) throw forbidden("bank_withdrawal_code");
  const { number } = await db().mandate.findUniqueOrThrow({ where: { id: bank.mandateId }, select: { number: true } });
  const actor: PublicActor = { kind: "public", name: bank.id, requestId: holding.requestId };
  return withdraw(actor, Number(number), null);
}
