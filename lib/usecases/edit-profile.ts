import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { forbidden } from "@/lib/domain/errors";

export interface ProfileInput {
  pseudonym: string;
  /** The language on a device that has none yet. */
  locale: "fr" | "en";
}

/** A person's own name on the team and language; both follow them to their other devices. */
export async function editProfile(actor: UserActor, { pseudonym, locale }: ProfileInput): Promise<void> {
  if (actor.token) throw forbidden("token_scope");
  await change(actor, "person.profile_edited", {}, (tx) =>
    tx.user.update({ where: { id: actor.id }, data: { pseudonym, locale } }),
  );
}
