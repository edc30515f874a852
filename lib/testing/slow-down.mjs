// Lets processes run for a few milliseconds at a time and holds them for so much longer that they get one part in `rate`. A thread of
// its own, because whoever measures waits meanwhile. Ended by writing to the cell; whatever is held then goes on.
import { workerData } from "node:worker_threads";

/** @type {{ pids: number[], rate: number, cell: Int32Array }} */
const { pids, rate, cell } = workerData;
const runMilliseconds = 3;
const wait = (milliseconds) => Atomics.wait(cell, 0, 0, milliseconds);
const tell = (signal) => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }
};

try {
  while (Atomics.load(cell, 0) === 0) {
    const from = performance.now();
    wait(runMilliseconds);
    const ran = performance.now() - from;
    tell("SIGSTOP");
    // As long as they really ran: a late wake-up must not make the processor faster.
    wait(ran * (rate - 1));
    tell("SIGCONT");
  }
} finally {
  tell("SIGCONT");
}
