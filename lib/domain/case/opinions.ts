import { z } from "zod";
import { invalidInput } from "../errors";
import { checklists, isSignalCode, signalCodes, type SignalCode } from "../signals/checklists";
import { classifications, tracks, type CaseState, type Classification, type Track } from "./vocabulary";

/** A standing opinion (not withdrawn) of one round. */
export interface StandingOpinion {
  reviewerId: string;
  classification: Classification;
  /** The same person confirming their own, in solo work. */
  isSolo: boolean;
}

export type DecisionBasis = "two_agree" | "two_of_three" | "three_differ" | "solo";

export type RoundOutcome =
  | { kind: "undecided"; opinions: number }
  | { kind: "decided"; classification: Classification; basis: DecisionBasis; decidedBy: "two_persons" | "one_person" };

const decided = (classification: Classification, basis: DecisionBasis): RoundOutcome => ({
  kind: "decided",
  classification,
  basis,
  decidedBy: basis === "solo" ? "one_person" : "two_persons",
});

/**
 * What the standing opinions of a round make. Two alike decide, whatever they say; two different ones wait for a third person;
 * three different ones leave the case undetermined. A person counts once, except in solo work, where their own confirmation
 * of the only opinion decides. The order in which they were given does not matter.
 */
export function outcomeOfRound(opinions: readonly StandingOpinion[]): RoundOutcome {
  const persons = opinions.filter((opinion) => !opinion.isSolo);
  const [first] = persons;
  if (persons.length === 1 && first) {
    const confirmed = opinions.some(
      (opinion) =>
        opinion.isSolo && opinion.reviewerId === first.reviewerId && opinion.classification === first.classification,
    );
    if (confirmed) return decided(first.classification, "solo");
  }
  for (const [index, opinion] of persons.entries()) {
    const agrees = persons.slice(index + 1).some((other) => other.classification === opinion.classification);
    if (agrees) return decided(opinion.classification, persons.length === 2 ? "two_agree" : "two_of_three");
  }
  return persons.length >= 3
    ? decided("undetermined", "three_differ")
    : { kind: "undecided", opinions: persons.length };
}

/**
 * Where a case goes when an opinion of its round is taken back: another opinion still waits for a second one, whoever is at work on
 * the case keeps it, and else it waits for a first opinion again.
 */
export function stateAfterWithdrawal(subject: { round: number }, others: number, isAtWork: boolean): CaseState {
  if (others > 0) return "second_opinion";
  if (isAtWork) return "in_review";
  return subject.round > 1 ? "reopened" : "open";
}

/** How long a lone reviewer waits before confirming an opinion of their own (solo work). */
export const soloWaitHours = 24;
/** After this a lone "authentic" opinion erases the case by itself: a real person's account is not kept waiting for us. */
export const lapseAfterHours = 72;

const hourMs = 3_600_000;

/** When the author may confirm alone, if solo work is on. */
export function soloReadyAt(givenAt: Date): Date {
  return new Date(givenAt.getTime() + soloWaitHours * hourMs);
}

/** Lone "authentic" opinions given before this have lapsed. */
export function lapsedBefore(now: Date): Date {
  return new Date(now.getTime() - lapseAfterHours * hourMs);
}

/** The state that a decision leads to. `authentic` is passed through: the case is erased in the same transaction. */
export const stateOfClassification = {
  stolen_photo_scammer: "confirmed",
  redirecting_bot: "confirmed",
  other_abuse: "rejected",
  undetermined: "undetermined",
  authentic: "authentic",
} as const satisfies Record<Classification, CaseState>;

export const isFake = (classification: Classification): classification is Track =>
  (tracks as readonly Classification[]).includes(classification);

/** Days in which the next act is due: a first look, then a notice. */
export const dueDays = { review: 14, notice: 7 } as const;

export const daysAfter = (now: Date, days: number): Date => new Date(now.getTime() + days * 24 * hourMs);

/** What a decision changes on the case. The track follows where the reviewers saw the other kind of fake. */
export function caseAfterDecision(classification: Classification, track: Track, now: Date) {
  const fake = isFake(classification);
  return {
    state: stateOfClassification[classification],
    track: fake ? classification : track,
    dueAt: fake ? daysAfter(now, dueDays.notice) : null,
  };
}

export const opinionNoteMaximum = 4000;

/** What a reviewer hands in. Reasons are codes of the checklists; a note is facts, never a person's name. */
export const opinionSchema = z.strictObject({
  classification: z.enum(classifications),
  reasons: z.array(z.string()).max(40).default([]),
  note: z.string().trim().max(opinionNoteMaximum).default(""),
});
export type OpinionInput = z.infer<typeof opinionSchema>;

/** A draft may lack everything that an opinion needs. */
export const opinionDraftSchema = z.strictObject({
  classification: z.enum(classifications).nullable(),
  reasons: z.array(z.string().max(20)).max(40),
  note: z.string().max(opinionNoteMaximum),
});
export type OpinionDraft = z.infer<typeof opinionDraftSchema>;

export type OpinionLack = "answer_missing" | "strong_signal_missing";

/**
 * What an opinion still lacks, for the screen that says so and for the rule that refuses it: an answer, and for a fake at least one
 * strong signal of that kind of fake, seen by the reviewer, whether or not a reporter had ticked it.
 */
export function lackOf(opinion: {
  classification: Classification | null;
  reasons: readonly string[];
}): OpinionLack | null {
  if (opinion.classification === null) return "answer_missing";
  if (!isFake(opinion.classification)) return null;
  const list = checklists[opinion.classification];
  return list.some((signal) => signal.strength === 3 && opinion.reasons.includes(signal.code))
    ? null
    : "strong_signal_missing";
}

/**
 * The reasons as they are kept: each once, in the order of the checklists.
 * @throws DomainError `invalid_input`: `strong_signal_missing`, or `unknown_signal` for a code that no checklist has.
 */
export function checkedReasons(opinion: Pick<OpinionInput, "classification" | "reasons">): SignalCode[] {
  const unknown = opinion.reasons.find((code) => !isSignalCode(code));
  if (unknown !== undefined) throw invalidInput("unknown_signal", { code: unknown.slice(0, 20) });
  const lack = lackOf(opinion);
  if (lack) throw invalidInput(lack);
  return signalCodes.filter((code) => opinion.reasons.includes(code));
}
