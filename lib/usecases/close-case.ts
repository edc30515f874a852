import "server-only";
import type { CaseRef } from "@/lib/db/case-facts";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CommandReason } from "@/lib/domain/case/reasons";
import { commandCase, type CommandResult } from "./command-case";

/** Ends the work on a case. A later report about the account opens a successor that names this one. */
export async function closeCase(
  actor: UserActor,
  input: { ref: CaseRef; expectedVersion: number; reason: CommandReason<"close"> },
): Promise<CommandResult> {
  return commandCase(actor, "close", input, () => Promise.resolve({ patch: { dueAt: null } }));
}
