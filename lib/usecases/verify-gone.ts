import "server-only";
import { change } from "@/lib/db/change";
import { invalidInput } from "@/lib/domain/errors";
import { lockNotice } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { caseStateOf } from "@/lib/domain/notices/tracking";
import type { VerifyGoneInput } from "@/lib/domain/notices/notice-tracking-input";
import type { Outcome } from "@/lib/domain/case/vocabulary";
import { chosenCases, followOutcomes } from "./record-answer";
import { assertHasLeft } from "./record-receipt";

/**
 * Somebody looked and the account is gone. A measure that the desk announced stays its outcome; where it said nothing, or no, what
 * was seen is the outcome.
 */
export async function verifyGone(
  actor: UserActor,
  { number, version, caseNumber, verifiedAt, seen }: VerifyGoneInput,
): Promise<{ version: number }> {
  assertCan(actor, "notice:record");
  if (verifiedAt.getTime() > Date.now() + 86_400_000) throw invalidInput("notice_date_in_future");
  return change(actor, "notice.verified_gone", {}, async (tx) => {
    const row = await lockNotice(tx, number);
    assertHasLeft(row, version);
    for (const snapshot of await chosenCases(tx, actor, row, [caseNumber])) {
      const key = { noticeId_caseId: { noticeId: row.id, caseId: snapshot.id } };
      const standing = (await tx.noticeCase.findUniqueOrThrow({ where: key })).outcome as Outcome | null;
      const outcome = standing !== null && caseStateOf(standing) === "actioned" ? standing : "verified_gone";
      await tx.noticeCase.update({ where: key, data: { verifiedGoneAt: verifiedAt, outcome } });
      await tx.noticeEvent.create({
        data: {
          noticeId: row.id,
          caseId: snapshot.id,
          kind: "verified_gone",
          outcome: "verified_gone",
          note: seen,
          happenedAt: verifiedAt,
          recordedBy: actor.id,
        },
      });
      await followOutcomes(tx, snapshot, row, "verified_gone", verifiedAt);
    }
    await tx.notice.update({ where: { id: row.id }, data: { version: row.version + 1 } });
    return { version: row.version + 1 };
  });
}
