import "server-only";
import type { CaseRef } from "@/lib/db/case-facts";
import type { UserActor } from "@/lib/domain/access/actor";
import { daysAfter, dueDays } from "@/lib/domain/case/opinions";
import { commandCase, type CommandResult } from "./command-case";

/** Lets a case that waited (its account was once found authentic) into the queue. Its review starts now, and so does its clock. */
export async function admitCase(
  actor: UserActor,
  input: { ref: CaseRef; expectedVersion: number },
): Promise<CommandResult> {
  return commandCase(actor, "admit", input, () =>
    Promise.resolve({ patch: { dueAt: daysAfter(new Date(), dueDays.review) } }),
  );
}
