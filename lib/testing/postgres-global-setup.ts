import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import {
  applicationRole,
  makeDatabase,
  newPassword,
  scratchSettings,
  startEmbeddedDatabase,
  withDatabase,
} from "@/lib/cli/postgres/embedded";
import { closeDb, useDatabase } from "@/lib/db/client";
import { seedReference } from "@/lib/db/seed-reference";
import { migrate } from "@/prisma/migrate";

/** What a test file needs to make a database of its own. */
export interface TestServer {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  readonly template: string;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestServer;
  }
}

const template = "demasque_template";

/** One real Postgres for the whole run, with one migrated database that every test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "demasque-test-"));
  try {
    const database = await startEmbeddedDatabase({
      folder: path.join(folder, "postgres"),
      logFile: path.join(folder, "postgres.log"),
      passwords: { superuser: newPassword(), owner: newPassword(), application: newPassword() },
      settings: scratchSettings,
    });
    const stop = async () => {
      await database.cluster.stop();
      await rm(folder, { recursive: true, force: true });
    };
    try {
      await makeDatabase(database, template);
      await migrate({ ownerUrl: withDatabase(database.ownerUrl, template), applicationRole });
      useDatabase(withDatabase(database.appUrl, template));
      await seedReference().finally(closeDb);
    } catch (error) {
      await stop();
      throw error;
    }
    const { appUrl, ownerUrl, superuserUrl } = database;
    project.provide("postgres", { appUrl, ownerUrl, superuserUrl, template });
    return stop;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
