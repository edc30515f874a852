import "server-only";
import { change } from "@/lib/db/change";
import { removeImagesOfKeys } from "@/lib/db/images";
import type { OperatorActor } from "@/lib/domain/access/actor";
import { noteDestroyedKeys } from "./note-destroyed-keys";

/**
 * After a backup was restored: evidence that was purged since it was made is purged once more, and pictures go whose key had been
 * destroyed, as with the last one of a case. Returns how many cases the backup had brought evidence of.
 */
export async function purgeAgain(
  actor: OperatorActor,
  caseIds: readonly string[],
  keyIds: readonly string[],
): Promise<number> {
  const purged = await change(
    actor,
    "case.evidence_purged",
    { reason: "backup_restored" },
    (tx) => tx.$executeRaw`UPDATE "case" SET evidence_purged_at = now()
      WHERE id = ANY (${[...caseIds]}::uuid[]) AND evidence_purged_at IS NULL AND state <> 'erased'`,
  );
  const withoutKey = await change(actor, "image.purged_again", { reason: "key_destroyed" }, async (tx) => {
    const cases = await removeImagesOfKeys(tx, keyIds);
    await noteDestroyedKeys(tx);
    return cases;
  });
  return purged + withoutKey;
}
