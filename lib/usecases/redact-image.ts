import "server-only";
import { blackenPicture } from "@/lib/adapters/pictures/read-apart";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { dropUnredacted } from "@/lib/db/images";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict, notFound } from "@/lib/domain/errors";
import type { Box } from "@/lib/domain/images/boxes";
import { sha256Of } from "./add-image";
import { keepVariant, openCaseKey, openVariant } from "./case-image-key";
import { assertImageMandate } from "./image-rules";
import { seenImage } from "./show-image";

export interface Redaction {
  id: string;
  /** The one that the actor saw. */
  revision: number;
  /** All of them: those that stay as well. None brings back the picture as it was. */
  boxes: readonly Box[];
}

/**
 * Blackens parts of a picture, on the server, into the version that everybody sees from then on and that leaves by default. The one
 * before stays beside it, encrypted, for whoever chooses it for a bundle. @throws DomainError `conflict image_changed`.
 */
export async function redactImage(actor: UserActor, { id, revision, boxes }: Redaction): Promise<{ revision: number }> {
  const { row, current } = await seenImage(db(), actor, id);
  assertCan(actor, "case:add_image", current.facts);
  await assertImageMandate(db(), current);
  if (row.revision !== revision) throw conflict("image_changed");
  const whole = (await openVariant(db(), row, "unredacted")) ?? (await openVariant(db(), row, "shown"));
  if (whole === null) throw notFound("image");
  const { width, height } = row;
  const drawn = await blackenPicture({ bytes: whole, width, height }, boxes);
  const shown = boxes.length > 0 ? drawn.clear : whole;
  return change(actor, "image.redacted", {}, async (tx) => {
    const { row: now } = await seenImage(tx, actor, id, true);
    if (now.revision !== revision) throw conflict("image_changed");
    const key = await openCaseKey(tx, now.caseId);
    if (boxes.length > 0) await keepVariant(tx, key, id, "unredacted", whole);
    else await dropUnredacted(tx, id);
    await keepVariant(tx, key, id, "shown", shown);
    await keepVariant(tx, key, id, "blurred", drawn.blurred);
    const seen = { byteCount: shown.length, sha256: sha256Of(shown), boxes: boxes.map((box) => ({ ...box })) };
    await tx.caseImage.update({ where: { id }, data: { ...seen, revision: revision + 1 } });
    return { revision: revision + 1 };
  });
}
