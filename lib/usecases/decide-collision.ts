import "server-only";
import { compareAgain } from "@/lib/db/banks";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { holdCasesOf, lockMandate, type MandateRow, mandatesLock, peopleAround } from "@/lib/db/mandates";
import { mandateReference } from "@/lib/db/notices";
import { holdersOf, notify } from "@/lib/db/notifications";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict, invalidInput, notFound } from "@/lib/domain/errors";
import { type CollisionDecision, collisionReasonSchema, standAfter } from "@/lib/domain/mandate";
import { endMandate } from "./end-mandate";
import { withSealedTrail } from "./with-sealed-trail";

export interface CollisionAnswer {
  id: string;
  decision: CollisionDecision;
  reason: string;
}

/**
 * Says which of two colliding mandates stands: one, both, or neither. Who does not stand is withdrawn with its bank; who stands is
 * what it was before, unless another collision still holds it. Decided once.
 * @throws DomainError `conflict collision_decided`; `invalid_input collision_reason`.
 */
export async function decideCollision(actor: UserActor, { id, decision, reason }: CollisionAnswer): Promise<void> {
  assertCan(actor, "mandate:decide");
  const why = collisionReasonSchema.safeParse(reason);
  if (!why.success) throw invalidInput("collision_reason");
  const settleBoth = async (tx: Tx) => {
    const collision = await tx.mandateCollision.findUnique({ where: { id } });
    if (collision === null) throw notFound("collision");
    if (collision.decidedAt !== null) throw conflict("collision_decided");
    const { firstId, secondId } = collision;
    const mandates = await tx.mandate.findMany({ where: { id: { in: [firstId, secondId] } }, orderBy: { id: "asc" } });
    for (const { number } of mandates) await holdCasesOf(tx, Number(number));
    const to = [...(await holdersOf(tx, "protection"))];
    for (const mandate of mandates) to.push(...(await peopleAround(tx, mandate.id)));
    await tx.mandateCollision.update({
      where: { id },
      data: { decision, reason: why.data, decidedBy: actor.id, decidedAt: new Date() },
    });
    const stands = standAfter(decision);
    for (const mandate of mandates) {
      const isToStand = mandate.id === firstId ? stands.first : stands.second;
      await settle(tx, await lockMandate(tx, Number(mandate.number)), isToStand, actor.id);
    }
    const numberOf = (mandateId: string) =>
      mandateReference(mandates.find((mandate) => mandate.id === mandateId)?.number ?? 0);
    const params = { first: numberOf(firstId), second: numberOf(secondId), decision };
    await notify(tx, { to: to.filter((one) => one !== actor.id), kind: "mandates_decided", params });
  };
  await withSealedTrail(() => change(actor, "mandate.decided", { lock: mandatesLock }, settleBoth));
}

async function settle(tx: Tx, mandate: MandateRow, isToStand: boolean, by: string): Promise<void> {
  if (mandate.status !== "frozen") return;
  if (!isToStand) return endMandate(tx, mandate, "collision", by);
  const open = await tx.mandateCollision.count({
    where: { decidedAt: null, OR: [{ firstId: mandate.id }, { secondId: mandate.id }] },
  });
  if (open > 0) return;
  await tx.mandate.update({
    where: { id: mandate.id },
    data: { status: mandate.statusBefore ?? "pending", frozenAt: null, statusBefore: null },
  });
  await compareAgain(tx, mandate.id);
}
