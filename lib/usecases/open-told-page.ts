import "server-only";
import { randomInt } from "node:crypto";
import { change } from "@/lib/db/change";
import { isStanding, lockMandate } from "@/lib/db/mandates";
import { contactStoppedAt, toldCodeHash, toldPageOf } from "@/lib/db/told-pages";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { bankCode } from "@/lib/domain/bank";
import { conflict, invalidInput } from "@/lib/domain/errors";
import { isConsentDay, type ToldConsent } from "@/lib/domain/told/told-page";

/** A code to be shown once, and what is kept of it. */
export function newToldCode(): { code: string; codeHash: string } {
  const code = bankCode(Array.from({ length: 20 }, () => randomInt(25)));
  return { code, codeHash: toldCodeHash(code) };
}

/**
 * Opens the private page of the person behind a mandate that stands, with the consent that she or whoever speaks for her gave. The
 * code is shown once, to be handed over by hand; nothing is sent.
 * @throws DomainError `conflict` (mandate_not_valid, told_open_already, contact_stopped); `invalid_input told_consent_day`.
 */
export async function openToldPage(
  actor: UserActor,
  { number, consent }: { number: number; consent: ToldConsent },
): Promise<{ code: string }> {
  assertCan(actor, "told:open");
  if (!isConsentDay(consent.on, new Date())) throw invalidInput("told_consent_day");
  const { code, codeHash } = newToldCode();
  await change(actor, "told.opened", {}, async (tx) => {
    const mandate = await lockMandate(tx, number);
    if (!(await isStanding(tx, mandate.id))) throw conflict("mandate_not_valid");
    if ((await contactStoppedAt(tx, [mandate.id])) !== null) throw conflict("contact_stopped");
    if ((await toldPageOf(tx, mandate.id)) !== null) throw conflict("told_open_already");
    const given = { consentBy: consent.by, consentHow: consent.how, consentOn: new Date(consent.on) };
    await tx.toldPage.create({ data: { mandateId: mandate.id, codeHash, openedBy: actor.id, ...given } });
  });
  return { code };
}
