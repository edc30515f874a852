import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { db } from "@/lib/db/client";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { OpinionDraft } from "@/lib/domain/case/opinions";

/**
 * Keeps what a reviewer has begun to write, for them alone: it survives the end of the lease and a lost device. Not in the trail,
 * since nothing has been said yet. An empty draft is no draft.
 */
export async function saveOpinionDraft(
  actor: UserActor,
  { ref, draft }: { ref: CaseRef; draft: OpinionDraft },
): Promise<void> {
  const current = await getCaseSnapshot(db(), actor, ref);
  assertCan(actor, "case:read", current.facts);
  assertCan(actor, "case:tag", current.facts);
  // A copy that was under way while the opinion was given comes too late.
  if (current.facts.hasOpinion && !current.facts.isHolder) return;
  const key = { caseId: current.id, userId: actor.id };
  if (draft.classification === null && draft.reasons.length === 0 && draft.note.trim() === "") {
    await db().opinionDraft.deleteMany({ where: key });
    return;
  }
  const kept = { content: draft, updatedAt: new Date() };
  await db().opinionDraft.upsert({ where: { caseId_userId: key }, create: { ...key, ...kept }, update: kept });
}
