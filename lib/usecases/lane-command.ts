import "server-only";
import { getCaseSnapshot, type CaseRef, type CaseSnapshot } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { readStay, type LaneStayRow } from "@/lib/db/lane";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CasePermission } from "@/lib/domain/access/permissions";
import { assertCan } from "@/lib/domain/access/policy";
import type { AuditAction } from "@/lib/domain/audit/actions";

export interface InLane {
  tx: Tx;
  current: CaseSnapshot;
  stay: LaneStayRow;
}

/**
 * What the acts of the lane share: the case's row is locked, it is in the lane, and the actor is one of its people. To everybody else it
 * does not exist.
 */
export async function inLane<Result>(
  actor: UserActor,
  {
    ref,
    permission,
    action,
    reason,
  }: { ref: CaseRef; permission: CasePermission; action: AuditAction; reason?: string },
  work: (given: InLane) => Promise<Result>,
): Promise<Result> {
  return change(actor, action, reason === undefined ? {} : { reason }, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, ref, true);
    assertCan(actor, permission, current.facts);
    return work({ tx, current, stay: await readStay(tx, current.id) });
  });
}
