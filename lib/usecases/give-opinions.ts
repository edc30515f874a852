import "server-only";
import { randomUUID } from "node:crypto";
import { commitTransition, getCaseSnapshot, type CaseSnapshot } from "@/lib/db/case-facts";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Classification } from "@/lib/domain/case/vocabulary";
import { DomainError, invalidInput } from "@/lib/domain/errors";
import { beginCommand } from "./command-case";
import { recordOpinion, type OpinionResult } from "./give-opinion";
import { withSealedTrail } from "./with-sealed-trail";

export interface BatchOpinions {
  classification: Classification;
  note: string;
  /** One tick per case: what was seen on it is said for each. */
  cases: readonly { id: string; version: number; reasons: string[] }[];
}

export type BatchResult =
  ({ ok: true } & OpinionResult) | { ok: false; id: string; code: DomainError["code"]; reason: string };

/** As many as a person may hold. */
export const batchMaximum = 10;

/**
 * One answer for several cases, each looked at by itself and each in its own transaction: one that changed meanwhile is refused and
 * named, the others stand. A case that nobody holds is claimed and answered in one go.
 */
export async function giveOpinions(
  actor: UserActor,
  { classification, note, cases }: BatchOpinions,
): Promise<BatchResult[]> {
  if (cases.length === 0 || cases.length > batchMaximum) throw invalidInput("batch_size", { maximum: batchMaximum });
  const batchId = randomUUID();
  const results: BatchResult[] = [];
  for (const { id, version, reasons } of cases) {
    try {
      const give = () =>
        change(actor, "case.opinion_given", {}, async (tx) => {
          const current = await heldCase(tx, actor, id, version);
          return recordOpinion(tx, actor, current, { classification, note, reasons, batchId });
        });
      const given = await withSealedTrail(give);
      results.push({ ok: true, ...given });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      results.push({ ok: false, id, code: error.code, reason: error.reason });
    }
  }
  return results;
}

/** The case in the actor's hands: as they hold it, or claimed for the length of this transaction. */
async function heldCase(tx: Tx, actor: UserActor, id: string, version: number): Promise<CaseSnapshot> {
  const seen = await getCaseSnapshot(tx, actor, { id }, true);
  if (seen.facts.isHolder && seen.facts.isHeld)
    return beginCommand(tx, actor, "give_opinion", { ref: { id }, expectedVersion: version });
  const current = await beginCommand(tx, actor, "claim", { ref: { id }, expectedVersion: version });
  await nameAction(tx, "case.claimed");
  const claimed = await commitTransition(tx, current, "claim", undefined, {
    heldBy: actor.id,
    leaseUntil: new Date(Date.now() + 60_000),
  });
  await nameAction(tx, "case.opinion_given");
  return beginCommand(tx, actor, "give_opinion", { ref: { id }, expectedVersion: claimed.version });
}
