import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { dropFingerprint, fingerprintLock } from "@/lib/db/fingerprints";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

/** For good, with the suggestions that rested on it. Volunteers remove what they added themselves. */
export async function removeFingerprint(
  actor: UserActor,
  { ref, fingerprintId }: { ref: CaseRef; fingerprintId: string },
): Promise<{ number: number }> {
  return change(actor, "case.fingerprint_removed", { lock: fingerprintLock }, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, ref, true);
    assertCan(actor, "case:remove_fingerprint", current.facts);
    const addedBy = can(actor, "case:read_matches", current.facts) ? null : actor.id;
    if (!(await dropFingerprint(tx, current.id, fingerprintId, addedBy))) throw notFound("fingerprint");
    return { number: current.number };
  });
}
