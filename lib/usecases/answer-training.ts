import "server-only";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { lockPeople } from "@/lib/db/people";
import type { UserActor } from "@/lib/domain/access/actor";
import { rolesSchema } from "@/lib/domain/access/person";
import type { Track } from "@/lib/domain/case/vocabulary";
import { conflict, forbidden, notFound } from "@/lib/domain/errors";
import type { TrainingAnswer } from "@/lib/domain/vetting/training";
import { judgeTraining } from "@/lib/domain/vetting/training-key";
import { admitIfReady } from "./admit-person";

export interface TrainingAnswerInput {
  track: Track;
  /** The sample case that the answer is about: the one that was shown. */
  caseId: string;
  answer: TrainingAnswer;
}

/**
 * Keeps one answer; with the last one the answers are held against the key. Nothing is told before. Who passes reviews on the track
 * at once where they hold the role; else the result is in their record.
 * @throws DomainError `not_found` (no training under way), `conflict` (training_moved_on). Returns whether the training has ended.
 */
export async function answerTraining(actor: UserActor, input: TrainingAnswerInput): Promise<boolean> {
  if (actor.token) throw forbidden("token_scope");
  const { track, caseId, answer } = input;
  return change(actor, "training.ended", {}, async (tx) => {
    await lockPeople(tx);
    const attempt = await tx.trainingAttempt.findFirst({ where: { userId: actor.id, track, finishedAt: null } });
    if (attempt === null) throw notFound("training");
    const given = attempt.answers as Record<string, string>;
    const position = Object.keys(given).length;
    if (attempt.caseOrder[position] !== caseId) throw conflict("training_moved_on");
    const answers = { ...given, [caseId]: answer };
    if (position + 1 < attempt.caseOrder.length) {
      await tx.trainingAttempt.update({ where: { id: attempt.id }, data: { answers } });
      return false;
    }
    const { score, isPassed } = judgeTraining(track, answers);
    await tx.trainingAttempt.update({
      where: { id: attempt.id },
      data: { answers, score, isPassed, finishedAt: new Date() },
    });
    if (isPassed) await giveTrack(tx, actor, track);
    return true;
  });
}

async function giveTrack(tx: Tx, actor: UserActor, track: Track): Promise<void> {
  const { id } = actor;
  const person = await tx.user.findUniqueOrThrow({ where: { id } });
  const roles = rolesSchema.safeParse(person.roles).data ?? [];
  if (person.status === "applicant") {
    await admitIfReady(tx, actor, id, new Date());
  } else if (roles.includes("reviewer") && !person.reviewTracks.includes(track)) {
    await tx.user.update({ where: { id }, data: { reviewTracks: [...person.reviewTracks, track] } });
  }
}
