import { env, provideEnvironment } from "@/lib/env";
import { findOwnDatabase } from "./product-database";

/** A program beside a running `npm start` (a worker, a command) uses the database that it has running. */
export async function attachDatabase(): Promise<boolean> {
  if (env().hasDatabase) return true;
  const running = await findOwnDatabase(env().dataDir);
  if (running) provideEnvironment({ DATABASE_URL: running.appUrl });
  return running !== null;
}
