import "server-only";
import { Worker } from "node:worker_threads";
import type { PageOutcome, PageTask } from "./examine-page";

interface Waiting {
  resolve: (outcome: PageOutcome) => void;
  reject: (error: unknown) => void;
}

/** What a thread answers: in the order in which it was asked. */
export type Answer = { outcome: PageOutcome } | { failure: string };

/** Two tasks a thread: the next is there when one is done. */
const tasksPerThread = 2;

/** Examines pages in threads of their own and gives the outcomes in the order of the tasks, few at a time. */
export async function* examineInThreads(
  threads: number,
  connection: { connectionString: string; snapshot: string },
  tasks: Iterable<PageTask>,
): AsyncGenerator<PageOutcome> {
  const workers = Array.from({ length: threads }, () => openThread(connection));
  const running: Promise<PageOutcome>[] = [];
  try {
    let asked = 0;
    for (const task of tasks) {
      const outcome = workers[asked % threads]?.ask(task);
      asked += 1;
      if (outcome) running.push(outcome);
      // Waited for further below; until then a failure is no unhandled one.
      outcome?.catch(() => undefined);
      const next = running.length >= threads * tasksPerThread ? running.shift() : undefined;
      if (next) yield await next;
    }
    for (const outcome of running) yield await outcome;
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
}

function openThread(connection: { connectionString: string; snapshot: string }) {
  const worker = new Worker(new URL("./page-thread.mjs", import.meta.url), { workerData: connection });
  const waiting: Waiting[] = [];
  const failAll = (error: Error) => waiting.splice(0).forEach(({ reject }) => reject(error));
  worker.on("message", (answer: Answer) => {
    const next = waiting.shift();
    if ("outcome" in answer) next?.resolve(answer.outcome);
    else next?.reject(new Error(answer.failure));
  });
  worker.on("error", failAll);
  worker.on("exit", () => failAll(new Error("a thread of the verification ended by itself")));
  return {
    ask: (task: PageTask): Promise<PageOutcome> =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(task);
      }),
    close: () => worker.terminate(),
  };
}
