import type { CaseState, Outcome } from "../case/vocabulary";

/** What an outcome means for the case. `back_again` follows a removal: the measure was taken, its successor case says the rest. */
const stateOfOutcome = {
  account_removed: "actioned",
  account_suspended: "actioned",
  content_removed: "actioned",
  restricted: "actioned",
  verified_gone: "actioned",
  already_gone: "actioned",
  back_again: "actioned",
  refused: "refused",
  refused_unfounded: "refused",
  no_answer: "unanswered",
} as const satisfies Record<Outcome, CaseState>;

export type TrackedState = "notified" | "actioned" | "refused" | "unanswered";

/** The state that one recipient's outcome stands for; a recipient who has not answered yet leaves the case notified. */
export function caseStateOf(outcome: Outcome | null): TrackedState {
  return outcome === null ? "notified" : stateOfOutcome[outcome];
}

/**
 * The case's state after the outcomes of all its recipients: one measure is enough; refused only when all refuse, unanswered only
 * when all stay silent; anything else still waits.
 */
export function caseStateAfter(outcomesOfAllRecipients: readonly (Outcome | null)[]): TrackedState {
  const states = outcomesOfAllRecipients.map(caseStateOf);
  const isEvery = (state: TrackedState): boolean => states.length > 0 && states.every((each) => each === state);
  if (states.includes("actioned")) return "actioned";
  if (isEvery("refused")) return "refused";
  if (isEvery("unanswered")) return "unanswered";
  return "notified";
}

/** Without a receipt after so many hours somebody is reminded. The figure is ours: Art. 16(4) says "without undue delay". */
export const receiptReminderHours = 72;

export function receiptReminderAt(sentAt: Date): Date {
  return new Date(sentAt.getTime() + receiptReminderHours * 3_600_000);
}

/**
 * The same day so many calendar months later, or the last day of that month where it is shorter: 31 August + 6 months = 28 or
 * 29 February. The time of day (UTC) stays.
 */
export function addCalendarMonths(from: Date, months: number): Date {
  const monthIndex = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), monthIndex + 1, 0)).getUTCDate();
  const later = new Date(from.getTime());
  later.setUTCDate(1);
  later.setUTCMonth(monthIndex);
  later.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return later;
}

/** DSA Art. 20(1) and (2): complaints are open for at least six months from the day on which the notifier was informed. */
export const complaintMonths = 6;

export function complaintDeadline(informedAt: Date): Date {
  return addCalendarMonths(informedAt, complaintMonths);
}

/** A desk's decision; `no_answer`, `verified_gone` and `back_again` are observations of ours, from which no complaint runs. */
export function isDecisionOfDesk(outcome: Outcome): boolean {
  return (
    outcome !== "no_answer" && outcome !== "verified_gone" && outcome !== "back_again" && outcome !== "already_gone"
  );
}

export interface NoticeDeadlines {
  /** Null once received or answered. */
  readonly receiptReminderAt: Date | null;
  /** Null until a desk has decided and said so. */
  readonly complaintDeadline: Date | null;
}

export function noticeDeadlines(facts: {
  sentAt: Date;
  receivedAt: Date | null;
  outcome: Outcome | null;
  informedAt: Date | null;
}): NoticeDeadlines {
  const { sentAt, receivedAt, outcome, informedAt } = facts;
  return {
    receiptReminderAt: receivedAt === null && outcome === null ? receiptReminderAt(sentAt) : null,
    complaintDeadline:
      outcome !== null && informedAt !== null && isDecisionOfDesk(outcome) ? complaintDeadline(informedAt) : null,
  };
}

/** A desk that has acknowledged a notice and says no more is looked at again after so many days. */
export const answerReminderDays = 14;

/** What one recipient owes, as the case's next date is reckoned from it. */
export interface RecipientFacts {
  readonly sentAt: Date | null;
  readonly receivedAt: Date | null;
  readonly outcome: Outcome | null;
  readonly complaintDeadline: Date | null;
  /** In how many days this desk usually answers; the default where its record is too short. */
  readonly answerDays?: number | undefined;
}

function dueFrom({
  sentAt,
  receivedAt,
  outcome,
  complaintDeadline: deadline,
  answerDays,
}: RecipientFacts): Date | null {
  if (outcome !== null) return caseStateOf(outcome) === "refused" ? deadline : null;
  if (receivedAt !== null) return new Date(receivedAt.getTime() + (answerDays ?? answerReminderDays) * 86_400_000);
  return sentAt === null ? null : receiptReminderAt(sentAt);
}

/** When somebody should look at the case again: the first date among its recipients; none once a measure was taken. */
export function nextDue(recipients: readonly RecipientFacts[]): Date | null {
  if (recipients.some(({ outcome }) => outcome !== null && caseStateOf(outcome) === "actioned")) return null;
  const dates = recipients.flatMap((recipient) => dueFrom(recipient) ?? []);
  return dates.length === 0 ? null : new Date(Math.min(...dates.map((date) => date.getTime())));
}
