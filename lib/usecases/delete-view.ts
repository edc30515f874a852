import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

/** @throws DomainError `not_found` for a view that is not the actor's own. */
export async function deleteView(actor: UserActor, { id }: { id: string }): Promise<void> {
  assertCan(actor, "case:list");
  await change(actor, "person.profile_edited", {}, async (tx) => {
    const { count } = await tx.savedView.deleteMany({ where: { id, userId: actor.id } });
    if (count !== 1) throw notFound("saved_view");
  });
}
