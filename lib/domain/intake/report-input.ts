import { z } from "zod";
import { ageAnswers, tracks, type AgeAnswer, type CaseState, type Outcome, type Track } from "../case/vocabulary";
import type { SignalAnswers } from "../signals/checklists";
import { signalAnswersSchema } from "../signals/checklists";

export const observedMaximum = 4000;

/** What one reporter says about an account; the same answers may be given about several. */
export interface ReportAnswers {
  track: Track;
  /** "Could the person shown be under 18?" */
  ageAnswer: AgeAnswer;
  signals: SignalAnswers;
  observed: string;
  /** On whose behalf; null for nobody's. */
  mandateId: string | null;
  /** When it was seen; null means now. */
  observedAt: Date | null;
}

const base = {
  ageAnswer: z.enum(ageAnswers),
  observed: z.string().trim().max(observedMaximum).default(""),
  mandateId: z.uuid().nullable().default(null),
  observedAt: z.coerce.date().min(new Date("2000-01-01T00:00:00Z")).nullable().default(null),
};

const answersOf = <T extends Track>(track: T) =>
  z.strictObject({ ...base, track: z.literal(track), signals: signalAnswersSchema(track).default({}) });

/** The form's answers, refused where the signals belong to the other track's checklist. */
export const reportAnswersSchema = z.discriminatedUnion("track", [answersOf(tracks[0]), answersOf(tracks[1])]);

/** States in which a case of a spreadsheet may arrive. The lane is not among them: the age answer alone leads there. */
export const importableStates = [
  "open",
  "confirmed",
  "notified",
  "actioned",
  "refused",
  "unanswered",
  "closed",
  "rejected",
  "undetermined",
] as const satisfies readonly CaseState[];
export type ImportableState = (typeof importableStates)[number];

/** What was already done before the desk kept its cases here. */
export interface ReportHistory {
  state: ImportableState;
  openedAt: Date | null;
  notifiedAt: Date | null;
  outcome: Outcome | null;
  /** When the platform told its decision. */
  informedOn: Date | null;
}
