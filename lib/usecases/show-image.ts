import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { getCaseSnapshot, type CaseSnapshot } from "@/lib/db/case-facts";
import { db, type Db } from "@/lib/db/client";
import { imageRow, type ImageRow, type ImageVariant } from "@/lib/db/images";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import { openVariant } from "./case-image-key";
import { assertImageMandate } from "./image-rules";

/** A picture and its case, for who may look at it. @throws DomainError `not_found`, whether the picture is there or not. */
export async function seenImage(
  tx: Db,
  actor: UserActor,
  id: string,
  lock = false,
): Promise<{ row: ImageRow; current: CaseSnapshot }> {
  // Whoever looks at no picture at all learns nothing of this one.
  assertCan(actor, "case:reveal_image");
  const found = await imageRow(tx, id);
  const current = await getCaseSnapshot(tx, actor, { id: found.caseId }, lock);
  assertCan(actor, "case:reveal_image", current.facts);
  // Read again under the case's lock: it may have been removed, or changed, meanwhile.
  return { row: lock ? await imageRow(tx, id) : found, current };
}

async function opened(row: ImageRow, variant: ImageVariant): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await openVariant(db(), row, variant);
  if (bytes === null) throw notFound("image");
  return bytes;
}

/** What stands on the screen by itself: a derivative in which nothing is to be seen. */
export async function showBlurred(actor: UserActor, id: string): Promise<Uint8Array<ArrayBuffer>> {
  const { row } = await seenImage(db(), actor, id);
  return opened(row, "blurred");
}

/**
 * The picture itself, with what was blackened in it, for as long as somebody holds it open. Each time is in the access log.
 * @throws DomainError `conflict image_mandate_missing`; `unavailable` where its key is not to be had.
 */
export async function revealImage(actor: UserActor, id: string): Promise<Uint8Array<ArrayBuffer>> {
  const { row, current } = await seenImage(db(), actor, id);
  await assertImageMandate(db(), current);
  const bytes = await opened(row, "shown");
  await recordAccess({ actor, kind: "image_revealed", subject: id });
  return bytes;
}
