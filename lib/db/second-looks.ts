import "server-only";
import { nameAction } from "./change";
import type { Tx } from "./client";
import { holdersOf, notify } from "./notifications";

/**
 * Lists the decisions that rest on somebody's opinion for another look, in the transaction that takes their rights away. A case
 * whose round is undecided is not among them: the list would tell whose the first opinion is. Returns how many.
 */
export async function listDecisions(tx: Tx, personId: string): Promise<number> {
  await nameAction(tx, "decision.listed");
  const count = await tx.$executeRaw`
    INSERT INTO second_look (person_id, case_id)
    SELECT DISTINCT o.reviewer_id, o.case_id FROM opinion o
      JOIN "case" c ON c.id = o.case_id AND c.round = o.round
      JOIN decision d ON d.case_id = o.case_id AND d.round = o.round
    WHERE o.reviewer_id = ${personId}::uuid AND o.withdrawn_at IS NULL AND c.state NOT IN ('safeguarding', 'erased', 'authentic', 'merged')
    ON CONFLICT (person_id, case_id) DO UPDATE SET state = 'waiting', listed_at = clock_timestamp(), looked_by = NULL, looked_at = NULL`;
  if (count === 0) return 0;
  const reviewers = (await holdersOf(tx, "reviewer")).filter((id) => id !== personId);
  await notify(tx, { to: reviewers, kind: "decisions_listed", params: { count } });
  return count;
}
