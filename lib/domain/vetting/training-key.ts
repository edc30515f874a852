import type { Track } from "../case/vocabulary";
import { passMark, trainingCaseIds, type TrainingAnswer, type TrainingCaseId } from "./training";

/** What the sample cases are. Read on the server alone: a browser that had it would not be trained. */
export const trainingKey: Readonly<Record<TrainingCaseId, TrainingAnswer>> = {
  alder: "stolen_photo_scammer",
  birch: "authentic",
  cedar: "stolen_photo_scammer",
  elder: "safeguard",
  hazel: "authentic",
  larch: "stolen_photo_scammer",
  maple: "undetermined",
  rowan: "stolen_photo_scammer",
  basalt: "redirecting_bot",
  chalk: "authentic",
  flint: "redirecting_bot",
  gneiss: "redirecting_bot",
  marble: "safeguard",
  onyx: "other_abuse",
  quartz: "undetermined",
  slate: "redirecting_bot",
};

export interface TrainingResult {
  score: number;
  isPassed: boolean;
  /** In the order of the track's cases. */
  wrong: TrainingCaseId[];
}

/** Compares the answers of one track with the key. What was not answered is wrong. */
export function judgeTraining(track: Track, answers: Readonly<Record<string, string | undefined>>): TrainingResult {
  const ids = trainingCaseIds(track);
  const wrong = ids.filter((id) => answers[id] !== trainingKey[id]);
  const score = ids.length - wrong.length;
  const isLaneRight = wrong.every((id) => trainingKey[id] !== "safeguard");
  return { score, isPassed: score >= passMark[track] && isLaneRight, wrong };
}
