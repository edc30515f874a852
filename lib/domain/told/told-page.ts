import { z } from "zod";
import type { CaseState, Outcome } from "../case/vocabulary";

/** A page that nobody touches is closed after so long, and every one after the second time, whatever is done on it. */
export const toldIdleMinutes = 15;
export const toldLongestMinutes = 120;

export const consentGivers = ["person", "representative"] as const;
export const consentWays = ["in_person", "call", "message", "association"] as const;

/** Who said yes to the page, how and when. There is no field for words: they would end up holding a name. */
export const toldConsentSchema = z.strictObject({
  by: z.enum(consentGivers),
  how: z.enum(consentWays),
  on: z.iso.date(),
});
export type ToldConsent = z.infer<typeof toldConsentSchema>;

/** Somewhere on earth it is tomorrow already. */
export const isConsentDay = (on: string, now: Date): boolean => Date.parse(on) <= now.getTime() + 86_400_000;

/**
 * Cases that her page speaks of. The others are left out alike: what the safety lane holds and what was found to be a real person's
 * own account must not be told apart from what the desk has put aside.
 */
export const toldCaseStates = [
  "open",
  "reopened",
  "in_review",
  "second_opinion",
  "confirmed",
  "notified",
  "actioned",
  "refused",
  "unanswered",
  "undetermined",
  "closed",
] as const satisfies readonly CaseState[];

export const toldStates = ["looked_at", "reported", "kept", "limited", "gone", "back"] as const;
export type ToldState = (typeof toldStates)[number];

/** What became of one report of an account to its platform. */
export interface ToldReport {
  readonly sentAt: Date;
  readonly removedAt: Date | null;
  readonly returnedAt: Date | null;
  readonly outcome: Outcome | null;
}

/**
 * How an account stands, in six words and a day. What reviewers think of it is not among them: an account is looked at until it was
 * reported, however its review stands.
 */
export function toldStateOf(reports: readonly ToldReport[]): { state: ToldState; on: Date | null } {
  const facts = reports.flatMap(factsOf).sort((a, b) => a.on.getTime() - b.on.getTime());
  return facts.at(-1) ?? { state: "looked_at", on: null };
}

/** Something was done, and the account may still be there. */
const isLimited = (outcome: Outcome | null): boolean => outcome === "restricted" || outcome === "content_removed";
const isKept = (outcome: Outcome | null): boolean => outcome === "refused" || outcome === "refused_unfounded";

/** In the order in which they come about, which holds where two bear one time. */
function factsOf({ sentAt, removedAt, returnedAt, outcome }: ToldReport): { state: ToldState; on: Date }[] {
  const facts: { state: ToldState; on: Date }[] = [{ state: isKept(outcome) ? "kept" : "reported", on: sentAt }];
  if (removedAt !== null) {
    const state = isLimited(outcome) ? "limited" : "gone";
    facts.push({ state: outcome === "back_again" ? "back" : state, on: removedAt });
  }
  if (returnedAt !== null) facts.push({ state: "back", on: returnedAt });
  return facts;
}

/** She is not asked to report what is gone. */
export const isReportable = (state: ToldState): boolean => state !== "gone";
