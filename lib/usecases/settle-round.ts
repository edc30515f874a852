import "server-only";
import { rememberAuthentic } from "@/lib/db/authentic-marker";
import { commitTransition, type CaseSnapshot } from "@/lib/db/case-facts";
import { nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { caseAfterDecision, outcomeOfRound, type StandingOpinion } from "@/lib/domain/case/opinions";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import { eraseContent } from "./erase-content";

const leaseEnded = { heldBy: null, leaseUntil: null } as const;

/**
 * What an opinion just written makes of its case: it waits for another person, or the round is decided and the case moves on.
 * An account found authentic leaves nothing but a keyed marker and a tombstone, in this same transaction.
 */
export async function settleRound(
  tx: Tx,
  current: CaseSnapshot,
  standing: readonly StandingOpinion[],
): Promise<{ state: CaseState; version: number; isDecided: boolean }> {
  const outcome = outcomeOfRound(standing);
  if (outcome.kind === "undecided") {
    return { ...(await commitTransition(tx, current, "give_opinion", "second_opinion", leaseEnded)), isDecided: false };
  }
  const { classification, basis, decidedBy } = outcome;
  const { state, track, dueAt } = caseAfterDecision(classification, current.track, new Date());
  await nameAction(tx, "case.decided");
  await tx.decision.create({ data: { caseId: current.id, round: current.round, classification, basis } });
  const after = await commitTransition(tx, current, "give_opinion", state, {
    ...leaseEnded,
    classification,
    decidedBy,
    track,
    dueAt,
  });
  if (classification !== "authentic") return { ...after, isDecided: true };
  return { ...(await eraseAuthentic(tx, current)), isDecided: true };
}

/** The account's marker makes new reports wait for a reviewer for twelve months; everything else goes. */
export async function eraseAuthentic(
  tx: Tx,
  current: CaseSnapshot,
  action: "case.erased" | "case.lapsed" = "case.erased",
): Promise<{ state: CaseState; version: number }> {
  await nameAction(tx, action);
  const account = await tx.account.findUniqueOrThrow({
    where: { id: current.accountId },
    select: { platformId: true, handleKey: true, stableId: true },
  });
  await rememberAuthentic(tx, account.platformId, account.handleKey, account.stableId);
  return eraseContent(tx, current);
}
