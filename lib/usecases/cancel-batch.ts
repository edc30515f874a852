import "server-only";
import { cancelRest, lockBatch } from "@/lib/db/batches";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";

export const cancellable = ["planned", "running"] as const;

/**
 * Stops a batch after the piece that is being made; what was made stays, and the rest can be taken up again. Whoever lets go of a plan
 * stops no work that was begun from another tab.
 * @throws DomainError `conflict` (batch_stopped, or batch_running where it was seen as a plan); `not_found`.
 */
export async function cancelBatch(
  actor: UserActor,
  { id, was }: { id: string; was: (typeof cancellable)[number] },
): Promise<void> {
  assertCan(actor, "notice:prepare");
  await change(actor, "batch.cancelled", {}, async (tx) => {
    const { status } = await lockBatch(tx, actor, id);
    if (status !== was) throw conflict(status === "running" ? "batch_running" : "batch_stopped");
    await cancelRest(tx, id);
    await tx.batch.update({ where: { id }, data: { status: "cancelled", finishedAt: new Date() } });
  });
}
