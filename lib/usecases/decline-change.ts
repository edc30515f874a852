import "server-only";
import { change } from "@/lib/db/change";
import { lockPeople } from "@/lib/db/people";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertConfirmer, endUnchanged, takeProposal } from "./end-proposal";

/** The second person's no: nothing is done. @throws DomainError as `confirmChange`. */
export async function declineChange(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "proposal:decide");
  await change(actor, "proposal.declined", {}, async (tx) => {
    await lockPeople(tx);
    const row = await takeProposal(tx, id);
    await assertConfirmer(tx, actor, row);
    await endUnchanged(tx, row, { state: "declined", by: actor });
  });
}
