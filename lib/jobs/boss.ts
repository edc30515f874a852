import "server-only";
import PgBoss from "pg-boss";
import type { Tx } from "@/lib/db/client";
import { logger } from "@/lib/logger";

/** The queues that migration 0004 makes, and what each job carries: ids only, never content. */
export interface JobPayloads {
  import: { importId: string };
}
export type JobName = keyof JobPayloads;

/** Postgres through the process's own client: no second pool, no LISTEN, nothing made at run time. */
const throughPrisma = (client: { $queryRawUnsafe: Tx["$queryRawUnsafe"] }): PgBoss.Db => ({
  executeSql: async (text, values) => ({
    rows: await client.$queryRawUnsafe<unknown[]>(text, ...(values as unknown[])),
  }),
});

/** Only writes jobs, always through the caller's transaction: it is never started, so it polls and keeps nothing. */
const sender = new PgBoss({
  db: { executeSql: () => Promise.reject(new Error("a job is sent inside a transaction")) },
});

/** Puts a job beside the change that asks for it: a transaction that is rolled back leaves none. */
export async function enqueue<N extends JobName>(tx: Tx, name: N, payload: JobPayloads[N]): Promise<void> {
  await sender.send(name, payload, { db: throughPrisma(tx) });
}

/** The worker's own end of the queues, on a small pool of its own. */
export async function openWorkerBoss(connectionString: string): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString,
    max: 4,
    application_name: "demasque-worker",
    migrate: false,
    schedule: false,
    supervise: true,
    maintenanceIntervalSeconds: 60,
  });
  boss.on("error", (error) => logger.warn({ name: error.name }, "job queue error"));
  await boss.start();
  return boss;
}
