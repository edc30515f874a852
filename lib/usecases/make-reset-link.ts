import "server-only";
import { change } from "@/lib/db/change";
import { holdersOf, notify } from "@/lib/db/notifications";
import { replaceResetLink } from "@/lib/db/password-resets";
import { getPerson } from "@/lib/db/people";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { conflict } from "@/lib/domain/errors";
import { newSecret, secretHash } from "./secret-link";

export const resetLinkHours = 24;

/**
 * A link by which somebody who forgot their password chooses another, to be handed over by the administrator who makes it. The
 * person and all administrators are told. It opens nothing without the person's second factor. The token is in the answer and
 * nowhere else.
 * @throws DomainError `not_found`, `conflict` (person_suspended), `forbidden` (step_up_needed).
 */
export async function makeResetLink(actor: UserActor, id: string): Promise<{ token: string; expiresAt: Date }> {
  assertCan(actor, "person:reset_password");
  assertRecentlyConfirmed(actor, new Date());
  const token = newSecret();
  const expiresAt = new Date(Date.now() + resetLinkHours * 3_600_000);
  await change(actor, "person.reset_link_made", { reason: "by_admin" }, async (tx) => {
    const person = await getPerson(tx, id);
    if (person.status === "suspended") throw conflict("person_suspended");
    await replaceResetLink(tx, { userId: id, tokenHash: secretHash(token), createdBy: actor.id, expiresAt });
    const { pseudonym } = await tx.user.findUniqueOrThrow({ where: { id }, select: { pseudonym: true } });
    await notify(tx, {
      to: [id, ...(await holdersOf(tx, "admin"))],
      kind: "reset_link_made",
      params: { by: actor.pseudonym, about: pseudonym },
    });
  });
  return { token, expiresAt };
}
