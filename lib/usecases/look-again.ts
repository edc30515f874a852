import "server-only";
import { assertVersion, commitTransition, getCaseSnapshot, type CaseRef, type CaseSnapshot } from "@/lib/db/case-facts";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { daysAfter, dueDays } from "@/lib/domain/case/opinions";
import { forbidden, notFound } from "@/lib/domain/errors";

export const lookVerdicts = ["stands", "reopened", "wrong"] as const;
export type LookVerdict = (typeof lookVerdicts)[number];

export interface LookInput {
  ref: CaseRef;
  expectedVersion: number;
  verdict: LookVerdict;
}

/**
 * What another pair of eyes makes of a decision that rests on the opinion of somebody whose rights were taken away: it stands; it is
 * opened again, where the lifecycle still allows it; or it was wrong and something has left already, so that people have to write.
 * Whoever gave an opinion on it does not look again.
 * @throws DomainError `not_found` (decision), `forbidden` (decision_is_own), `conflict` (case_changed), `invalid_transition`.
 */
export async function lookAgain(actor: UserActor, { ref, expectedVersion, verdict }: LookInput): Promise<void> {
  assertCan(actor, "decision:look_again");
  await change(actor, "decision.looked_again", { reason: verdict }, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, ref, true);
    assertCan(actor, "case:read", current.facts);
    assertVersion(current, expectedVersion);
    const given = { caseId: current.id, round: current.round, reviewerId: actor.id, withdrawnAt: null };
    if ((await tx.opinion.count({ where: given })) > 0) throw forbidden("decision_is_own");
    const { count } = await tx.secondLook.updateMany({
      where: { caseId: current.id, state: "waiting" },
      data: { state: verdict, lookedBy: actor.id, lookedAt: new Date() },
    });
    if (count === 0) throw notFound("decision");
    if (verdict === "reopened") await reopen(tx, actor, current);
  });
}

async function reopen(tx: Tx, actor: UserActor, current: CaseSnapshot): Promise<void> {
  assertCan(actor, "case:reopen", current.facts);
  await nameAction(tx, "case.reopened");
  const dueAt = daysAfter(new Date(), dueDays.review);
  await commitTransition(tx, current, "reopen", undefined, {
    ...{ round: current.round + 1, classification: null, decidedBy: null, dueAt },
  });
}
