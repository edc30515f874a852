import { change } from "@/lib/db/change";
import type { UserActor } from "@/lib/domain/access/actor";
import type { Permission } from "@/lib/domain/access/permissions";
import { assertCan, type CaseFacts, nothingKnown } from "@/lib/domain/access/policy";
import type { CaseState } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { createCase, setUp } from "@/lib/testing/factories";
import { verifiedMandate } from "@/lib/testing/notice-desk";
import type { Person } from "./asking";
import type { TriedCase } from "./server-actions";

/** Whose case it is and how it stands, beside the standing in which a command is at home. A contested case is no state yet. */
export const subjects = ["own", "another's", "safety lane", "closed", "first opinion given"] as const;
export type Subject = (typeof subjects)[number];

export type Outcome = "allowed" | "forbidden" | "not_found";

export interface Standing {
  readonly tried: TriedCase;
  /** What the policy is told about the case and its caller. */
  readonly facts: CaseFacts;
}

const stateOf: Record<Subject, CaseState> = {
  own: "open",
  "another's": "open",
  "safety lane": "safeguarding",
  closed: "closed",
  "first opinion given": "second_opinion",
};

/** A case made for one call. */
export async function subjectFor(
  caller: Person,
  others: readonly [Person, Person],
  subject: Subject,
): Promise<Standing> {
  const [reporter, reviewer] = others;
  const state = stateOf[subject];
  const by = subject === "own" ? caller : reporter;
  const hasFirstOpinion = subject === "first opinion given";
  const first = hasFirstOpinion ? ({ state: "in_review", holder: reviewer.actor } as const) : { state };
  const { id, number } = await createCase({ reporter: by.actor, ...first });
  if (hasFirstOpinion) await judge(id, reviewer.id, state);
  return {
    tried: { id, number, version: hasFirstOpinion ? 2 : 1, mandateNumber: await mandateOf(reporter.actor) },
    facts: { ...nothingKnown, state, isReporter: by.id === caller.id, hasFirstOpinion },
  };
}

/** A standing opinion, as its author left it. */
export async function judge(caseId: string, reviewerId: string, state: CaseState): Promise<void> {
  await change(setUp, "case.opinion_given", {}, async (tx) => {
    const opinion = { caseId, round: 1, reviewerId, reasons: ["RB-03"], note: "" };
    await tx.opinion.create({ data: { ...opinion, classification: "redirecting_bot" } });
    await tx.case.update({ where: { id: caseId }, data: { state, heldBy: null, leaseUntil: null, version: 2 } });
  });
}

let mandate: Promise<number> | undefined;
/** One for all: nothing that is tried here changes it. */
export const mandateOf = (creator: UserActor): Promise<number> =>
  (mandate ??= verifiedMandate(creator).then(({ number }) => number));

/** The answer that the policy's table gives. */
export function outcomeByPolicy(actor: UserActor, permission: Permission, facts?: CaseFacts): Outcome {
  try {
    assertCan(actor, permission, facts);
    return "allowed";
  } catch (error) {
    if (error instanceof DomainError && (error.code === "forbidden" || error.code === "not_found")) return error.code;
    throw error;
  }
}
