import "server-only";
import { rememberedCheckpoint } from "@/lib/adapters/checkpoint-memory";
import { db } from "@/lib/db/client";
import { isVerificationDue } from "@/lib/db/verifications";
import { logger } from "@/lib/logger";
import { verifyTrailAlone } from "./verify-trail";

/** Less than a day, so that a daily round is not put off by the minutes that it takes. */
const hoursBetween = 20;

/** Once a day the whole trail, the live rows and the database's own rules; of several workers one that seals does it. What it finds is an alarm. */
export async function verifyNightly(): Promise<void> {
  if (rememberedCheckpoint() === null || !(await isVerificationDue(db(), hoursBetween))) return;
  const found = await verifyTrailAlone({ isDeep: true });
  if (found && found.problemCount > 0)
    logger.error({ problems: found.problemCount, first: found.problems.slice(0, 5) }, "the trail does not verify");
}
