import "server-only";
import { openText, sealText } from "@/lib/adapters/sealed-text";
import { newTotpSecret, squareOf, totpAddress } from "@/lib/adapters/totp";
import { db } from "@/lib/db/client";
import { findPendingSecret, putPendingSecret } from "@/lib/db/factor-challenges";
import { countFactors } from "@/lib/db/second-factors";
import type { SessionHolder } from "@/lib/domain/access/second-factor";
import { conflict, notFound } from "@/lib/domain/errors";
import { assertMayAddFactor } from "./factor-added";

export interface OfferedTotp {
  /** In base 32, in groups of four: what is typed where no camera is. */
  secret: string;
  square: { size: number; path: string };
}

/**
 * A secret for the app, and the square that it reads. It is the same until a code has proven it, so that a page loaded again does not
 * make an app that was set up already useless.
 * @throws DomainError `conflict` (totp_exists), `forbidden`.
 */
export async function beginTotp(holder: SessionHolder): Promise<OfferedTotp> {
  const { actor } = holder;
  await assertMayAddFactor(db(), holder);
  if ((await countFactors(db(), actor.id)).hasTotp) throw conflict("totp_exists");
  const [user, organisation] = await Promise.all([
    db().user.findUnique({ where: { id: actor.id }, select: { pseudonym: true } }),
    db().setting.findUnique({ where: { key: "organisation_name" } }),
  ]);
  if (user === null) throw notFound("person");
  const sealed =
    (await findPendingSecret(actor.session.id)) ??
    (await putPendingSecret(actor.session.id, sealText("second_factor", actor.id, newTotpSecret())));
  const secret = openText("second_factor", actor.id, sealed);
  // A colon would divide the label; the app shows the rest as it is.
  const issuer =
    (typeof organisation?.value === "string" && organisation.value.replaceAll(":", " ").trim()) || "Démasque";
  const square = squareOf(totpAddress(secret, issuer, user.pseudonym.replaceAll(":", " ")));
  return { secret: secret.replace(/(.{4})(?=.)/g, "$1 "), square };
}
