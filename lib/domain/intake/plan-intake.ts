import { openStates, type AgeAnswer, type CaseState } from "../case/vocabulary";
import type { ReportHistory } from "./report-input";

/** What becomes of a report. `lane` and what it hides read as "taken" to everybody else. */
export const intakeKinds = ["opened", "joined", "reopened", "succeeded", "held", "lane"] as const;
export type IntakeKind = (typeof intakeKinds)[number];

/** A case of the account, as far as the decision needs it. */
export interface StandingCase {
  id: string;
  number: number;
  state: CaseState;
  life: number;
}

export interface IntakeFacts<Case extends StandingCase> {
  /** The account's cases that are neither erased, merged nor authentic, the latest first. */
  cases: readonly Case[];
  /** The account was found authentic within the last twelve months. */
  isMarkedAuthentic: boolean;
  ageAnswer: AgeAnswer;
  history: ReportHistory | null;
}

export type IntakePlan<Case extends StandingCase> = {
  /** Further cases of the account that go to the lane with it. */
  alsoToLane: readonly Case[];
} & (
  | { kind: IntakeKind; target: "new"; state: CaseState; predecessor: Case | null }
  | { kind: IntakeKind; target: Case; state: CaseState; isNewRound: boolean }
);

const isOpen = (state: CaseState): boolean => (openStates as readonly CaseState[]).includes(state);
/** A notice is out and the account may still stand: the desk is not done with the case. */
const isFollowed = (state: CaseState): boolean => state === "notified" || state === "refused" || state === "unanswered";
const mayReopen = (state: CaseState): boolean => state === "rejected" || state === "undetermined";

/**
 * Reopen or successor (spec 03), and the lane before everything else: a doubt about age takes every case that the desk still works
 * on with it, whatever its state.
 */
export function planIntake<Case extends StandingCase>(facts: IntakeFacts<Case>): IntakePlan<Case> {
  const { cases, history } = facts;
  const latest = cases[0] ?? null;
  const lane = cases.find(({ state }) => state === "safeguarding");
  const open = cases.find(({ state }) => state !== "safeguarding" && isOpen(state));
  if (facts.ageAnswer !== "no") return planDoubt(cases, lane ?? open ?? latest);
  const quiet = { alsoToLane: [], isNewRound: false };
  if (lane) return { ...quiet, kind: "lane", target: lane, state: lane.state };
  if (open) return { ...quiet, kind: open.state === "draft" ? "held" : "joined", target: open, state: open.state };
  if (facts.isMarkedAuthentic)
    return { alsoToLane: [], kind: "held", target: "new", state: "draft", predecessor: latest };
  if (latest && mayReopen(latest.state)) {
    // An old row of a spreadsheet is no news: what it says is kept, the decision stands.
    if (history && history.state !== "open") return { ...quiet, kind: "joined", target: latest, state: latest.state };
    return { alsoToLane: [], isNewRound: true, kind: "reopened", target: latest, state: "reopened" };
  }
  const state = history?.state ?? "open";
  return { alsoToLane: [], kind: latest ? "succeeded" : "opened", target: "new", state, predecessor: latest };
}

function planDoubt<Case extends StandingCase>(cases: readonly Case[], nearest: Case | null): IntakePlan<Case> {
  const isEnded = nearest !== null && !isOpen(nearest.state) && !isFollowed(nearest.state) && !mayReopen(nearest.state);
  const target = nearest === null || isEnded ? "new" : nearest;
  const alsoToLane = cases.filter(
    (one) => one !== target && one.state !== "safeguarding" && (isOpen(one.state) || isFollowed(one.state)),
  );
  if (target === "new") return { alsoToLane, kind: "lane", target, state: "safeguarding", predecessor: nearest };
  return { alsoToLane, kind: "lane", target, state: "safeguarding", isNewRound: mayReopen(target.state) };
}
