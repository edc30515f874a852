import "server-only";
import { change } from "@/lib/db/change";
import { lockMandate } from "@/lib/db/mandates";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { pointCaps, secondsPerPoint } from "@/lib/domain/case/priority";
import { conflict } from "@/lib/domain/errors";

/**
 * Ends a mandate, at once and for good. Its cases keep saying under which mandate they were run; nobody waits for them any more, so
 * they lose the points of a person waiting, and no Art. 16 notice can leave about them.
 */
export async function withdrawMandate(actor: UserActor, { number }: { number: number }): Promise<void> {
  assertCan(actor, "mandate:withdraw");
  await change(actor, "mandate.withdrawn", {}, async (tx) => {
    const mandate = await lockMandate(tx, number);
    if (mandate.status === "withdrawn") throw conflict("mandate_withdrawn_already", { number });
    await tx.mandate.update({ where: { id: mandate.id }, data: { status: "withdrawn", withdrawnAt: new Date() } });
    await tx.$executeRaw`
      UPDATE "case" SET points_waiting = 0, queue_rank = queue_rank - ${BigInt(pointCaps.personWaiting * secondsPerPoint)}
      WHERE mandate_id = ${mandate.id}::uuid AND points_waiting = ${pointCaps.personWaiting}`;
  });
}
