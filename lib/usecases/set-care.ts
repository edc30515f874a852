import "server-only";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Care } from "@/lib/domain/care";

/** Keeps the person's own choices with their account. Settings are silent in the trail: what somebody can bear is nobody's business. */
export async function setCare(actor: UserActor, care: Care): Promise<void> {
  await change(actor, "person.profile_edited", {}, async (tx) => {
    await tx.$executeRaw`UPDATE "user" SET settings = jsonb_set(settings, '{care}', ${JSON.stringify(care)}::text::jsonb) WHERE id = ${actor.id}::uuid`;
  });
}
