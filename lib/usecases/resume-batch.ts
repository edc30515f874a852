import "server-only";
import { lockBatch, putBack } from "@/lib/db/batches";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";
import { assertMayMake } from "./start-batch";

/**
 * Takes a batch up that has stopped: what was cancelled, and with `withFailed` once more what was refused. What was done stays done.
 * @throws DomainError `conflict batch_running`, `batch_nothing_left`.
 */
export async function resumeBatch(actor: UserActor, { id, withFailed }: { id: string; withFailed: boolean }) {
  assertCan(actor, "notice:prepare");
  await change(actor, "batch.resumed", {}, async (tx) => {
    const { status, kind } = await lockBatch(tx, actor, id);
    if (status === "planned" || status === "running" || kind === null) throw conflict("batch_running");
    assertMayMake(actor, kind);
    if ((await putBack(tx, id, withFailed)) === 0) throw conflict("batch_nothing_left");
    const running = { status: "running", failure: null, finishedAt: null, nextAt: new Date() };
    await tx.batch.update({ where: { id }, data: running });
  });
}
