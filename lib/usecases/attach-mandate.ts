import "server-only";
import { assertVersion, getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { holdMandate } from "@/lib/db/mandates";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { pointCaps, queueRank } from "@/lib/domain/case/priority";
import { invalidInput } from "@/lib/domain/errors";
import { mandateStatusAt } from "@/lib/domain/mandate";

/**
 * Says on whose behalf a case is run: a verified mandate, or (with null) none. Somebody waits for it from then on, so that it moves
 * up. Like a further report it does not raise the version: no opinion in progress is lost over it.
 * @throws DomainError `invalid_input mandate_not_valid`.
 */
export async function attachMandate(
  actor: UserActor,
  { ref, expectedVersion, mandateNumber }: { ref: CaseRef; expectedVersion?: number; mandateNumber: number | null },
): Promise<{ number: number }> {
  return change(actor, "case.mandate_attached", {}, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, ref, true);
    assertCan(actor, "case:attach_mandate", current.facts);
    assertVersion(current, expectedVersion);
    const mandate = mandateNumber === null ? null : await holdMandate(tx, mandateNumber);
    if (mandate !== null && mandateStatusAt(mandate, new Date()) !== "verified")
      throw invalidInput("mandate_not_valid");
    const row = await tx.case.findUniqueOrThrow({ where: { id: current.id } });
    const pointsWaiting = mandate === null ? 0 : pointCaps.personWaiting;
    const total = row.pointsSignals + row.pointsReports + row.pointsReturn + pointsWaiting;
    await tx.case.update({
      where: { id: current.id },
      data: { mandateId: mandate?.id ?? null, pointsWaiting, queueRank: BigInt(queueRank(total, row.openedAt)) },
    });
    return { number: current.number };
  });
}
