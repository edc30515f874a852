import { z } from "zod";
import { signalAnswers, tracks, type SignalAnswer, type Track } from "../case/vocabulary";

/** 3 strong, 2 medium, 1 weak. It orders the queue and decides nothing. */
export type SignalStrength = 1 | 2 | 3;

interface Item<Code extends string> {
  readonly code: Code;
  readonly strength: SignalStrength;
  /** Shown at once; the others wait behind "more signals". */
  readonly isShownFirst: boolean;
  /** An innocent explanation is known: its sentence is the message `signals.<code>.caution`. */
  readonly hasCaution: boolean;
}

const item = <const Code extends string>(
  code: Code,
  strength: SignalStrength,
  options: { first?: true; caution?: false } = {},
): Item<Code> => ({
  code,
  strength,
  isShownFirst: options.first ?? false,
  hasCaution: options.caution ?? true,
});

/** In the order of the form: what decides most often comes first. The codes never change meaning, they are stored. */
const stolenPhotoItems = [
  item("SPS-01", 3, { first: true }),
  item("SPS-03", 3, { first: true }),
  item("SPS-15", 3, { first: true }),
  item("SPS-06", 3, { first: true }),
  item("SPS-05", 2, { first: true }),
  item("SPS-08", 2, { first: true }),
  item("SPS-04", 2, { first: true }),
  item("SPS-07", 1, { first: true }),
  item("SPS-09", 3),
  item("SPS-02", 3),
  item("SPS-11", 2),
  item("SPS-10", 2),
  item("SPS-12", 2),
  item("SPS-13", 2),
  item("SPS-14", 1),
] as const;

const redirectingBotItems = [
  item("RB-03", 3, { first: true }),
  item("RB-02", 3, { first: true }),
  item("RB-06", 3, { first: true }),
  item("RB-05", 3, { first: true, caution: false }),
  item("RB-13", 3, { first: true, caution: false }),
  item("RB-01", 2, { first: true }),
  item("RB-12", 2, { first: true, caution: false }),
  item("RB-09", 1, { first: true }),
  item("RB-17", 3, { caution: false }),
  item("RB-04", 2),
  item("RB-08", 2),
  item("RB-10", 2),
  item("RB-11", 2),
  item("RB-14", 2),
  item("RB-16", 2),
  item("RB-07", 1),
  item("RB-15", 1),
] as const;

export type SignalCode = (typeof stolenPhotoItems)[number]["code"] | (typeof redirectingBotItems)[number]["code"];
export type Signal = Item<SignalCode>;
export type SignalAnswers = Partial<Record<SignalCode, SignalAnswer>>;

export const checklists: Readonly<Record<Track, readonly Signal[]>> = {
  stolen_photo_scammer: stolenPhotoItems,
  redirecting_bot: redirectingBotItems,
};

const everySignal: readonly Signal[] = tracks.flatMap((track) => checklists[track]);
const byCode: ReadonlyMap<string, Signal> = new Map(everySignal.map((signal) => [signal.code, signal]));

export const signalCodes: readonly SignalCode[] = everySignal.map((signal) => signal.code);

export function isSignalCode(code: string): code is SignalCode {
  return byCode.has(code);
}

/** The item of a code, or undefined for a code that no checklist has. */
export function signalOf(code: string): Signal | undefined {
  return byCode.get(code);
}

export function trackOfSignal(code: SignalCode): Track {
  return checklists.stolen_photo_scammer.some((signal) => signal.code === code)
    ? "stolen_photo_scammer"
    : "redirecting_bot";
}

const answerSchema = z.enum(signalAnswers);

function schemaOf(track: Track): z.ZodType<SignalAnswers> {
  const shape = Object.fromEntries(checklists[track].map((signal) => [signal.code, answerSchema.optional()]));
  return z.strictObject(shape).transform((answers) => mergeSignals([answers]));
}

const schemas: Readonly<Record<Track, z.ZodType<SignalAnswers>>> = {
  stolen_photo_scammer: schemaOf("stolen_photo_scammer"),
  redirecting_bot: schemaOf("redirecting_bot"),
};

/** Answers of one track's form. A code of the other track is refused: the two lists are never mixed in one report. */
export function signalAnswersSchema(track: Track): z.ZodType<SignalAnswers> {
  return schemas[track];
}

/** An observation outweighs the lack of one, and a look that found nothing outweighs no look at all. */
const weightOf: Readonly<Record<SignalAnswer, number>> = { yes: 2, no: 1, unknown: 0 };

/**
 * What the reports of one case say together: one yes is enough, a no only stands where nobody said yes. The reports may be of
 * both tracks. Keys come in the order of the checklists, so that equal answers print equally; unknown codes are left out.
 */
export function mergeSignals(reports: readonly Readonly<Record<string, SignalAnswer | undefined>>[]): SignalAnswers {
  const merged: SignalAnswers = {};
  for (const { code } of everySignal) {
    for (const report of reports) {
      const answer = Object.hasOwn(report, code) ? report[code] : undefined;
      if (answer === undefined) continue;
      const standing = merged[code];
      if (standing === undefined || weightOf[answer] > weightOf[standing]) merged[code] = answer;
    }
  }
  return merged;
}

/** The codes answered yes, in the order of the checklists. */
export function observedSignals(answers: Readonly<Record<string, SignalAnswer | undefined>>): SignalCode[] {
  return signalCodes.filter((code) => Object.hasOwn(answers, code) && answers[code] === "yes");
}

export interface SignalStrengthSummary {
  strong: number;
  medium: number;
  weak: number;
}

/** How many signals were observed, by strength. */
export function signalStrengthSummary(
  answers: Readonly<Record<string, SignalAnswer | undefined>>,
): SignalStrengthSummary {
  const summary: SignalStrengthSummary = { strong: 0, medium: 0, weak: 0 };
  for (const code of observedSignals(answers)) {
    const strength = signalOf(code)?.strength;
    if (strength === 3) summary.strong += 1;
    else if (strength === 2) summary.medium += 1;
    else summary.weak += 1;
  }
  return summary;
}

export const signalPointsCap = 50;

/** The signals' share of the priority: 10 for a strong one, 5 for a medium, 2 for a weak, 50 at most. */
export function signalPoints(answers: Readonly<Record<string, SignalAnswer | undefined>>): number {
  const { strong, medium, weak } = signalStrengthSummary(answers);
  return Math.min(signalPointsCap, strong * 10 + medium * 5 + weak * 2);
}
