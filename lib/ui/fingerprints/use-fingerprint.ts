"use client";

import type { TurnedFingerprint } from "@/lib/domain/fingerprints/pdq";
import { PictureRefused, readPoints } from "./read-points";
import type { Answer, Question } from "./worker-messages";

export { PictureRefused, type PictureRefusal } from "./read-points";

/** The worker goes when nothing was asked for so long, and takes with it whatever memory the pictures took. */
const idleMilliseconds = 20_000;

let worker: Worker | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;
let lastId = 0;
/** Ends when the picture before is done: one at a time, in the order in which they were asked. */
let line: Promise<unknown> = Promise.resolve();

/**
 * The fingerprint of a picture that does not leave this browser, with those of its eight orientations. Thousands may be asked for at
 * once; they are taken one after the other, and those whose `signal` is aborted are left out.
 * @throws PictureRefused with the reason, or whatever the signal was aborted with
 */
export async function fingerprintFile(picture: Blob, signal?: AbortSignal): Promise<TurnedFingerprint> {
  const mine = line.then(async () => {
    signal?.throwIfAborted();
    return await compute(picture);
  });
  line = mine.catch(() => undefined);
  return await (signal ? Promise.race([mine, aborted(signal)]) : mine);
}

async function compute(picture: Blob): Promise<TurnedFingerprint> {
  clearTimeout(idle);
  try {
    let answer = await ask({ picture });
    if (answer.outcome === "cannot_decode") answer = await ask({ points: await readPoints(picture, pageSurface) });
    if (answer.outcome === "found") return answer.found;
    throw new PictureRefused(answer.outcome === "refused" ? answer.reason : "not_readable");
  } finally {
    idle = setTimeout(endWorker, idleMilliseconds);
  }
}

type Unnumbered = Question extends infer One ? (One extends Question ? Omit<One, "id"> : never) : never;

async function ask(question: Unnumbered): Promise<Answer> {
  const asked = (worker ??= new Worker(new URL("./fingerprint-worker.ts", import.meta.url), { type: "module" }));
  const id = ++lastId;
  return await new Promise<Answer>((resolve) => {
    const done = (answer: Answer) => {
      asked.removeEventListener("message", hear);
      asked.removeEventListener("error", fail);
      resolve(answer);
    };
    const hear = (event: MessageEvent<Answer>) => {
      if (event.data.id === id) done(event.data);
    };
    // A picture may have been more than the worker's memory; the next one begins with a new worker.
    const fail = () => {
      endWorker();
      done({ id, outcome: "refused", reason: "not_readable" });
    };
    asked.addEventListener("message", hear);
    asked.addEventListener("error", fail);
    asked.postMessage({ ...question, id });
  });
}

function endWorker(): void {
  worker?.terminate();
  worker = null;
}

async function aborted(signal: AbortSignal): Promise<never> {
  return await new Promise((_, reject) => {
    const leave = () => reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
}

function pageSurface(width: number, height: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext("2d", { willReadFrequently: true });
}
