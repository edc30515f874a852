import "server-only";
import { change } from "@/lib/db/change";
import { lockPeople } from "@/lib/db/people";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import { endUnchanged, takeProposal } from "./end-proposal";

/** Takes back what one proposed oneself. @throws DomainError `not_found`, `conflict proposal_ended`. */
export async function withdrawProposal(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "proposal:decide");
  await change(actor, "proposal.withdrawn", {}, async (tx) => {
    await lockPeople(tx);
    const row = await takeProposal(tx, id);
    if (row.proposedBy !== actor.id) throw notFound("proposal");
    await endUnchanged(tx, row, { state: "withdrawn", by: actor });
  });
}
