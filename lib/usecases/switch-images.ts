import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { invalidInput } from "@/lib/domain/errors";
import { type SwitchReason, switchOffReasons, switchReasons } from "@/lib/domain/images/picture";
import { assertImageMandate } from "./image-rules";

export interface ImageSwitching {
  ref: CaseRef;
  isOn: boolean;
  reason: SwitchReason;
}

/**
 * Pictures are kept for a case only where somebody decided so for that case. Off again, no more are taken; those that are there stay
 * until they are removed. @throws DomainError `conflict image_mandate_missing`.
 */
export async function switchImages(actor: UserActor, { ref, isOn, reason }: ImageSwitching): Promise<void> {
  const reasons: readonly SwitchReason[] = isOn ? switchReasons : switchOffReasons;
  if (!reasons.includes(reason)) throw invalidInput("form");
  await change(actor, isOn ? "image.switched_on" : "image.switched_off", { reason }, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, ref, true);
    assertCan(actor, "case:add_image", current.facts);
    if (isOn) await assertImageMandate(tx, current);
    const standing = { isOn, reason, switchedBy: actor.id, switchedAt: new Date() };
    await tx.imageSwitch.upsert({
      where: { caseId: current.id },
      create: { caseId: current.id, ...standing },
      update: standing,
    });
  });
}
