import "server-only";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import type { OperatorActor } from "@/lib/domain/access/actor";
import { eraseBank } from "./erase-bank";
import { eraseContent } from "./erase-content";
import { withSealedTrail } from "./with-sealed-trail";

const batchSize = 200;

/** A bank that a restored backup brought back is withdrawn once more; the list names cases and banks alike. */
async function withdrawAgain(actor: OperatorActor, ids: readonly string[]): Promise<number> {
  const back = await db().bank.findMany({ where: { id: { in: [...ids] }, withdrawnAt: null }, select: { id: true } });
  if (back.length === 0) return 0;
  const erase = () =>
    change(actor, "bank.withdrawn", { reason: "backup_restored" }, async (tx) => {
      for (const { id } of back) await eraseBank(tx, id);
    });
  await withSealedTrail(erase);
  return back.length;
}

/** After a backup was restored: what was erased since it was made is erased once more. Returns how many cases it had brought back. */
export async function eraseAgain(actor: OperatorActor, caseIds: readonly string[]): Promise<number> {
  let erased = 0;
  for (let from = 0; from < caseIds.length; from += batchSize) {
    const back = await db().case.findMany({
      where: { id: { in: caseIds.slice(from, from + batchSize) }, state: { not: "erased" } },
      select: { id: true },
    });
    erased += await withdrawAgain(actor, caseIds.slice(from, from + batchSize));
    if (back.length === 0) continue;
    const erase = () =>
      change(actor, "case.erased", { reason: "backup_restored" }, async (tx) => {
        for (const one of back) await eraseContent(tx, one);
      });
    await withSealedTrail(erase);
    erased += back.length;
  }
  return erased;
}
