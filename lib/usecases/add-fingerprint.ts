import "server-only";
import { getCaseSnapshot, type CaseRef } from "@/lib/db/case-facts";
import { change } from "@/lib/db/change";
import { fingerprintLock, keepOfCase } from "@/lib/db/fingerprints";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import type { AgeAnswer } from "@/lib/domain/case/vocabulary";
import { invalidInput } from "@/lib/domain/errors";
import type { FingerprintInput } from "@/lib/domain/fingerprints/fingerprint-input";

/**
 * Keeps the fingerprint of a picture with a case, and compares it with all others in the same transaction. Whoever adds it learns
 * whether it is new, and nothing of what it matched: that is for reviewers to read on the case.
 * @throws DomainError `invalid_input age_answer_needed`; `forbidden fingerprint_needs_mandate`; `conflict case_takes_no_evidence`.
 */
export async function addFingerprint(
  actor: UserActor,
  { ref, ageAnswer, fingerprint }: { ref: CaseRef; ageAnswer: AgeAnswer; fingerprint: FingerprintInput },
): Promise<{ number: number; isNew: boolean }> {
  return change(actor, "case.fingerprint_added", { lock: fingerprintLock }, async (tx) => {
    const current = await getCaseSnapshot(tx, actor, ref, true);
    assertCan(actor, "case:add_fingerprint", current.facts);
    // A yes or a doubt leads to the lane, where nothing of a picture is taken.
    if (ageAnswer !== "no") throw invalidInput("age_answer_needed");
    const { added } = await keepOfCase(tx, current, [fingerprint], actor.id);
    return { number: current.number, isNew: added === 1 };
  });
}
