import "server-only";
import type { CaseRef } from "@/lib/db/case-facts";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CommandReason } from "@/lib/domain/case/reasons";
import { commandCase, type CommandResult } from "./command-case";

/**
 * Puts a case into the safety lane, from wherever it is: from then on `safeguarding` alone opens it. No version is asked for: doubt
 * about a minor must not fail because somebody else was quicker to claim. Whoever held the case no longer does.
 */
export async function safeguardCase(
  actor: UserActor,
  { ref, reason = "unspecified" }: { ref: CaseRef; reason?: CommandReason<"safeguard"> },
): Promise<CommandResult> {
  return commandCase(actor, "safeguard", { ref, reason }, async (tx, current) => {
    await tx.opinionDraft.deleteMany({ where: { caseId: current.id } });
    return { patch: { heldBy: null, leaseUntil: null, dueAt: null } };
  });
}
