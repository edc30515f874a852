import "server-only";
import type { CaseRef } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { caseActionOf, transition } from "@/lib/domain/case/lifecycle";
import type { CommandReason } from "@/lib/domain/case/reasons";
import { beginCommand, type CommandResult } from "./command-case";
import { eraseContent } from "./erase-content";
import { withSealedTrail } from "./with-sealed-trail";

export interface Erasing<Reason> {
  ref: CaseRef;
  expectedVersion: number;
  reason: Reason;
}

/** For good: the content goes, a tombstone stays that says when and why, and nothing about whom. */
export async function eraseCase(actor: UserActor, input: Erasing<CommandReason<"erase">>): Promise<CommandResult> {
  return eraseBy(actor, "erase", input);
}

/** What erasing and discarding share. */
export async function eraseBy(
  actor: UserActor,
  command: "erase" | "discard",
  { reason, ...options }: Erasing<string>,
): Promise<CommandResult> {
  const erase = () =>
    change(actor, caseActionOf[command], { reason }, async (tx) => {
      const current = await beginCommand(tx, actor, command, options);
      transition(current.state, command, "erased");
      return { id: current.id, number: current.number, ...(await eraseContent(tx, current)) };
    });
  return withSealedTrail(erase);
}
