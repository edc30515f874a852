import type { UserActor } from "@/lib/domain/access/actor";
import { can, nothingKnown } from "@/lib/domain/access/policy";
import type { QueueRights } from "./queue-props";

/** Asked of the policy about a case that nothing ties to the person; each case has its own answer when it comes to it. */
export function rightsOf(actor: UserActor): QueueRights {
  const held = { ...nothingKnown, state: "in_review" as const, isHolder: true, isHeld: true };
  return {
    claims: can(actor, "case:claim", nothingKnown),
    tags: can(actor, "case:tag", nothingKnown),
    judges: can(actor, "case:give_opinion", held),
    notifies: can(actor, "notice:prepare"),
    exports: can(actor, "case:export", nothingKnown),
    logs: can(actor, "report:log"),
  };
}
