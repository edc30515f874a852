import "server-only";
import { networkAddressDigest } from "@/lib/db/access-log";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { replaceResetLink } from "@/lib/db/password-resets";
import { isLeft, spend } from "@/lib/db/rate-limits";
import { resetMail, resetMinutes } from "@/lib/domain/access/reset-mail";
import { env } from "@/lib/env";
import { routes } from "@/lib/routes";
import { postMail } from "./post-mail";
import { newSecret, secretHash } from "./secret-link";

/** Counted by place, and before anything is looked up. @throws DomainError `limited`. */
export async function admitResetRequest(networkAddress: string): Promise<void> {
  await spend("reset_address", networkAddressDigest(networkAddress, new Date()));
}

/**
 * Mails a link to whoever has this address and a password to forget. To be run after the answer has left, which is the same for
 * everybody: neither what it says nor how long it takes tells whether there is such a person. Returns whether a mail left.
 */
export async function sendResetLink(typed: string, requestId: string): Promise<boolean> {
  const email = typed.trim().toLowerCase();
  const user = await db().user.findUnique({ where: { email } });
  if (user?.status !== "active" || user.passwordHash === null || user.isSample) return false;
  // A mailbox is not flooded, and nobody learns that it was not.
  if (!(await isLeft("reset_account", email))) return false;
  const token = newSecret();
  const expiresAt = new Date(Date.now() + resetMinutes * 60_000);
  await change(
    { kind: "job", name: "password_reset", requestId },
    "person.reset_link_made",
    { reason: "by_mail" },
    (tx) => replaceResetLink(tx, { userId: user.id, tokenHash: secretHash(token), createdBy: null, expiresAt }),
  );
  const link = `${env().publicUrl}${routes.resetPassword(token)}`;
  await postMail({ to: email, ...resetMail[user.locale === "fr" ? "fr" : "en"](link) });
  return true;
}
