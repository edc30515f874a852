import "server-only";
import { change } from "@/lib/db/change";
import { notify } from "@/lib/db/notifications";
import { lockPeople } from "@/lib/db/people";
import { lockApplicant, vouchersFor } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

/** Takes an application further: the training opens, and the reviewers are asked for their word. @throws DomainError `not_found`. */
export async function openTraining(actor: UserActor, id: string): Promise<void> {
  assertCan(actor, "person:admit");
  await change(actor, "person.training_opened", {}, async (tx) => {
    await lockPeople(tx);
    const applicant = await lockApplicant(tx, id);
    if (applicant?.state !== "waiting") throw notFound("application");
    const { count } = await tx.application.updateMany({
      where: { userId: id, trainingOpened: false },
      data: { trainingOpened: true },
    });
    if (count === 0) return;
    await notify(tx, { to: [id], kind: "training_opened", params: {} });
    const { pseudonym } = applicant;
    const reviewers = await vouchersFor(tx, id, new Date());
    await notify(tx, { to: reviewers, kind: "vouchers_asked", params: { pseudonym } });
  });
}
