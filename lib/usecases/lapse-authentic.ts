import "server-only";
import { randomUUID } from "node:crypto";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import type { JobActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { lapsedBefore } from "@/lib/domain/case/opinions";
import { transition } from "@/lib/domain/case/lifecycle";
import { eraseAuthentic } from "./settle-round";
import { withSealedTrail } from "./with-sealed-trail";

/**
 * Erases the cases whose only opinion has been "authentic" for 72 hours: a real person's account does not wait for a second reader.
 * Until then nobody but its author knew of that opinion. Returns how many lapsed.
 */
export async function lapseAuthentic(now: Date = new Date(), requestId: string = randomUUID()): Promise<number> {
  const actor: JobActor = { kind: "job", name: "lapse", requestId };
  const due = await db().$queryRaw<{ id: string }[]>`
    SELECT o.case_id AS id FROM opinion o JOIN "case" c ON c.id = o.case_id AND c.round = o.round
    WHERE o.classification = 'authentic' AND o.withdrawn_at IS NULL AND o.created_at <= ${lapsedBefore(now)} AND c.state = 'second_opinion'
      AND NOT EXISTS (SELECT 1 FROM opinion other WHERE other.case_id = o.case_id AND other.round = o.round AND other.id <> o.id
                        AND other.withdrawn_at IS NULL)
    LIMIT 200`;
  let lapsed = 0;
  for (const { id } of due) if (await withSealedTrail(() => lapse(actor, id))) lapsed += 1;
  return lapsed;
}

async function lapse(actor: JobActor, id: string): Promise<boolean> {
  return change(actor, "case.lapsed", { reason: "authentic_72_hours" }, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, { id }, true);
    assertCan(actor, "case:erase", current.facts);
    const standing = await tx.opinion.findMany({
      where: { caseId: id, round: current.round, withdrawnAt: null },
      select: { classification: true },
    });
    // Somebody may have spoken, or taken their word back, since the list was read.
    if (current.state !== "second_opinion" || standing.length !== 1 || standing[0]?.classification !== "authentic")
      return false;
    transition(current.state, "erase", "erased");
    await eraseAuthentic(tx, current, "case.lapsed");
    return true;
  });
}
