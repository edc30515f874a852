import "server-only";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict, notFound } from "@/lib/domain/errors";

export interface BankMatchAnswer {
  caseNumber: number;
  matchId: string;
  isSame: boolean;
}

/**
 * A reviewer looked at the account and says whether it shows the picture of the bank. Said once: a refused picture stays refused.
 * @throws DomainError `not_found` where the mandate no longer stands; `conflict bank_match_decided`.
 */
export async function answerBankMatch(
  actor: UserActor,
  { caseNumber, matchId, isSame }: BankMatchAnswer,
): Promise<void> {
  await change(actor, isSame ? "case.match_confirmed" : "case.match_refused", {}, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, { number: caseNumber }, true);
    assertCan(actor, "case:attach_mandate", current.facts);
    const [row] = await tx.$queryRaw<{ state: string }[]>`
      SELECT k.state FROM fingerprint_match k JOIN bank b ON b.id = k.bank_id JOIN mandate m ON m.id = b.mandate_id
      WHERE k.id = ${matchId}::uuid AND k.case_id = ${current.id}::uuid AND bank_takes_part(k.bank_id) FOR UPDATE OF k FOR SHARE OF m`;
    if (!row) throw notFound("match");
    if (row.state !== "suggested") throw conflict("bank_match_decided");
    await tx.$executeRaw`SELECT set_config('demasque.case', ${current.id}, true)`;
    await tx.$executeRaw`
      UPDATE fingerprint_match SET state = ${isSame ? "confirmed" : "refused"}, decided_by = ${actor.id}::uuid, decided_at = now()
      WHERE id = ${matchId}::uuid`;
  });
}
