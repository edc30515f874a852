import type { CaseCommand } from "../case/lifecycle";
import type { Role } from "../case/vocabulary";
import { forbidden, notFound } from "../errors";
import type { Actor } from "./actor";
import { type CaseFacts, nothingKnown } from "./facts";
import type { Permission } from "./permissions";
import { scopeOf } from "./scope-of";
import { jobMay, operatorMay } from "./without-person";

export { type CaseFacts, nothingKnown } from "./facts";

/** The reason why not, as a stable marker (message `errors.reason.<marker>`), or null for yes. */
export type Rule = (facts: CaseFacts) => string | null;

const always: Rule = () => null;
const isHidden = (facts: CaseFacts): boolean => facts.state === "erased" || facts.state === "authentic";
const ordinary: Rule = (facts) => (facts.state === "safeguarding" || isHidden(facts) ? "not_found" : null);
const ownReport: Rule = (facts) => (facts.isReporter ? ordinary(facts) : "not_found");
const inLane: Rule = (facts) => (facts.state === "safeguarding" ? null : "not_found");
const and =
  (...rules: Rule[]): Rule =>
  (facts) => {
    for (const rule of rules) {
      const refusal = rule(facts);
      if (refusal) return refusal;
    }
    return null;
  };
const holder: Rule = (facts) => (facts.isHolder && facts.isHeld ? null : "lease_needed");
const notHeldByAnother: Rule = (facts) => (facts.isHeld && !facts.isHolder ? "held_by_another" : null);
/**
 * Who logged the case gives no second opinion, who gave one gives no other, unless solo work allows to confirm it. Who withdrew
 * after seeing that two opinions differ gives no more in this round: trying answers until one decides would tell the other's.
 */
const mayJudge: Rule = (facts) => {
  if (facts.hasOpinion) return facts.isSoloReady ? null : "own_opinion_given";
  if (facts.hasFirstOpinion && facts.hasComparedOpinion) return "opinions_compared";
  return facts.hasFirstOpinion && facts.isReporter ? "reporter_gives_no_second" : null;
};
/** Reading needs no track; taking a case, or judging it, needs the one that the reviewer was trained for. */
const trackHeld: Rule = (facts) => (facts.isTrackHeld ? null : "track_not_held");
/** A reviewer's own wish about what comes before their eyes; what they hold already they may finish. */
const trackWished: Rule = (facts) => (facts.isTrackWished ? null : "track_not_wished");
/** What two people confirmed is opened again only where one of them is doubted. */
const mayReopen: Rule = (facts) => (facts.state === "confirmed" && !facts.isDoubted ? "decision_not_doubted" : null);
const ownOpinion: Rule = (facts) => (facts.hasOpinion ? null : "no_opinion_to_withdraw");

/**
 * Rows are roles, cells are rules; an absent cell is a refusal. `admin` has no case content by this role alone;
 * the lane is for `safeguarding` and nobody else.
 */
