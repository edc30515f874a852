import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import type { Db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import { sha256Of } from "./add-image";
import { openVariant } from "./case-image-key";
import { assertImageMandate } from "./image-rules";

/** Which pictures leave, chosen by a human one by one; as they are shown unless they chose otherwise for that one. */
export interface ImageChoice {
  readonly id: string;
  readonly isUnredacted?: boolean;
}

export interface BundledImage {
  readonly id: string;
  /** Of the file in the bundle; neutral. */
  readonly name: string;
  readonly mediaType: "image/jpeg";
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly shows: string;
  readonly seenWhere: string;
  readonly seenOn: Date | null;
  /** Parts of what leaves are blackened. */
  readonly isRedacted: boolean;
}

/**
 * The chosen pictures of one case, for a bundle. Each is in the access log.
 * @throws DomainError `not_found` for a picture of another case; `conflict image_mandate_missing`; `unavailable`.
 */
export async function readImagesForBundle(
  tx: Db,
  actor: UserActor,
  caseId: string,
  choice: readonly ImageChoice[],
): Promise<BundledImage[]> {
  if (choice.length === 0) return [];
  const current = await getCaseSnapshot(tx, actor, { id: caseId });
  assertCan(actor, "case:export", current.facts);
  assertCan(actor, "case:reveal_image", current.facts);
  await assertImageMandate(tx, current);
  const rows = await tx.caseImage.findMany({ where: { caseId }, orderBy: [{ addedAt: "asc" }, { id: "asc" }] });
  const bundled: BundledImage[] = [];
  for (const { id, isUnredacted = false } of choice) {
    const at = rows.findIndex((row) => row.id === id);
    const row = rows[at];
    if (row === undefined) throw notFound("image");
    const whole = isUnredacted ? await openVariant(tx, row, "unredacted") : null;
    const bytes = whole ?? (await openVariant(tx, row, "shown"));
    if (bytes === null) throw notFound("image");
    await recordAccess({ actor, kind: "image_exported", subject: id });
    const { width, height, shows, seenWhere, seenOn, boxes } = row;
    bundled.push({
      ...{ id, name: `image-${String(at + 1).padStart(2, "0")}.jpg`, mediaType: "image/jpeg" },
      ...{ bytes, sha256: sha256Of(bytes), width, height, shows, seenWhere, seenOn },
      isRedacted: whole === null && Array.isArray(boxes) && boxes.length > 0,
    });
  }
  return bundled;
}
