import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { DomainError } from "@/lib/domain/errors";
import { sealTrail } from "./seal-trail";

/** As long as somebody may be kept waiting for an erasure; the worker's sealer comes round more often. */
const patienceSeconds = 20;

const isUnsealed = (error: unknown): boolean => error instanceof DomainError && error.reason === "trail_unsealed";

/**
 * For work that may erase: the database erases no entry that the tree does not hold yet. Where it refuses, everything committed so
 * far is sealed, and the work begins once more. An instance that does not seal itself waits for the one that does.
 * @throws DomainError `conflict trail_unsealed` where nobody sealed in time.
 */
export async function withSealedTrail<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isUnsealed(error)) throw error;
  }
  try {
    await sealTrail();
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError) || error.reason !== "history_unknown") throw error;
  }
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isUnsealed(error) || Date.now() > deadline) throw error;
      await wait(1000);
    }
  }
}
