import "server-only";
import { sealText } from "@/lib/adapters/sealed-text";
import { change } from "@/lib/db/change";
import { notify } from "@/lib/db/notifications";
import { lockPeople } from "@/lib/db/people";
import { lockApplicant } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import type { RefusalReason } from "@/lib/domain/vetting/application";

/** The reason stays in the record and is erased with it; the applicant is told that they are not admitted. @throws DomainError `not_found`. */
export async function refuseApplication(
  actor: UserActor,
  id: string,
  { reason, note }: { reason: RefusalReason; note: string },
): Promise<void> {
  assertCan(actor, "person:admit");
  await change(actor, "person.refused", { reason }, async (tx) => {
    await lockPeople(tx);
    if ((await lockApplicant(tx, id))?.state !== "waiting") throw notFound("application");
    const sealed = note === "" ? null : sealText("vetting", `refusal:${id}`, note);
    await tx.application.update({
      where: { userId: id },
      data: { state: "refused", decidedAt: new Date(), decidedBy: actor.id, reason, note: sealed },
    });
    await notify(tx, { to: [id], kind: "application_refused", params: {} });
  });
}
