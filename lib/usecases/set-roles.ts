import "server-only";
import { change } from "@/lib/db/change";
import { assertAdminLeft, getPerson, lockPeople, releaseClaims } from "@/lib/db/people";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { Role } from "@/lib/domain/case/vocabulary";

/**
 * What a person may do from their next request on. Whoever reviews no longer gives their claims back.
 * @throws DomainError `conflict` (last_admin).
 */
export async function setRoles(actor: UserActor, id: string, roles: Role[]): Promise<void> {
  assertCan(actor, "person:set_roles");
  await change(actor, "person.roles_set", {}, async (tx) => {
    await lockPeople(tx);
    const person = await getPerson(tx, id);
    await tx.user.update({ where: { id }, data: { roles } });
    await assertAdminLeft(tx);
    if (person.roles.includes("reviewer") && !roles.includes("reviewer")) await releaseClaims(tx, actor, id);
  });
}
