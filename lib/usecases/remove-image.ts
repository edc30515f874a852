import "server-only";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { fingerprintLock, matchAgain } from "@/lib/db/fingerprints";
import { imageRow, removeImageRow } from "@/lib/db/images";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { RemovalReason } from "@/lib/domain/images/picture";
import { noteDestroyedKeys } from "./note-destroyed-keys";

/** For good, with its fingerprint. With the last picture of a case its key is destroyed, and with it every copy in a backup. */
export async function removeImage(
  actor: UserActor,
  { id, reason }: { id: string; reason: RemovalReason },
): Promise<void> {
  assertCan(actor, "case:remove_image");
  await change(actor, "image.removed", { reason, lock: fingerprintLock }, async (tx) => {
    const { caseId } = await imageRow(tx, id);
    const current = await getCaseSnapshot(tx, actor, { id: caseId }, true);
    assertCan(actor, "case:remove_image", current.facts);
    await removeImageRow(tx, id);
    await matchAgain(tx, caseId);
    await noteDestroyedKeys(tx);
  });
}
