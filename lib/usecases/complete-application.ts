import "server-only";
import { sealText } from "@/lib/adapters/sealed-text";
import { change } from "@/lib/db/change";
import { holdersOf, notify } from "@/lib/db/notifications";
import { lockApplicant } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import { conflict, forbidden } from "@/lib/domain/errors";
import { applicationTextSchema, type ApplicationInput } from "@/lib/domain/vetting/application";

/**
 * What somebody tells who came through a provider, and so has an account before an application. Once.
 * @throws DomainError `conflict` (application_told).
 */
export async function completeApplication(
  actor: UserActor,
  { pseudonym, tracks, languages, ...text }: Omit<ApplicationInput, "email" | "password">,
): Promise<void> {
  if (actor.token) throw forbidden("token_scope");
  const { id } = actor;
  const content = sealText("vetting", `application:${id}`, JSON.stringify(applicationTextSchema.parse(text)));
  await change(actor, "person.applied", {}, async (tx) => {
    const applicant = await lockApplicant(tx, id);
    if (applicant?.state !== "waiting" || applicant.origin !== "provider") throw conflict("application_told");
    const { count } = await tx.application.updateMany({
      where: { userId: id, content: null },
      data: { content, tracks, languages },
    });
    if (count === 0) throw conflict("application_told");
    await tx.user.update({ where: { id }, data: { pseudonym } });
    await notify(tx, { to: await holdersOf(tx, "admin"), kind: "application_received", params: { pseudonym } });
  });
}
