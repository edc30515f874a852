import "server-only";
import { DomainError } from "@/lib/domain/errors";
import { sealTrail } from "./seal-trail";

/**
 * For work that may erase: the database erases no entry that the tree does not hold yet. Where it refuses, everything committed so
 * far is sealed, and the work begins once more.
 */
export async function withSealedTrail<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError) || error.reason !== "trail_unsealed") throw error;
    await sealTrail();
    return work();
  }
}
