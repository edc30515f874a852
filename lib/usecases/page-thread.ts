import "server-only";
import { parentPort, workerData } from "node:worker_threads";
import { openTrailReader } from "@/lib/db/trail-reader";
import { examinePage, type PageTask } from "./examine-page";
import type { Answer } from "./page-threads";

const { connectionString, snapshot } = workerData as { connectionString: string; snapshot: string };
const reader = await openTrailReader(connectionString, snapshot);

async function answer(task: PageTask): Promise<Answer> {
  try {
    return { outcome: await examinePage(reader, task) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

let last: Promise<void> = Promise.resolve();
parentPort?.on("message", (task: PageTask) => {
  // One after the other: the connection is one, and answers are told apart by their order.
  last = last.then(async () => parentPort?.postMessage(await answer(task)));
});
