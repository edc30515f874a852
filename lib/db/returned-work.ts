import "server-only";
import type { Actor } from "@/lib/domain/access/actor";
import { stateAfterWithdrawal } from "@/lib/domain/case/opinions";
import { getCaseSnapshots, commitTransition, type CaseSnapshot } from "./case-facts";
import { nameAction } from "./change";
import type { Tx } from "./client";
import { releaseClaims } from "./people";

/** How much went back to the queue with somebody. */
export interface ReturnedWork {
  claims: number;
  /** Opinions in rounds that nobody has decided. */
  opinions: number;
  /** Notices that they had prepared or answered for, and that have not left. */
  notices: number;
}

/**
 * Takes everything out of somebody's hands that is not done: claims, opinions that wait for another person's, begun ones, drafts of
 * notices, imports that are running. What was decided and sent stays. Each by its own transition, in the caller's transaction.
 */
export async function returnWork(tx: Tx, actor: Actor, personId: string): Promise<ReturnedWork> {
  const opinions = await withdrawOpinions(tx, actor, personId);
  const claims = await releaseClaims(tx, actor, personId);
  await tx.opinionDraft.deleteMany({ where: { userId: personId } });
  const notices = await giveNoticesBack(tx, personId);
  await nameAction(tx, "import.cancelled");
  await tx.import.updateMany({
    where: { userId: personId, status: { in: ["queued", "running"] } },
    data: { cancelAsked: true },
  });
  return { claims, opinions, notices };
}

async function withdrawOpinions(tx: Tx, actor: Actor, personId: string): Promise<number> {
  const waiting = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM "case" c WHERE c.state = 'second_opinion'
      AND EXISTS (SELECT 1 FROM opinion o WHERE o.case_id = c.id AND o.round = c.round AND o.withdrawn_at IS NULL
                    AND o.reviewer_id = ${personId}::uuid)`;
  if (waiting.length === 0) return 0;
  await nameAction(tx, "case.opinion_withdrawn");
  const ids = waiting.map(({ id }) => id);
  let withdrawn = 0;
  for (const current of await getCaseSnapshots(tx, actor, ids, true))
    withdrawn += await withdrawFrom(tx, current, personId);
  return withdrawn;
}

/** Others may have decided the round while its row was waited for: then there is nothing to take back. */
async function withdrawFrom(tx: Tx, current: CaseSnapshot, personId: string): Promise<number> {
  if (current.state !== "second_opinion") return 0;
  const inRound = { caseId: current.id, round: current.round, withdrawnAt: null };
  const { count } = await tx.opinion.updateMany({
    where: { ...inRound, reviewerId: personId },
    data: { withdrawnAt: new Date() },
  });
  if (count === 0) return 0;
  const isAtWork = current.facts.isHeld && current.heldBy !== personId;
  const state = stateAfterWithdrawal(current, await tx.opinion.count({ where: inRound }), isAtWork);
  const patch = isAtWork ? {} : { heldBy: null, leaseUntil: null };
  await commitTransition(tx, current, "withdraw_opinion", state, patch);
  return 1;
}

/** The drafts stay for others to send; nobody answers for them any more until somebody does it anew. */
async function giveNoticesBack(tx: Tx, personId: string): Promise<number> {
  const drafts = { state: "draft", OR: [{ preparedBy: personId }, { goodFaithBy: personId }] };
  await nameAction(tx, "notice.edited");
  await tx.notice.updateMany({
    where: { state: "draft", goodFaithBy: personId },
    data: { goodFaithBy: null, goodFaithAt: null, version: { increment: 1 } },
  });
  return tx.notice.count({ where: drafts });
}
