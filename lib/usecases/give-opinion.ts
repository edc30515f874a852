import "server-only";
import type { CaseRef, CaseSnapshot } from "@/lib/db/case-facts";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { checkedReasons, type OpinionInput } from "@/lib/domain/case/opinions";
import { beginCommand, type CommandResult } from "./command-case";
import { settleRound } from "./settle-round";
import { withSealedTrail } from "./with-sealed-trail";

export interface GiveOpinionInput extends OpinionInput {
  ref: CaseRef;
  expectedVersion: number;
}

export type OpinionResult = CommandResult & { isDecided: boolean };

/**
 * Writes a reviewer's opinion and, with it, ends their lease. The reviewer has not seen the other's, if there is one.
 * @throws DomainError `conflict` where the case changed under the reviewer, `invalid_input` where a reason is lacking.
 */
export async function giveOpinion(
  actor: UserActor,
  { ref, expectedVersion, ...opinion }: GiveOpinionInput,
): Promise<OpinionResult> {
  const give = () =>
    change(actor, "case.opinion_given", {}, async (tx) => {
      const current = await beginCommand(tx, actor, "give_opinion", { ref, expectedVersion });
      return recordOpinion(tx, actor, current, opinion);
    });
  return withSealedTrail(give);
}

/** The writing itself, for one opinion or one of a batch. Permission and version were checked by the caller, under lock. */
export async function recordOpinion(
  tx: Tx,
  actor: UserActor,
  current: CaseSnapshot,
  { classification, reasons, note, batchId }: OpinionInput & { batchId?: string },
): Promise<OpinionResult> {
  const checked = checkedReasons({ classification, reasons });
  let standing = await tx.opinion.findMany({
    where: { caseId: current.id, round: current.round, withdrawnAt: null },
    select: { id: true, reviewerId: true, classification: true, isSolo: true },
    orderBy: { createdAt: "asc" },
  });
  const own = standing.find((opinion) => opinion.reviewerId === actor.id);
  if (own && own.classification !== classification) {
    // Solo work: a change of mind takes the first opinion back and starts the waiting anew.
    await nameAction(tx, "case.opinion_withdrawn");
    await tx.opinion.update({ where: { id: own.id }, data: { withdrawnAt: new Date() } });
    await nameAction(tx, "case.opinion_given");
    standing = standing.filter((opinion) => opinion !== own);
  }
  const isSolo = own?.classification === classification;
  const data = { caseId: current.id, round: current.round, reviewerId: actor.id, classification, isSolo };
  await tx.opinion.create({ data: { ...data, reasons: checked, note, ...(batchId && { batchId }) } });
  await tx.opinionDraft.deleteMany({ where: { caseId: current.id, userId: actor.id } });
  const after = await settleRound(tx, current, [...standing, data] as Parameters<typeof settleRound>[2]);
  return { id: current.id, number: current.number, ...after };
}
