import { env, provideEnvironment } from "@/lib/env";
import { attachDatabase } from "./attach-database";
import { lockDataFolder } from "./data-lock";
import { migrateProduct, startOwnDatabase } from "./product-database";

/**
 * Runs the work with a database: the one of DATABASE_URL, the embedded one that `npm start` has running, or the embedded
 * one started for this command alone and stopped after it.
 */
export async function withCommandDatabase<Result>(program: string, work: () => Promise<Result>): Promise<Result> {
  if (await attachDatabase()) return await closing(work);
  const { dataDir } = env();
  const lock = await lockDataFolder(dataDir, program);
  try {
    const database = await startOwnDatabase(dataDir, (line) => process.stderr.write(`${line}\n`));
    const stopAtOnce = () => {
      void database.cluster?.stop().finally(() => process.exit(130));
    };
    process.once("SIGINT", stopAtOnce).once("SIGTERM", stopAtOnce);
    try {
      await migrateProduct(database, (name) => process.stderr.write(`Migrating: ${name}\n`));
      provideEnvironment({ DATABASE_URL: database.appUrl });
      const { seedProduct } = await import("./seed-product");
      await seedProduct();
      return await closing(work);
    } finally {
      // Another command may have joined in the meantime: it is let out first.
      await database.cluster?.stop("smart");
      process.off("SIGINT", stopAtOnce).off("SIGTERM", stopAtOnce);
    }
  } finally {
    await lock.release();
  }
}

async function closing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } finally {
    const { closeDb } = await import("@/lib/db/client");
    await closeDb();
  }
}
