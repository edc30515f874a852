import "server-only";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { spend } from "@/lib/db/rate-limits";
import { endSessions } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import { forbidden, invalidInput, notFound } from "@/lib/domain/errors";
import { assertNewPassword } from "./assert-new-password";
import { hashPassword, verifyPassword } from "./password-hash";

export interface PasswordInput {
  present: string;
  next: string;
  /** The session that asks: it stays, all others end. */
  sessionId: string;
}

/** @throws DomainError `invalid_input` (password_wrong, password_…), `limited`. */
export async function changePassword(actor: UserActor, { present, next, sessionId }: PasswordInput): Promise<void> {
  if (actor.token) throw forbidden("token_scope");
  await spend("change_password", actor.id);
  const user = await db().user.findUnique({ where: { id: actor.id } });
  if (user === null) throw notFound("person");
  if (!(await verifyPassword(user.passwordHash, present))) throw invalidInput("password_wrong");
  const organisation = await db().setting.findUnique({ where: { key: "organisation_name" } });
  await assertNewPassword(next, {
    ...user,
    organisation: typeof organisation?.value === "string" ? organisation.value : "",
  });
  const passwordHash = await hashPassword(next);
  await change(actor, "person.password_changed", {}, async (tx) => {
    await tx.user.update({ where: { id: actor.id }, data: { passwordHash } });
    await endSessions(tx, actor.id, sessionId);
  });
}
