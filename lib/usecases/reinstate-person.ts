import "server-only";
import { change } from "@/lib/db/change";
import { getMember, lockPeople } from "@/lib/db/people";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";

/** Lets a suspended person sign in again. The sessions that were ended stay ended. */
export async function reinstatePerson(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "person:suspend");
  await change(actor, "person.reinstated", {}, async (tx) => {
    await lockPeople(tx);
    await getMember(tx, id);
    await tx.user.update({ where: { id }, data: { status: "active" } });
  });
}
