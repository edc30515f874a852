import "server-only";
import type { CaseRef } from "@/lib/db/case-facts";
import type { UserActor } from "@/lib/domain/access/actor";
import { daysAfter, dueDays } from "@/lib/domain/case/opinions";
import type { CommandReason } from "@/lib/domain/case/reasons";
import { commandCase, type CommandResult } from "./command-case";

/** Starts a new round: earlier opinions stay readable and count no more. The database refuses it while another case on the account is open. */
export async function reopenCase(
  actor: UserActor,
  input: { ref: CaseRef; expectedVersion: number; reason: CommandReason<"reopen"> },
): Promise<CommandResult> {
  return commandCase(actor, "reopen", input, async (tx, current) => {
    // Whoever opens it again has looked.
    await tx.secondLook.updateMany({
      where: { caseId: current.id, state: "waiting" },
      data: { state: "reopened", lookedBy: actor.id, lookedAt: new Date() },
    });
    return {
      patch: {
        round: current.round + 1,
        classification: null,
        decidedBy: null,
        dueAt: daysAfter(new Date(), dueDays.review),
      },
    };
  });
}
