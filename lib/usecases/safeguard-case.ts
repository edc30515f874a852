import "server-only";
import type { CaseRef, CaseSnapshot } from "@/lib/db/case-facts";
import type { Tx } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CommandReason } from "@/lib/domain/case/reasons";
import { openStates } from "@/lib/domain/case/vocabulary";
import { commandCase, type CommandResult } from "./command-case";

/** The account's other cases that the desk still works on follow: what is doubted is the account's person. */
async function takeAlong(tx: Tx, { id, accountId }: CaseSnapshot): Promise<void> {
  const others = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "case" SET state = 'safeguarding', state_changed_at = now(), version = version + 1, held_by = NULL, lease_until = NULL, due_at = NULL
    WHERE account_id = ${accountId}::uuid AND id <> ${id}::uuid
      AND state = ANY (${[...workedOn]}::text[]) RETURNING id`;
  await tx.opinionDraft.deleteMany({ where: { caseId: { in: others.map((other) => other.id) } } });
}

const workedOn = [...openStates.filter((state) => state !== "safeguarding"), "notified", "refused", "unanswered"];

/**
 * Puts a case into the safety lane, from wherever it is: from then on `safeguarding` alone opens it. No version is asked for: doubt
 * about a minor must not fail because somebody else was quicker to claim. Whoever held the case no longer does.
 */
export async function safeguardCase(
  actor: UserActor,
  { ref, reason = "unspecified" }: { ref: CaseRef; reason?: CommandReason<"safeguard"> },
): Promise<CommandResult> {
  return commandCase(actor, "safeguard", { ref, reason }, async (tx, current) => {
    await takeAlong(tx, current);
    await tx.opinionDraft.deleteMany({ where: { caseId: current.id } });
    return { patch: { heldBy: null, leaseUntil: null, dueAt: null } };
  });
}
