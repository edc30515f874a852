import type { Actor } from "../access/actor";
import { can } from "../access/policy";
import type { IntakeKind } from "./plan-intake";

/** What became of a report, as its reporter may know it. */
export interface ToldOutcome {
  kind: "opened" | "joined" | "reopened" | "succeeded" | "held" | "taken" | "already_taken";
  /** Null where the case is not theirs to open. */
  number: number | null;
  predecessor: number | null;
  /** Their own report's, which says nothing of what became of it: for its receipt. */
  reportId: string;
}

/**
 * In the lane a report is "taken" and no more is said. The number of an earlier case is for those who may know more of an account
 * than that it is known.
 */
export function toldOutcome(
  actor: Actor,
  taken: {
    reportId: string;
    kind: IntakeKind | "already_imported";
    caseNumber: number;
    isInLane: boolean;
    predecessorNumber?: number;
  },
): ToldOutcome {
  if (taken.isInLane || taken.kind === "lane")
    return { kind: "taken", number: null, predecessor: null, reportId: taken.reportId };
  return {
    kind: taken.kind === "already_imported" ? "already_taken" : taken.kind,
    number: taken.caseNumber,
    predecessor: can(actor, "address:recognise") ? (taken.predecessorNumber ?? null) : null,
    reportId: taken.reportId,
  };
}
