import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { type CaseRef, getCaseSnapshot } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { boxesOf } from "@/lib/db/images";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { assertRecentlyConfirmed } from "@/lib/domain/access/second-factor";
import { forbidden, notFound } from "@/lib/domain/errors";
import { type BundledImage, type ImageChoices, mayBeUnredacted } from "@/lib/domain/images/bundled-image";
import type { BundleAudience } from "@/lib/domain/notices/case-bundle";
import { sha256Of } from "./add-image";
import { openVariant } from "./case-image-key";
import { assertImageMandate } from "./image-rules";

interface Asked {
  ref: CaseRef;
  audience: BundleAudience;
  choices: ImageChoices;
}

/**
 * The chosen pictures of one case, for a bundle, by somebody who has shown a factor a moment ago. Each is in the access log.
 * @throws DomainError `not_found` for a picture of another case; `forbidden` (step_up_needed, image_stays_black);
 * `conflict image_mandate_missing`; `unavailable`.
 */
export async function readImagesForBundle(
  actor: UserActor,
  { ref, audience, choices }: Asked,
): Promise<BundledImage[]> {
  const current = await getCaseSnapshot(db(), actor, ref);
  assertCan(actor, "case:export", current.facts);
  assertCan(actor, "case:reveal_image", current.facts);
  assertRecentlyConfirmed(actor, new Date());
  if (choices.some((one) => one.isUnredacted) && !mayBeUnredacted(audience)) throw forbidden("image_stays_black");
  await assertImageMandate(db(), current);
  const rows = await db().caseImage.findMany({
    where: { caseId: current.id },
    orderBy: [{ addedAt: "asc" }, { id: "asc" }],
  });
  const bundled: BundledImage[] = [];
  for (const { id, isUnredacted } of choices) {
    const at = rows.findIndex((row) => row.id === id);
    const row = rows[at];
    if (row === undefined) throw notFound("image");
    const whole = isUnredacted ? await openVariant(db(), row, "unredacted") : null;
    const bytes = whole ?? (await openVariant(db(), row, "shown"));
    if (bytes === null) throw notFound("image");
    await recordAccess({ actor, kind: "image_exported", subject: id });
    const { width, height, shows, seenWhere, seenOn } = row;
    bundled.push({
      ...{ id, name: `image-${String(at + 1).padStart(2, "0")}.jpg`, mediaType: "image/jpeg" },
      ...{ bytes, sha256: sha256Of(bytes), width, height, shows, seenWhere, seenOn },
      isRedacted: whole === null && boxesOf(row).length > 0,
    });
  }
  return bundled.sort((a, b) => a.name.localeCompare(b.name));
}
