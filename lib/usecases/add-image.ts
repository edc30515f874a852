import "server-only";
import { createHash } from "node:crypto";
import { type DrawnPicture, readPicture } from "@/lib/adapters/pictures/read-apart";
import { getCaseSnapshot, type CaseRef, type CaseSnapshot } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import { fingerprintLock, keepFingerprint } from "@/lib/db/fingerprints";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { AgeAnswer } from "@/lib/domain/case/vocabulary";
import type { Caption } from "@/lib/domain/images/picture";
import { keepVariant, openOrMakeCaseKey } from "./case-image-key";
import { assertTakesImages } from "./image-rules";
import { safeguardCase } from "./safeguard-case";

export interface NewImage {
  ref: CaseRef;
  ageAnswer: AgeAnswer;
  caption: Caption;
  /** Called once everything else is in order: until then not a byte of the picture is read. */
  read: () => Promise<Uint8Array>;
}

export type AddedImage = { outcome: "kept"; id: string } | { outcome: "lane"; number: number };

/**
 * Takes one picture in: the age question first (a yes or a doubt leads to the safety lane, and nothing is read), then mandate, switch
 * and number, then the picture itself, in another process. What is kept is drawn again and encrypted with the case's key, and its
 * fingerprint compared with all others in the same transaction.
 * @throws DomainError as `assertTakesImages` and `readPicture`.
 */
export async function addImage(actor: UserActor, { ref, ageAnswer, caption, read }: NewImage): Promise<AddedImage> {
  const before = await getCaseSnapshot(db(), actor, ref);
  assertCan(actor, "case:add_image", before.facts);
  if (ageAnswer !== "no") {
    const { number } = await safeguardCase(actor, { ref, reason: "possible_minor" });
    return { outcome: "lane", number };
  }
  await assertTakesImages(db(), before);
  const drawn = await readPicture(await read());
  return change(actor, "image.added", { lock: fingerprintLock }, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, ref, true);
    assertCan(actor, "case:add_image", current.facts);
    await assertTakesImages(tx, current);
    return { outcome: "kept", id: await keepImage(tx, actor, current, caption, drawn) };
  });
}

async function keepImage(
  tx: Tx,
  actor: UserActor,
  { id: caseId }: CaseSnapshot,
  { shows, seenWhere, seenOn }: Caption,
  { width, height, clear, blurred, fingerprint }: DrawnPicture,
): Promise<string> {
  const key = await openOrMakeCaseKey(tx, caseId);
  const { id } = await tx.caseImage.create({
    data: {
      ...{ caseId, keyId: key.id, width, height, byteCount: clear.length, sha256: sha256Of(clear) },
      ...{ shows, seenWhere, seenOn: seenOn === null ? null : new Date(`${seenOn}T00:00:00Z`), addedBy: actor.id },
    },
  });
  await keepVariant(tx, key, id, "shown", clear);
  await keepVariant(tx, key, id, "blurred", blurred);
  // Of the picture as it came, whatever is blackened in it later: it goes with the picture, and is compared like every other one.
  await keepFingerprint(tx, { caseId, imageId: id }, { kind: "stored_image", ...fingerprint }, actor.id);
  return id;
}

export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
