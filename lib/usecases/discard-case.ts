import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import type { CommandReason } from "@/lib/domain/case/reasons";
import type { CommandResult } from "./command-case";
import { eraseBy, type Erasing } from "./erase-case";

/** Refuses a case that waited for admission: the same erasure, by a reviewer, before anybody worked on it. */
export async function discardCase(actor: UserActor, input: Erasing<CommandReason<"discard">>): Promise<CommandResult> {
  return eraseBy(actor, "discard", input);
}
