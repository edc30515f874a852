import "server-only";
import { rememberPurge } from "@/lib/adapters/erasure-list";
import type { CaseRef } from "@/lib/db/case-facts";
import { getCaseSnapshot } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { db, type Tx } from "@/lib/db/client";
import type { JobActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { purgeReasons } from "@/lib/domain/case/reasons";
import { conflict } from "@/lib/domain/errors";
import { purgeAfterHours } from "@/lib/domain/lane/stay";
import { inLane } from "./lane-command";
import { noteDestroyedKeys } from "./note-destroyed-keys";

export type PurgeReason = (typeof purgeReasons)[number];

/**
 * Deletes for good what was locked when the case went into the lane: the tables of evidence follow the case by triggers of their own.
 * @throws DomainError `conflict evidence_purged` where it was done already.
 */
export async function purgeEvidence(actor: UserActor, { ref, reason }: { ref: CaseRef; reason: PurgeReason }) {
  const wanted = { ref, permission: "case:purge", action: "case.evidence_purged", reason } as const;
  return inLane(actor, wanted, async ({ tx, current }) => {
    if (!(await markPurged(tx, current.id))) throw conflict("evidence_purged");
  });
}

async function markPurged(tx: Tx, caseId: string): Promise<boolean> {
  const purged = await tx.$executeRaw`
    UPDATE "case" SET evidence_purged_at = now() WHERE id = ${caseId}::uuid AND state = 'safeguarding' AND evidence_purged_at IS NULL`;
  if (purged === 1) {
    // Outside the database as well, so that no backup brings anything back.
    rememberPurge(caseId, new Date());
    await noteDestroyedKeys(tx);
  }
  return purged === 1;
}

/** What nobody purged within a day goes by itself, one case a transaction. Returns how many went. */
export async function purgeLane(requestId: string): Promise<number> {
  const actor: JobActor = { kind: "job", name: "lane", requestId };
  const due = await db().$queryRaw<{ id: string }[]>`
    SELECT c.id FROM "case" c WHERE c.queue = 'lane' AND c.evidence_purged_at IS NULL
      AND c.lane_since <= now() - make_interval(hours => ${purgeAfterHours}::integer) ORDER BY c.lane_since LIMIT 500`;
  let purged = 0;
  for (const { id } of due) {
    const isDone = await change(actor, "case.evidence_purged", { reason: "after_24_hours" }, async (tx) => {
      const { facts } = await getCaseSnapshot(tx, actor, { id }, true);
      assertCan(actor, "case:purge", facts);
      return markPurged(tx, id);
    });
    if (isDone) purged += 1;
  }
  return purged;
}
