import "server-only";
import type { CaseSnapshot } from "@/lib/db/case-facts";
import type { Db } from "@/lib/db/client";
import { mandateOfCase } from "@/lib/db/images";
import { conflict } from "@/lib/domain/errors";
import { pictureLimits } from "@/lib/domain/images/limits";
import { mandateStatusAt } from "@/lib/domain/mandate";

/** R11: a picture is kept, and looked at, only while somebody's verified mandate stands behind the case. */
export async function assertImageMandate(tx: Db, { mandateId }: Pick<CaseSnapshot, "mandateId">): Promise<void> {
  const mandate = await mandateOfCase(tx, mandateId);
  if (mandate === null || mandateStatusAt(mandate, new Date()) !== "verified") throw conflict("image_mandate_missing");
}

/** @throws DomainError `conflict`: images_off, image_mandate_missing, images_at_most. */
export async function assertTakesImages(tx: Db, current: CaseSnapshot): Promise<void> {
  await assertImageMandate(tx, current);
  const standing = await tx.imageSwitch.findUnique({ where: { caseId: current.id } });
  if (standing?.isOn !== true) throw conflict("images_off");
  const maximum = pictureLimits.perCaseAtMost;
  if ((await tx.caseImage.count({ where: { caseId: current.id } })) >= maximum)
    throw conflict("images_at_most", { maximum });
}
