import "server-only";
import { randomUUID } from "node:crypto";
import { sealText } from "@/lib/adapters/sealed-text";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { lockPeople } from "@/lib/db/people";
import { vouchersFor } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { Role } from "@/lib/domain/case/vocabulary";
import { conflict, forbidden, notFound } from "@/lib/domain/errors";
import { mayRenew, needsVetting } from "@/lib/domain/vetting/standing";
import { voucherRefusal } from "@/lib/domain/vetting/vouching";
import { admitIfReady } from "./admit-person";

/**
 * One reviewer's word for an applicant, or for somebody whose vetting is to be renewed. What they say is sealed.
 * @throws DomainError `not_found`, `forbidden` (own_voucher, voucher_too_new), `conflict` (vouched_already).
 */
export async function vouchFor(actor: UserActor, personId: string, sentence: string): Promise<void> {
  assertCan(actor, "person:vouch");
  const now = new Date();
  await change(actor, "person.vouched", {}, async (tx) => {
    await lockPeople(tx);
    if (!(await isAskedFor(tx, personId, now))) throw notFound("person");
    const refusal = voucherRefusal({ voucherId: actor.id, personId }, await vouchersFor(tx, personId, now));
    if (refusal !== null) throw forbidden(refusal);
    const standing = { personId, voucherId: actor.id, withdrawnAt: null, countedAt: null };
    if ((await tx.voucher.count({ where: standing })) > 0) throw conflict("vouched_already");
    const id = randomUUID();
    await tx.voucher.create({
      data: { id, personId, voucherId: actor.id, sentence: sealText("vetting", `voucher:${id}`, sentence) },
    });
    await admitIfReady(tx, actor, personId, now);
  });
}

/** Takes one's word back, as long as nothing was decided on it. @throws DomainError `not_found`. */
export async function withdrawVoucher(actor: UserActor, personId: string): Promise<void> {
  assertCan(actor, "person:vouch");
  await change(actor, "person.voucher_withdrawn", {}, async (tx) => {
    await lockPeople(tx);
    const { count } = await tx.voucher.updateMany({
      where: { personId, voucherId: actor.id, withdrawnAt: null, countedAt: null },
      data: { withdrawnAt: new Date() },
    });
    if (count === 0) throw notFound("voucher");
  });
}

async function isAskedFor(tx: Tx, personId: string, now: Date): Promise<boolean> {
  const person = await tx.user.findUnique({ where: { id: personId } });
  if (person === null || person.isSample) return false;
  if (person.status === "active") return needsVetting(person.roles as Role[]) && mayRenew(person.vettedUntil, now);
  return (await tx.application.count({ where: { userId: personId, state: "waiting" } })) > 0;
}
