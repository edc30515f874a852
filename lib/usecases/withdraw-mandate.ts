import "server-only";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { holdCasesOf, lockMandate, mandatesLock } from "@/lib/db/mandates";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";
import type { WithdrawalReason } from "@/lib/domain/mandate";
import { endMandate } from "./end-mandate";
import { withSealedTrail } from "./with-sealed-trail";

/**
 * Ends a mandate on her word or the desk's, at once and for good. One that is frozen can be withdrawn too; the other one stays frozen
 * until protection has looked at it.
 */
export async function withdrawMandate(
  actor: UserActor,
  { number, reason }: { number: number; reason: WithdrawalReason },
): Promise<void> {
  assertCan(actor, "mandate:withdraw");
  const end = async (tx: Tx) => {
    await holdCasesOf(tx, number);
    const mandate = await lockMandate(tx, number);
    if (mandate.status === "withdrawn") throw conflict("mandate_withdrawn_already", { number });
    await endMandate(tx, mandate, reason, actor.id);
  };
  await withSealedTrail(() => change(actor, "mandate.withdrawn", { lock: mandatesLock, reason }, end));
}
