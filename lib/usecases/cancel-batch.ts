import "server-only";
import { cancelRest, lockBatch } from "@/lib/db/batches";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";

/** Stops a batch after the piece that is being made; what was made stays, and the rest can be taken up again. */
export async function cancelBatch(actor: UserActor, { id }: { id: string }): Promise<void> {
  assertCan(actor, "notice:prepare");
  await change(actor, "batch.cancelled", {}, async (tx) => {
    const { status } = await lockBatch(tx, actor, id);
    if (status !== "planned" && status !== "running") throw conflict("batch_stopped");
    await cancelRest(tx, id);
    await tx.batch.update({ where: { id }, data: { status: "cancelled", finishedAt: new Date() } });
  });
}
