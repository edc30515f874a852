import "server-only";
import type { CaseRef } from "@/lib/db/case-facts";
import type { UserActor } from "@/lib/domain/access/actor";
import { stateAfterWithdrawal } from "@/lib/domain/case/opinions";
import { commandCase, type CommandResult } from "./command-case";

/**
 * Takes back one's standing opinion; a recorded act, possible until the outcome is shown. The row stays, marked. Where it was the
 * only one, the case waits for a first opinion again, in the hands of whoever is at work on it.
 */
export async function withdrawOpinion(
  actor: UserActor,
  input: { ref: CaseRef; expectedVersion: number },
): Promise<CommandResult> {
  return commandCase(actor, "withdraw_opinion", input, async (tx, current) => {
    const inRound = { caseId: current.id, round: current.round, withdrawnAt: null };
    await tx.opinion.updateMany({ where: { ...inRound, reviewerId: actor.id }, data: { withdrawnAt: new Date() } });
    const others = await tx.opinion.count({ where: inRound });
    const isAtWork = current.facts.isHeld && !current.facts.isHolder;
    return {
      meant: stateAfterWithdrawal(current, others, isAtWork),
      patch: isAtWork ? {} : { heldBy: null, leaseUntil: null },
    };
  });
}
