import type { Actor } from "@/lib/domain/access/actor";
import { can, nothingKnown } from "@/lib/domain/access/policy";
import type { CaseState } from "@/lib/domain/case/vocabulary";

/** The queue's own views, in the order of the rail. */
export const caseViews = [
  "active",
  "to_review",
  "second_opinion",
  "mine",
  "to_notify",
  "waiting",
  "back_again",
  "overdue",
  "held",
  "ended",
  "look_again",
  "logged",
  "lane",
] as const;
export type CaseView = (typeof caseViews)[number];

export const caseSorts = ["priority", "opened", "reports", "changed", "due", "logged"] as const;
export type CaseSort = (typeof caseSorts)[number];
export const sortDirections = ["asc", "desc"] as const;
export type SortDirection = (typeof sortDirections)[number];

/** Which way a sort goes when nobody says: what presses most comes first. */
export const usualDirection: Readonly<Record<CaseSort, SortDirection>> = {
  priority: "desc",
  opened: "asc",
  reports: "desc",
  changed: "desc",
  due: "asc",
  logged: "desc",
};

const workSorts = ["priority", "opened", "reports"] as const;

/** The sorts that a view offers, the usual one first. Each pair has an index of its own; a pair that is not here does not exist. */
export const sortsOfView: Readonly<Record<CaseView, readonly [CaseSort, ...CaseSort[]]>> = {
  active: workSorts,
  to_review: workSorts,
  second_opinion: workSorts,
  mine: workSorts,
  to_notify: workSorts,
  waiting: workSorts,
  back_again: workSorts,
  overdue: ["due"],
  held: workSorts,
  ended: ["changed", "opened", "reports"],
  look_again: ["changed"],
  logged: ["logged"],
  lane: workSorts,
};

/** The states that a view can hold: what the filter by state offers there. */
export const statesOfView: Readonly<Record<CaseView, readonly CaseState[]>> = {
  active: ["open", "reopened", "in_review", "second_opinion", "confirmed", "notified", "refused", "unanswered"],
  to_review: ["open", "reopened"],
  second_opinion: ["second_opinion"],
  mine: ["in_review", "second_opinion"],
  to_notify: ["confirmed"],
  waiting: ["notified", "unanswered"],
  back_again: ["open", "reopened", "in_review", "second_opinion", "confirmed", "notified", "refused", "unanswered"],
  overdue: ["open", "reopened", "in_review", "second_opinion", "confirmed", "notified", "refused", "unanswered"],
  held: ["draft"],
  ended: ["actioned", "closed", "rejected", "undetermined", "merged"],
  look_again: ["confirmed", "notified", "actioned", "refused", "unanswered", "closed", "rejected", "undetermined"],
  logged: [
    "open",
    "reopened",
    "in_review",
    "second_opinion",
    "confirmed",
    "notified",
    "actioned",
    "refused",
    "unanswered",
    "closed",
    "rejected",
    "undetermined",
  ],
  lane: ["safeguarding"],
};

/** The views that an actor has, by the same policy that opens the cases in them. The first one is where they start. */
export function viewsOf(actor: Actor): CaseView[] {
  if (!can(actor, "case:list")) return [];
  const readsOrdinary = can(actor, "case:read", nothingKnown);
  const readsOwn = readsOrdinary || can(actor, "case:read", { ...nothingKnown, isReporter: true });
  const readsLane = can(actor, "case:read", { ...nothingKnown, state: "safeguarding" });
  const person = personOf(actor);
  const has: Partial<Record<CaseView, boolean>> = {
    mine: readsOrdinary && can(person, "case:claim", nothingKnown),
    logged: readsOwn && can(person, "report:log"),
    lane: readsLane,
    look_again: readsOrdinary && can(person, "decision:look_again"),
  };
  return caseViews.filter((view) => has[view] ?? readsOrdinary);
}

/** Which lists somebody has does not depend on what their token may write. */
function personOf(actor: Actor): Actor {
  if (actor.kind !== "user") return actor;
  const { token: _, ...person } = actor;
  return person;
}
