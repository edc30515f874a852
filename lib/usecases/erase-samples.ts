import "server-only";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { eraseCaseContent } from "@/lib/db/erasure";
import { withSampleLock } from "@/lib/db/sample-lock";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { withSealedTrail } from "./with-sealed-trail";

const batchSize = 200;

/**
 * Erases every sample case, in stretches that do not hold others up. What remains are tombstones and the trail's leaves.
 * @throws DomainError `conflict samples_busy` while somebody loads or erases them.
 */
export async function eraseSamples(actor: UserActor): Promise<number> {
  assertCan(actor, "sample:load");
  return withSampleLock(() => eraseAll(actor));
}

async function eraseAll(actor: UserActor): Promise<number> {
  let erased = 0;
  for (;;) {
    const left = await db().case.findMany({
      where: { origin: "sample", state: { not: "erased" } },
      select: { id: true },
      take: batchSize,
    });
    if (left.length === 0) break;
    const erase = () =>
      change(actor, "case.erased", { reason: "samples" }, async (tx) => {
        for (const one of left) await eraseCaseContent(tx, one);
      });
    await withSealedTrail(erase);
    erased += left.length;
  }
  await change(actor, "setting.changed", {}, (tx) =>
    tx.setting.updateMany({ where: { key: "samples_loaded" }, data: { value: false, updatedAt: new Date() } }),
  );
  return erased;
}
