import "server-only";
import { insertBatch } from "@/lib/db/batches";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { mostBatchCases } from "@/lib/domain/batches/batch";
import { invalidInput } from "@/lib/domain/errors";

/**
 * Freezes a selection: whatever the list shows later, the batch is about these cases. They are asked about one by one when their turn
 * comes, as the rules are then.
 * @throws DomainError `invalid_input batch_empty`, `batch_too_large`.
 */
export async function planBatch(actor: UserActor, caseIds: readonly string[]): Promise<{ id: string }> {
  assertCan(actor, "notice:prepare");
  const ids = [...new Set(caseIds)];
  if (ids.length === 0) throw invalidInput("batch_empty");
  if (ids.length > mostBatchCases) throw invalidInput("batch_too_large", { maximum: mostBatchCases });
  return change(actor, "batch.planned", {}, async (tx) => ({ id: await insertBatch(tx, actor.id, ids) }));
}
