import "server-only";
import { change } from "@/lib/db/change";
import { lockPeople } from "@/lib/db/people";
import { endProposal } from "@/lib/db/proposals";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import {
  applyProposal,
  assertConfirmer,
  endUnchanged,
  stillStanding,
  takeProposal,
  tellOfProposal,
} from "./end-proposal";

/**
 * The second person's yes: exactly what was shown is done. Where the subject is no longer as it was, or the proposer may no longer
 * propose, nothing is done and the proposal has lapsed.
 * @throws DomainError `not_found`, `forbidden` (second_person_needed, step_up_needed), `conflict proposal_ended`.
 */
export async function confirmChange(actor: UserActor, id: string): Promise<"confirmed" | "lapsed"> {
  assertCan(actor, "proposal:decide");
  assertRecentlyConfirmed(actor, new Date());
  return change(actor, "proposal.confirmed", {}, async (tx) => {
    await lockPeople(tx);
    const row = await takeProposal(tx, id);
    await assertConfirmer(tx, actor, row);
    const standing = await stillStanding(tx, row);
    if (standing === null) {
      await endUnchanged(tx, row, { state: "lapsed", by: null });
      return "lapsed";
    }
    await endProposal(tx, id, "confirmed", actor.id);
    await applyProposal(tx, actor, row);
    await tellOfProposal(tx, row, standing, { kind: "proposal_confirmed", decidedBy: actor });
    return "confirmed";
  });
}
