import "server-only";
import { change } from "@/lib/db/change";
import { assertAdminLeft, getMember, lockPeople, releaseClaims } from "@/lib/db/people";
import { listDecisions } from "@/lib/db/second-looks";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { isGuarded } from "@/lib/domain/access/second-person";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { proposeIn } from "./propose-change";

/**
 * What a person may do from their next request on. What is taken away is gone at once, and whoever reviews no longer gives their
 * claims back; guarded roles that are new wait for a second person where the team has one. Returns those that wait.
 * @throws DomainError `conflict` (last_admin, proposal_open).
 */
export async function setRoles(actor: UserActor, id: string, roles: Role[]): Promise<Role[]> {
  assertCan(actor, "person:set_roles");
  assertRecentlyConfirmed(actor, new Date());
  return change(actor, "person.roles_set", {}, async (tx) => {
    await lockPeople(tx);
    const person = await getMember(tx, id);
    const guarded = roles.filter((role) => isGuarded(role) && !person.roles.includes(role));
    const atOnce = roles.filter((role) => !guarded.includes(role));
    await tx.user.update({ where: { id }, data: { roles: atOnce } });
    await assertAdminLeft(tx);
    if (person.roles.includes("reviewer") && !roles.includes("reviewer")) {
      await releaseClaims(tx, actor, id);
      await listDecisions(tx, id);
    }
    if (guarded.length === 0) return [];
    const proposed = await proposeIn(tx, actor, { kind: "grant_rights", subject: id, wanted: { roles: guarded } });
    return proposed === "waiting" ? guarded : [];
  });
}
