import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Classification, Outcome } from "@/lib/domain/case/vocabulary";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { recordAnswer } from "@/lib/usecases/record-answer";
import { sendNotice } from "@/lib/usecases/send-notice";
import { createCase, setUp, type CaseSeed } from "./factories";

export const organisation = {
  organisation_name: "Collectif Exemple",
  signatory: "The presidency",
  role_mailbox: "signalement@collectif.example",
};

/** The organisation's settings, as an administrator would have written them. */
export async function nameOrganisation(settings: Record<string, string> = organisation): Promise<void> {
  await change(setUp, "setting.changed", {}, async (tx) => {
    for (const [key, value] of Object.entries(settings)) {
      await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    }
  });
}

/** A mandate that two people have seen, written past the screens. */
export async function verifiedMandate(creator: UserActor): Promise<{ id: string; number: number }> {
  const { id, number } = await change(setUp, "mandate.created", {}, (tx) =>
    tx.mandate.create({
      data: {
        label: "Azur",
        authenticUrl: "https://x.com/authentic",
        code: "DMQ-TEST-CODE",
        status: "verified",
        createdBy: creator.id,
        verifiedAt: new Date(),
        expiresAt: new Date(Date.now() + 365 * 86_400_000),
      },
    }),
  );
  return { id, number: Number(number) };
}

export interface ConfirmedSeed extends CaseSeed {
  decidedBy?: "two_persons" | "one_person" | "imported";
  classification?: Classification;
  mandateId?: string;
}

/** A case that review has confirmed. */
export async function confirmedCase(seed: ConfirmedSeed): Promise<{ id: string; number: number; handle: string }> {
  const made = await createCase({ ...seed, state: seed.state ?? "confirmed" });
  await change(setUp, "case.decided", {}, (tx) =>
    tx.case.update({
      where: { id: made.id },
      data: {
        classification: seed.classification ?? seed.track ?? "stolen_photo_scammer",
        decidedBy: seed.decidedBy ?? "two_persons",
        ...(seed.mandateId && { mandateId: seed.mandateId }),
      },
    }),
  );
  return made;
}

export async function caseNow(id: string) {
  return db().case.findUniqueOrThrow({ where: { id } });
}

export interface SentSeed extends ConfirmedSeed {
  channelId?: string;
  /** How many accounts are on it. */
  count?: number;
  daysAgo?: number;
  outcome?: Outcome;
}

/** A notice that has left, and what its desk answered a day later. */
export async function sentNotice(sender: UserActor, seed: SentSeed): Promise<{ number: number; cases: number[] }> {
  const { channelId = "x-in-app", count = 1, daysAgo = 0, outcome } = seed;
  const cases: number[] = [];
  for (let made = 0; made < count; made += 1) cases.push((await confirmedCase(seed)).number);
  const { number } = await prepareNotice(sender, { kind: "terms_report", channelId, caseNumbers: cases });
  const at = (days: number) => new Date(Date.now() - days * 86_400_000);
  const sending = { number, version: 1, format: "form_text" as const, kept: [], reference: "" };
  await sendNotice(sender, { ...sending, sentAt: at(daysAgo) });
  if (outcome !== undefined)
    await recordAnswer(sender, {
      number,
      outcome,
      informedOn: at(Math.max(0, daysAgo - 1)),
      note: "",
      caseNumbers: [],
    });
  return { number, cases };
}
