import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import { conflict } from "@/lib/domain/errors";

/**
 * Takes a value off a case. A reviewer takes it off for good; whoever may only add takes back their own word, and the value stays
 * where others have added it too. The trail says that something was removed, and a digest of what.
 */
export async function removeObservable(
  actor: UserActor,
  { ref, observableId }: { ref: CaseRef; observableId: string },
): Promise<{ number: number }> {
  return change(actor, "case.observable_removed", {}, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, ref, true);
    assertCan(actor, "case:add_observable", current.facts);
    const row = await tx.observable.findFirst({ where: { id: observableId, caseId: current.id } });
    const mayAll = can(actor, "case:read_observables", current.facts);
    if (row === null || (!mayAll && !row.addedBy.includes(actor.id))) throw conflict("observable_gone");
    const others = row.addedBy.filter((id) => id !== actor.id);
    if (mayAll || others.length === 0) await tx.observable.delete({ where: { id: row.id } });
    else await tx.observable.update({ where: { id: row.id }, data: { addedBy: others } });
    return { number: current.number };
  });
}
