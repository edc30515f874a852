import "server-only";
import { change } from "@/lib/db/change";
import { assertAdminLeft, getPerson, lockPeople, releaseClaims } from "@/lib/db/people";
import { endSessions } from "@/lib/db/sessions";
import type { OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { SuspensionReason } from "@/lib/domain/access/suspension";
import { conflict } from "@/lib/domain/errors";

/**
 * Shows somebody out at their next request, tokens included; what they had claimed goes back to the queue. All or nothing.
 * Returns how many claims were given back.
 * @throws DomainError `conflict` (own_suspension, last_admin, person_suspended).
 */
export async function suspendPerson(
  actor: UserActor | OperatorActor,
  id: string,
  reason: SuspensionReason,
): Promise<number> {
  assertCan(actor, "person:suspend");
  if (actor.kind === "user" && id === actor.id) throw conflict("own_suspension");
  return change(actor, "person.suspended", { reason }, async (tx) => {
    await lockPeople(tx);
    const person = await getPerson(tx, id);
    if (person.status === "suspended") throw conflict("person_suspended");
    await tx.user.update({ where: { id }, data: { status: "suspended" } });
    await assertAdminLeft(tx);
    await endSessions(tx, id);
    return releaseClaims(tx, actor, id);
  });
}
