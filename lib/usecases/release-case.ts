import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import { stateAfterRelease } from "@/lib/domain/case/lease";
import { commandCase, type CommandOptions, type CommandResult } from "./command-case";

/** Gives a claim back: the case returns to where it was taken from. What was drafted stays with its author. */
export async function releaseCase(actor: UserActor, options: CommandOptions): Promise<CommandResult> {
  return commandCase(actor, "release", options, (_tx, current) =>
    Promise.resolve({ meant: stateAfterRelease(current), patch: { heldBy: null, leaseUntil: null } }),
  );
}