export const policy: Record<Role, Partial<Record<Permission, Rule>>> = {
  volunteer: {
    "address:parse": always,
    "report:log": always,
    "report:import": always,
    "case:list": always,
    "case:read": ownReport,
    "case:complete": ownReport,
    "case:add_observable": ownReport,
    "case:add_fingerprint": ownReport,
    "case:remove_fingerprint": ownReport,
    "case:safeguard": ownReport,
    "accuracy:read_own": always,
    "token:manage_own": always,
  },
  reviewer: {
    "address:parse": always,
    "address:recognise": always,
    "report:log": always,
    "report:import": always,
    "report:import_history": always,
    "case:list": always,
    "case:read": ordinary,
    "case:complete": ordinary,
    "case:tag": ordinary,
    "case:attach_mandate": ordinary,
    "case:add_observable": ordinary,
    "case:read_observables": ordinary,
    "case:trace_link": ordinary,
    "case:add_fingerprint": ordinary,
    "case:remove_fingerprint": ordinary,
    "case:read_matches": ordinary,
    "case:confirm_match": ordinary,
    "case:refuse_match": ordinary,
    "case:add_image": ordinary,
    "case:reveal_image": ordinary,
    "case:remove_image": ordinary,
    "case:export": ordinary,
    "case:admit": ordinary,
    "case:discard": ordinary,
    "case:claim": and(ordinary, trackHeld, trackWished, notHeldByAnother, mayJudge),
    "case:renew": and(ordinary, holder),
    "case:release": and(ordinary, holder),
    "case:give_opinion": and(ordinary, trackHeld, holder, mayJudge),
    "case:withdraw_opinion": and(ordinary, ownOpinion),
    "case:notify": ordinary,
    "case:record_answer": ordinary,
    "case:close": ordinary,
    "case:reopen": and(ordinary, mayReopen),
    "case:safeguard": ordinary,
    "notice:read": always,
    "notice:prepare": always,
    "notice:send": always,
    "notice:record": always,
    "notice:report": always,
    "mandate:read": always,
    "mandate:create": always,
    "mandate:verify": always,
    "mandate:withdraw": always,
    "mandate:renew": always,
    "bank:open": always,
    "bank:fill": always,
    "bank:withdraw": always,
    "told:open": always,
    "told:reset": always,
    "told:end": always,
    "told:resume": always,
    "person:vouch": always,
    "decision:look_again": always,
    "proposal:decide": always,
    "accuracy:read_own": always,
    "statistics:read": always,
    "token:manage_own": always,
  },
  safeguarding: {
    "address:parse": always,
    "case:list": always,
    "case:read": inLane,
    "case:safeguard": inLane,
    "lane:read": always,
    "case:refer": inLane,
    "case:hold_notices": inLane,
    "case:purge": inLane,
    "case:leave_lane": inLane,
    "proposal:decide": always,
    "token:manage_own": always,
  },
  protection: {
    "case:list": always,
    "case:read": ordinary,
    "case:erase": ordinary,
    "case:remove_image": ordinary,
    "mandate:read": always,
    "mandate:withdraw": always,
    "mandate:decide": always,
    "bank:withdraw": always,
    "told:end": always,
    "proposal:decide": always,
  },
  auditor: {
    "audit:read": always,
    "audit:seal": always,
    "notice:report": always,
    "statistics:read": always,
    "token:manage_own": always,
  },
  admin: {
    "person:read": always,
    "person:invite": always,
    "person:suspend": always,
    "person:set_roles": always,
    "person:admit": always,
    "person:read_record": always,
    "platform:manage": always,
    "proposal:decide": always,
    "person:reset_password": always,
    "person:reset_factor": always,
    "statistics:read": always,
    "setting:read": always,
    "setting:write": always,
    "mode:change": always,
    "sample:load": always,
    "witness:manage": always,
    "webhook:manage": always,
    "report_account:manage": always,
  },
};

/** Null for yes, else the marker of the first reason that the best-placed role gives ("forbidden" where no role has the cell). */
export function refusalOf(actor: Actor, permission: Permission, facts: CaseFacts = nothingKnown): string | null {
  if (actor.kind === "job") return jobMay.includes(permission) ? null : "forbidden";
  if (actor.kind === "public") return "forbidden";
  if (actor.kind === "operator") return operatorMay.includes(permission) ? null : "forbidden";
  if (actor.token) {
    const scope = scopeOf[permission];
    if (!scope || !actor.token.scopes.includes(scope)) return "token_scope";
  }
  const refusals: string[] = [];
  for (const role of actor.roles) {
    const rule = policy[role][permission];
    if (!rule) continue;
    const refusal = rule(facts);
    if (refusal === null) return null;
    refusals.push(refusal);
  }
  return refusals.find((refusal) => refusal !== "not_found") ?? refusals[0] ?? "forbidden";
}

export function can(actor: Actor, permission: Permission, facts?: CaseFacts): boolean {
  return refusalOf(actor, permission, facts) === null;
}

/**
 * The one check of the use cases. What the actor may not even see is `not_found`.
 * @throws DomainError `forbidden` with the marker of the rule, or `not_found`.
 */
export function assertCan(actor: Actor, permission: Permission, facts?: CaseFacts): void {
  const refusal = refusalOf(actor, permission, facts);
  if (refusal === null) return;
  const isAboutCase = permission.startsWith("case:") && permission !== "case:list";
  if (
    refusal === "not_found" ||
    (isAboutCase && facts && refusalOf(actor, "case:read", facts) !== null && refusal !== "token_scope")
  ) {
    // The very words in which a case is told of that is not there.
    throw notFound(isAboutCase ? "case" : undefined);
  }
  throw forbidden(refusal);
}

/** The commands that an actor may give now: the lifecycle's and the policy's answers, together. */
export function allowedCommands(actor: Actor, facts: CaseFacts, offered: readonly CaseCommand[]): CaseCommand[] {
  return offered.filter((command) => can(actor, `case:${command}`, facts));
}
