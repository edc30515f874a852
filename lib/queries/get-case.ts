import "server-only";
import { recordAccess } from "@/lib/db/access-log";
import { getCaseSnapshot, type CaseRef, type CaseSnapshot } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import { trailViewerOf } from "@/lib/db/trail";
import type { UserActor } from "@/lib/domain/access/actor";
import { allowedCommands, can, refusalOf } from "@/lib/domain/access/policy";
import { commandsIn, type CaseCommand } from "@/lib/domain/case/lifecycle";
import { notFound } from "@/lib/domain/errors";
import { ownFacts, readAccount, readCaseRow, readLives, readNotices, readReports, readTags } from "./case-parts";
import { readJudgement } from "./case-judgement";

/** How much of a case this reader sees: a reviewer's whole page, a reporter's own words, or the safety lane's. */
export type CaseScope = "review" | "report" | "lane";

/**
 * Everything that the case page shows one reader, with what they may do now. While the round is undecided nothing in it depends on
 * what the standing opinions say, nor on who gave them; only that there is one shows, in the state.
 * @throws DomainError `not_found`; with the reason `restricted_desk` to those who have worked on a case that went into the lane.
 */
export async function getCase(actor: UserActor, ref: CaseRef) {
  const current = await getCaseSnapshot(db(), actor, ref);
  if (!can(actor, "case:read", current.facts)) throw await refusedTo(actor, current);
  const scope = scopeOf(actor, current);
  if (scope === "lane") await recordAccess({ actor, kind: "safety_case_opened", subject: current.id });
  const isReview = scope === "review";
  const [row, account, reports, tags, lives, notices, judgement] = await Promise.all([
    readCaseRow(current.id),
    readAccount(current.accountId, current.platformId),
    readReports(current.id, scope === "report" ? actor.id : null, actor.id),
    isReview ? readTags(actor, current.id) : [],
    readLives(actor, current),
    isReview ? readNotices(current.id) : [],
    isReview ? readJudgement(actor, current) : null,
  ]);
  return {
    id: current.id,
    number: current.number,
    state: current.state,
    track: current.track,
    version: current.version,
    /** Its decision rests on somebody whose rights were taken away, and waits for another look. */
    isDoubted: isReview && current.facts.isDoubted,
    round: current.round,
    scope,
    ...row,
    ...(scope === "report" && ownFacts(reports)),
    account,
    reports,
    tags,
    lives,
    notices,
    judgement,
    ...commandsFor(actor, current, scope),
  };
}
export type CaseView = Awaited<ReturnType<typeof getCase>>;
export type Judgement = NonNullable<CaseView["judgement"]>;

function scopeOf(actor: UserActor, current: CaseSnapshot): CaseScope {
  if (current.state === "safeguarding") return "lane";
  return actor.roles.some((role) => role === "reviewer" || role === "protection") ? "review" : "report";
}

function commandsFor(actor: UserActor, current: CaseSnapshot, scope: CaseScope) {
  // In the lane `safeguard` leads back into it: nothing to offer there.
  const offered = commandsIn(current.state).filter((command) => !(command === "safeguard" && scope === "lane"));
  const allowed = allowedCommands(actor, current.facts, offered);
  const refusals: Partial<Record<CaseCommand, string>> = {};
  for (const command of offered) {
    const refusal = refusalOf(actor, `case:${command}`, current.facts);
    if (refusal !== null && refusal !== "forbidden") refusals[command] = refusal;
  }
  return {
    allowed,
    refusals,
    mayTag: can(actor, "case:tag", current.facts),
    mayComplete: can(actor, "case:complete", current.facts),
  };
}

/** Somebody whose name is in the trail of a case that went into the lane is told that a restricted desk has it; others, nothing. */
async function refusedTo(actor: UserActor, current: CaseSnapshot): Promise<Error> {
  if (current.state !== "safeguarding") return notFound("case");
  const { names } = await trailViewerOf(db(), actor);
  const touched = await db().auditEntry.findFirst({
    where: { caseId: current.id, actor: { in: [...names] } },
    select: { id: true },
  });
  return notFound(touched || current.facts.isReporter ? "restricted_desk" : "case");
}
