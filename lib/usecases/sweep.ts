import "server-only";
import { sweepBundles } from "@/lib/db/batches";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { sweepChallenges } from "@/lib/db/factor-challenges";
import { sweepNotifications } from "@/lib/db/notifications";
import { sweepRateLimits } from "@/lib/db/rate-limits";
import { sweepDeliveries } from "@/lib/db/webhooks";
import { eraseApplications } from "./erase-applications";

/** Drops what has run out: answers kept for repeated requests, sessions a month after their end, markers after their 12 months. */
export async function sweep(): Promise<void> {
  await db().$executeRaw`DELETE FROM idempotency_key WHERE created_at < now() - interval '2 days'`;
  await db().$executeRaw`DELETE FROM session WHERE expires_at < now() - interval '30 days'`;
  await db().$executeRaw`DELETE FROM told_session WHERE expires_at < now()`;
  await sweepNotifications(db());
  await sweepChallenges();
  await sweepRateLimits();
  await sweepDeliveries(db());
  await sweepBundles(db());
  await eraseApplications();
  await change({ kind: "job", name: "sweep", requestId: "sweep" }, "marker.expired", {}, (tx) =>
    tx.authenticMarker.deleteMany({ where: { expiresAt: { lt: new Date() } } }),
  );
}
