import "server-only";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { deskAccuracy } from "@/lib/db/desk-accuracy";
import { holdersOf, notify } from "@/lib/db/notifications";
import type { JobActor } from "@/lib/domain/access/actor";

const product: JobActor = { kind: "job", name: "watch_unfounded", requestId: "watch-unfounded" };
/** What people were told last: the product's own row, which no form writes. */
const toldSetting = "unfounded_told";

/**
 * Tells reviewers and administrators when the share of notices refused as unfounded has risen above what they were told last; once
 * it has fallen below the alarm, the next rise is told anew. Returns the share that is too high, in percent.
 */
export async function watchUnfounded(): Promise<number | null> {
  const high = (await deskAccuracy()).find(({ alert }) => alert !== null);
  const percent = high?.alert ?? 0;
  const row = await db().setting.findUnique({ where: { key: toldSetting } });
  const told = typeof row?.value === "number" ? row.value : 0;
  if (percent === told || (percent > 0 && percent < told)) return high?.alert ?? null;
  await change(product, "setting.changed", {}, async (tx) => {
    await tx.setting.upsert({
      where: { key: toldSetting },
      create: { key: toldSetting, value: percent },
      update: { value: percent, updatedAt: new Date() },
    });
    if (high === undefined || percent === 0) return;
    const to = [...(await holdersOf(tx, "reviewer", "admin"))];
    await notify(tx, { to, kind: "unfounded_rising", params: { count: high.unfounded, days: high.days, percent } });
  });
  return high?.alert ?? null;
}
