import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { closeDb } from "@/lib/db/client";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { runImport } from "@/lib/usecases/run-import";
import { openWorkerBoss, type JobPayloads } from "./boss";
import { recurringJobs, type RecurringJob } from "./recurring";

const stopping = new AbortController();
// Every job waits for it at once: more of them are no leak.
setMaxListeners(0, stopping.signal);

/** Runs one job at its interval until the worker stops; a failure is logged and the next round tries again. */
async function keepRunning(job: RecurringJob): Promise<void> {
  while (!stopping.signal.aborted) {
    try {
      await job.run();
    } catch (error) {
      // In an incident most changes wait; that is no fault.
      if (!(error instanceof DomainError && error.reason === "read_only_mode"))
        logger.error({ job: job.name, err: error }, "recurring job failed");
    }
    await pause(job.everySeconds * 1000);
  }
}

/** Ends at once when the worker stops, also when it stopped before the pause began. */
const pause = (milliseconds: number): Promise<void> =>
  wait(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);

async function main(): Promise<void> {
  const boss = await openWorkerBoss(env().databaseUrl);
  await boss.work<JobPayloads["import"]>("import", { pollingIntervalSeconds: 1 }, async ([job]) => {
    // An import that stops with the worker throws, so that the queue gives it to the next worker, which resumes it.
    if (job) await runImport(job.data.importId, stopping.signal);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stopping.abort());
  logger.info("worker ready");
  await Promise.all(recurringJobs.map(keepRunning));
  await boss.stop({ graceful: true, timeout: 4000, wait: true });
  await closeDb();
}

await main();
