import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import { DomainError, invalidInput, type ErrorCode } from "@/lib/domain/errors";
import { claimCase } from "./claim-case";
import type { CommandResult } from "./command-case";

export type ClaimResult = ({ ok: true } & CommandResult) | { ok: false; id: string; code: ErrorCode; reason: string };

/** As many as a page of the queue shows. */
export const claimsAtOnce = 50;

/** Claims several cases, each by itself: what another took meanwhile is named, the others are held. */
export async function claimCases(
  actor: UserActor,
  cases: readonly { id: string; version: number }[],
): Promise<ClaimResult[]> {
  if (cases.length === 0 || cases.length > claimsAtOnce) throw invalidInput("batch_size", { maximum: claimsAtOnce });
  const results: ClaimResult[] = [];
  for (const { id, version } of cases) {
    try {
      results.push({ ok: true, ...(await claimCase(actor, { ref: { id }, expectedVersion: version })) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      results.push({ ok: false, id, code: error.code, reason: error.reason });
    }
  }
  return results;
}
