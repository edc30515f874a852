import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { proposeChange, type Proposed } from "./propose-change";

/**
 * For somebody who has lost everything: whoever could do it alone could become them, so it waits for a second person.
 * @throws DomainError `not_found`, `forbidden` (step_up_needed), `conflict` (proposal_open).
 */
export async function proposeFactorReset(actor: UserActor, personId: string): Promise<Proposed> {
  assertCan(actor, "person:reset_factor");
  assertRecentlyConfirmed(actor, new Date());
  return proposeChange(actor, { kind: "reset_second_factor", subject: personId, wanted: {} });
}
