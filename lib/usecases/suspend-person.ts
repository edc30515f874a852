import "server-only";
import { change } from "@/lib/db/change";
import { assertAdminLeft, getMember, lockPeople, lockPerson } from "@/lib/db/people";
import { type ReturnedWork, returnWork } from "@/lib/db/returned-work";
import { listDecisions } from "@/lib/db/second-looks";
import { endSessions } from "@/lib/db/sessions";
import type { OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { doubtsDecisions, type SuspensionReason } from "@/lib/domain/access/suspension";
import { conflict } from "@/lib/domain/errors";

/**
 * Shows somebody out at their next request, tokens included; what they had claimed, and what they had said and not yet been joined
 * in, goes back to the queue. All or nothing. Waits for what they are writing at this moment: afterwards nothing more of theirs comes.
 * @throws DomainError `conflict` (own_suspension, last_admin, person_suspended).
 */
export async function suspendPerson(
  actor: UserActor | OperatorActor,
  id: string,
  reason: SuspensionReason,
): Promise<ReturnedWork> {
  assertCan(actor, "person:suspend");
  if (actor.kind === "user" && id === actor.id) throw conflict("own_suspension");
  return change(actor, "person.suspended", { reason }, async (tx) => {
    await lockPeople(tx);
    await lockPerson(tx, id);
    const person = await getMember(tx, id);
    if (person.status === "suspended") throw conflict("person_suspended");
    await tx.user.update({ where: { id }, data: { status: "suspended" } });
    await assertAdminLeft(tx);
    await endSessions(tx, id);
    const returned = await returnWork(tx, actor, id);
    if (doubtsDecisions(reason)) await listDecisions(tx, id);
    return returned;
  });
}
