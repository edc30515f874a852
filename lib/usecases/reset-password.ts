import "server-only";
import { networkAddressDigest } from "@/lib/db/access-log";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { notify } from "@/lib/db/notifications";
import { takeResetLink } from "@/lib/db/password-resets";
import { spend } from "@/lib/db/rate-limits";
import { endSessions } from "@/lib/db/sessions";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Role } from "@/lib/domain/case/vocabulary";
import { notFound } from "@/lib/domain/errors";
import { assertNewPassword } from "./assert-new-password";
import { hashPassword } from "./password-hash";
import { secretHash } from "./secret-link";

export interface ResetInput {
  token: string;
  password: string;
  networkAddress: string;
  requestId: string;
}

/**
 * Replaces a forgotten password. A link works once; all sessions of the person end, and a second factor stays as needed as it was.
 * @throws DomainError `not_found` (reset_link), `invalid_input` (password_…), `limited`.
 */
export async function resetPassword({ token, password, networkAddress, requestId }: ResetInput): Promise<void> {
  await spend("reset_link", networkAddressDigest(networkAddress, new Date()));
  const tokenHash = secretHash(token);
  const link = await db().passwordReset.findUnique({ where: { tokenHash } });
  const isGood = link !== null && link.usedAt === null && link.expiresAt > new Date();
  const user = isGood ? await db().user.findUnique({ where: { id: link.userId } }) : null;
  if (user === null) throw notFound("reset_link");
  const organisation = await db().setting.findUnique({ where: { key: "organisation_name" } });
  await assertNewPassword(password, {
    ...user,
    organisation: typeof organisation?.value === "string" ? organisation.value : "",
  });
  const passwordHash = await hashPassword(password);
  const { id, pseudonym, roles } = user;
  const actor: UserActor = { kind: "user", id, pseudonym, roles: roles as Role[], requestId };
  await change(actor, "person.password_reset", {}, async (tx) => {
    const taken = await takeResetLink(tx, tokenHash);
    if (taken?.userId !== id) throw notFound("reset_link");
    await tx.user.update({ where: { id }, data: { passwordHash } });
    await endSessions(tx, id);
    await notify(tx, { to: [id], kind: "password_reset", params: {} });
  });
}
