import { z } from "zod";
import { classifications, type AgeAnswer, type PlatformId, type Track } from "../case/vocabulary";
import type { SignalAnswers } from "../signals/checklists";

/** A new set of sample cases, or a new key, is a new edition: what was passed before stays passed in the record only. */
export const trainingEdition = "2026-11";

/** What can be answered about a sample case: the answers of the case page, and the way into the safety lane. */
export const trainingAnswers = [...classifications, "safeguard"] as const;
export type TrainingAnswer = (typeof trainingAnswers)[number];
export const trainingAnswerSchema = z.enum(trainingAnswers);

/** After a training that was not passed, the next one waits. */
export const retryHours = 24;

interface SampleCase {
  readonly track: Track;
  readonly platform: PlatformId;
  /** Invented. */
  readonly handle: string;
  readonly age: AgeAnswer;
  readonly signals: SignalAnswers;
}

const photos = (platform: PlatformId, handle: string, signals: SignalAnswers, age: AgeAnswer = "no"): SampleCase => ({
  ...{ track: "stolen_photo_scammer", platform, handle, age, signals },
});
const bot = (platform: PlatformId, handle: string, signals: SignalAnswers, age: AgeAnswer = "no"): SampleCase => ({
  ...{ track: "redirecting_bot", platform, handle, age, signals },
});

/**
 * The sample cases, as a reviewer would find them. What was observed is the message `training-cases.<id>`; what they are is in
 * training-key.ts, which only the server reads.
 */
export const trainingCases = {
  alder: photos("x", "lise_douce_ombre", { "SPS-01": "yes", "SPS-05": "yes", "SPS-07": "yes", "SPS-08": "unknown" }),
  birch: photos("instagram", "nora.velours", { "SPS-05": "yes", "SPS-08": "yes", "SPS-10": "yes", "SPS-01": "no" }),
  cedar: photos("telegram", "packs_mirabel", { "SPS-15": "yes", "SPS-06": "yes", "SPS-09": "yes" }),
  elder: photos("snapchat", "jade_du_lycee", { "SPS-05": "yes", "SPS-07": "yes", "SPS-01": "unknown" }),
  hazel: photos("x", "clem_et_sam", { "SPS-04": "yes", "SPS-05": "yes", "SPS-01": "no" }),
  larch: photos("reddit", "sweet_oriane_", { "SPS-03": "yes", "SPS-11": "yes", "SPS-08": "yes" }),
  maple: photos("tiktok", "ines.lumiere", { "SPS-14": "yes", "SPS-07": "unknown", "SPS-01": "unknown" }),
  rowan: photos("x", "romane_officiel2", { "SPS-01": "yes", "SPS-11": "yes", "SPS-05": "no" }),
  basalt: bot("x", "Amelie48213", { "RB-01": "yes", "RB-02": "yes", "RB-03": "yes", "RB-09": "yes" }),
  chalk: bot("instagram", "studio.perrine", { "RB-01": "yes", "RB-04": "yes", "RB-03": "no", "RB-12": "no" }),
  flint: bot("x", "eva_ce_soir_7", { "RB-05": "yes", "RB-06": "yes", "RB-12": "yes", "RB-03": "unknown" }),
  gneiss: bot("reddit", "lonelynights_2k", { "RB-10": "yes", "RB-13": "yes", "RB-17": "yes" }),
  marble: bot("tiktok", "sacha_15_ans", { "RB-01": "yes", "RB-03": "yes", "RB-08": "yes" }),
  onyx: bot("telegram", "signal_gains_bot", { "RB-05": "yes", "RB-14": "yes", "RB-03": "no" }),
  quartz: bot("x", "marieb_73", { "RB-09": "yes", "RB-11": "yes", "RB-15": "yes", "RB-01": "no" }),
  slate: bot("instagram", "lola.prive.99", { "RB-16": "yes", "RB-01": "yes", "RB-02": "yes", "RB-03": "yes" }),
} as const satisfies Record<string, SampleCase>;
export type TrainingCaseId = keyof typeof trainingCases;

const everyId = Object.keys(trainingCases) as TrainingCaseId[];
export const isTrainingCase = (id: string): id is TrainingCaseId => Object.hasOwn(trainingCases, id);
export const trainingCaseIds = (track: Track): TrainingCaseId[] =>
  everyId.filter((id) => trainingCases[id].track === track);

/** How many of a track's cases have to be right; the one for the safety lane always has to. */
export const passMark: Readonly<Record<Track, number>> = { stolen_photo_scammer: 7, redirecting_bot: 7 };
