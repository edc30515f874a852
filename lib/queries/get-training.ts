import "server-only";
import { db } from "@/lib/db/client";
import { passedTracks, trainingIsOpen } from "@/lib/db/vetting";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Track } from "@/lib/domain/case/vocabulary";
import {
  isTrainingCase,
  passMark,
  retryHours,
  trainingCaseIds,
  trainingCases,
  type TrainingAnswer,
  type TrainingCaseId,
} from "@/lib/domain/vetting/training";
import { judgeTraining, trainingKey } from "@/lib/domain/vetting/training-key";
import { checklists } from "@/lib/domain/signals/checklists";

export interface WrongAnswer {
  id: TrainingCaseId;
  given: TrainingAnswer;
  right: TrainingAnswer;
}

/** The sample case that comes next, as a reviewer would find it. What it is, is not in here. */
function shownCase(id: TrainingCaseId) {
  const { track, platform, handle, age, signals } = trainingCases[id];
  const given: Partial<Record<string, "yes" | "no" | "unknown">> = signals;
  const answered = checklists[track].flatMap(({ code, strength }) => {
    const answer = given[code];
    return answer === undefined ? [] : [{ code, strength, answer }];
  });
  return { id, track, platform, handle, age, signals: answered };
}
export type ShownCase = ReturnType<typeof shownCase>;

/** Where one's training on a track stands. The key is read for what has ended, never for what is under way. */
export async function getTraining(actor: UserActor, track: Track, now: Date = new Date()) {
  const mine = { userId: actor.id, track };
  const [isOpen, passed, last] = await Promise.all([
    trainingIsOpen(db(), actor.id),
    passedTracks(db(), actor.id),
    db().trainingAttempt.findFirst({ where: mine, orderBy: { startedAt: "desc" } }),
  ]);
  const base = { total: trainingCaseIds(track).length, passMark: passMark[track], isOpen };
  if (last?.finishedAt === null) {
    const position = Object.keys(last.answers as object).length;
    const id = last.caseOrder[position];
    if (id !== undefined && isTrainingCase(id))
      return { ...base, step: "case" as const, position, shown: shownCase(id), result: null };
  }
  if (!last) return { ...base, step: "start" as const, position: 0, shown: null, result: null };
  const answers = last.answers as Record<string, TrainingAnswer>;
  const wrong = judgeTraining(track, answers).wrong.map((id): WrongAnswer => ({
    id,
    given: answers[id] ?? "undetermined",
    right: trainingKey[id],
  }));
  const retryAt = new Date((last.finishedAt ?? now).getTime() + retryHours * 3_600_000);
  const result = { score: last.score ?? 0, isPassed: passed.includes(track), wrong, retryAt, mayRetry: retryAt <= now };
  return { ...base, step: "result" as const, position: 0, shown: null, result };
}
export type Training = Awaited<ReturnType<typeof getTraining>>;
