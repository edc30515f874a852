import "server-only";
import {
  arePasskeysPossible,
  assertionOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  registrationOptions,
} from "@/lib/adapters/passkeys";
import { networkAddressDigest } from "@/lib/db/access-log";
import { db } from "@/lib/db/client";
import { putChallenge } from "@/lib/db/factor-challenges";
import { spend } from "@/lib/db/rate-limits";
import { listPasskeys } from "@/lib/db/second-factors";
import type { SessionHolder } from "@/lib/domain/access/second-factor";
import { conflict, DomainError, notFound } from "@/lib/domain/errors";
import { assertMayAddFactor } from "./factor-added";

/** Whether this address of the product can have passkeys at all. */
export const canHavePasskeys = (): boolean => arePasskeysPossible();

export const passkeysAtMost = 10;

/** What the browser is asked for a new passkey. @throws DomainError `limited` (passkeys_at_most), `forbidden`. */
export async function beginPasskey(holder: SessionHolder): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { actor } = holder;
  await assertMayAddFactor(db(), holder);
  const [has, user, organisation] = await Promise.all([
    listPasskeys(db(), actor.id),
    db().user.findUnique({ where: { id: actor.id }, select: { pseudonym: true } }),
    db().setting.findUnique({ where: { key: "organisation_name" } }),
  ]);
  if (user === null) throw notFound("person");
  if (has.length >= passkeysAtMost) throw new DomainError("limited", "passkeys_at_most", { maximum: passkeysAtMost });
  const options = await registrationOptions({
    userId: actor.id,
    userName: user.pseudonym,
    organisation: (typeof organisation?.value === "string" && organisation.value) || "Démasque",
    has,
  });
  await putChallenge("passkey_enrolment", options.challenge, actor.session.id);
  return options;
}

/** What the browser is asked for one of the person's passkeys, as a second factor. */
export async function askForPasskey(holder: SessionHolder): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { actor, level } = holder;
  if (level === "enrol") throw conflict("factor_missing");
  const has = await listPasskeys(db(), actor.id);
  if (has.length === 0) throw conflict("factor_missing");
  const options = await assertionOptions(has);
  await putChallenge("passkey_confirmation", options.challenge, actor.session.id);
  return options;
}

/** What the browser is asked where nobody has signed in: any passkey of ours that it keeps. @throws DomainError `limited`. */
export async function askForAnyPasskey(networkAddress: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
  await spend("passkey_address", networkAddressDigest(networkAddress, new Date()));
  const options = await assertionOptions(null);
  await putChallenge("passkey_sign_in", options.challenge, null);
  return options;
}
