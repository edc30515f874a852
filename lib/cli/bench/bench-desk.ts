import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { buildIfStale } from "@/lib/cli/build";
import { startChild, type Child } from "@/lib/cli/children";
import { findFreePort } from "@/lib/cli/postgres/cluster";
import { migrateProduct, startOwnDatabase } from "@/lib/cli/product-database";
import { seedProduct } from "@/lib/cli/seed-product";
import { closeDb } from "@/lib/db/client";
import { env, environmentForChild, makeSecrets, provideEnvironment } from "@/lib/env";

/** The product as `npm start` runs it, on a scratch folder, with the numbers of its processes. */
export interface BenchDesk {
  readonly url: string;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly webPid: number;
  readonly postgresPid: number;
  /** The scratch database alone; the pages start with `open`. */
  open(): Promise<void>;
  dispose(): Promise<void>;
}

const patienceSeconds = 60;

/** The database has the product's own settings, durability included: what it costs to keep things is part of what is measured. */
export async function makeBenchDesk(say: (line: string) => void): Promise<BenchDesk> {
  const root = process.cwd();
  await buildIfStale(root, say, undefined, "stderr");
  const dataDir = await mkdtemp(path.join(tmpdir(), "demasque-bench-"));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const removeFolder = () => rm(dataDir, { recursive: true, force: true });
  const database = await startOwnDatabase(dataDir, say).catch(async (error: unknown) => {
    await removeFolder();
    throw error;
  });
  const children: Child[] = [];
  const dispose = async () => {
    for (const child of children.reverse()) await child.stop();
    await closeDb();
    await database.cluster?.stop();
    await removeFolder();
  };
  try {
    await migrateProduct(database, () => undefined);
    // Also over what a running desk of this folder would be: the measurement never touches real data.
    provideEnvironment({ DATA_DIR: dataDir, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: "", PUBLIC_URL: url });
    provideEnvironment({ PORT: String(port), HOST: "127.0.0.1", LOG_LEVEL: "warn" });
    makeSecrets(env());
    await seedProduct();
  } catch (error) {
    await dispose();
    throw error;
  }
  const run = (name: string, words: string[], values: Record<string, string> = {}) => {
    const child = startChild(name, words, environmentForChild({ NODE_ENV: "production", ...values }), {
      output: "stderr",
    });
    children.push(child);
    return child;
  };
  const open = async () => {
    const next = path.join(root, "node_modules/next/dist/bin/next");
    const names = { NEXTAUTH_URL: url, NEXTAUTH_SECRET: env().sessionSecret };
    const web = run("The web server", [next, "start", "-H", "127.0.0.1", "-p", String(port)], names);
    await answers(url, web);
    run("The worker", ["lib/cli/run.mjs", "lib/jobs/worker.ts"]);
  };
  return {
    url,
    appUrl: database.appUrl,
    ownerUrl: database.ownerUrl,
    get webPid() {
      return children[0]?.pid ?? 0;
    },
    postgresPid: database.cluster?.pid ?? 0,
    open,
    dispose,
  };
}

async function answers(url: string, web: Child): Promise<void> {
  const deadline = Date.now() + patienceSeconds * 1000;
  while (Date.now() < deadline) {
    if (web.exitCode() !== null) throw new Error(`The web server ended by itself (${await web.ended}).`);
    const answer = await fetch(`${url}/api/health?live`).catch(() => null);
    if (answer?.ok === true) return;
    await wait(100);
  }
  throw new Error(`The web server does not answer on ${url}.`);
}
