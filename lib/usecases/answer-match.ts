import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { Prisma, type Tx } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { conflict, notFound } from "@/lib/domain/errors";
import type { MatchState } from "@/lib/domain/fingerprints/match";

export interface MatchAnswer {
  /** The case on whose page it was answered; either of the two. */
  ref: CaseRef;
  matchId: string;
  /** The answer that the actor saw. */
  seen: MatchState;
}

/** What confirming and refusing share. An answer may be taken back by the other one; nobody overwrites what they did not see. */
export async function answerMatch(
  actor: UserActor,
  answer: "confirm" | "refuse",
  { ref, matchId, seen }: MatchAnswer,
): Promise<{ number: number }> {
  const action = answer === "confirm" ? "case.match_confirmed" : "case.match_refused";
  return change(actor, action, {}, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, ref, true);
    assertCan(actor, `case:${answer}_match`, current.facts);
    const state = await lockMatch(tx, current.id, matchId);
    if (state !== seen) throw conflict("match_changed");
    await tx.$executeRaw`SELECT set_config('demasque.case', ${current.id}, true)`;
    await tx.fingerprintMatch.update({
      where: { id: matchId },
      data: { state: answer === "confirm" ? "confirmed" : "refused", decidedBy: actor.id, decidedAt: new Date() },
    });
    return { number: current.number };
  });
}

/** A match of this case with one that takes part itself. @throws DomainError `not_found`. */
async function lockMatch(tx: Tx, caseId: string, matchId: string): Promise<MatchState> {
  const [row] = await tx.$queryRaw<{ state: MatchState }[]>(Prisma.sql`
    SELECT m.state FROM fingerprint_match m
      JOIN "case" o ON o.id = CASE WHEN m.case_id = ${caseId}::uuid THEN m.other_case_id ELSE m.case_id END
     WHERE m.id = ${matchId}::uuid AND ${caseId}::uuid IN (m.case_id, m.other_case_id) AND case_takes_part(o.state) FOR UPDATE OF m`);
  if (!row) throw notFound("match");
  return row.state;
}
