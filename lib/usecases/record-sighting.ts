import "server-only";
import { change } from "@/lib/db/change";
import { lockNotice } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { invalidInput } from "@/lib/domain/errors";
import type { SightingInput } from "@/lib/domain/notices/notice-tracking-input";
import { chosenCases } from "./record-answer";
import { assertHasLeft } from "./record-receipt";

/**
 * Somebody looked and the account is there: still, which changes nothing but is on the record; or again, after it was gone. Whether it
 * is fought again is another decision: a new report opens the successor.
 */
export async function recordSighting(
  actor: UserActor,
  { number, version, caseNumber, verifiedAt, seen, what }: SightingInput,
): Promise<{ version: number }> {
  assertCan(actor, "notice:record");
  if (verifiedAt.getTime() > Date.now() + 86_400_000) throw invalidInput("notice_date_in_future");
  return change(actor, what === "came_back" ? "notice.came_back" : "notice.still_there", {}, async (tx) => {
    const row = await lockNotice(tx, number);
    assertHasLeft(row, version);
    for (const { id } of await chosenCases(tx, actor, row, [caseNumber])) {
      const key = { noticeId_caseId: { noticeId: row.id, caseId: id } };
      if (what === "came_back") {
        const { outcome, verifiedGoneAt } = await tx.noticeCase.findUniqueOrThrow({ where: key });
        const wasGone = verifiedGoneAt !== null || (outcome !== null && goneBy.includes(outcome));
        if (!wasGone) throw invalidInput("notice_never_gone");
        await tx.noticeCase.update({ where: key, data: { cameBackAt: verifiedAt } });
      }
      await tx.noticeEvent.create({
        data: { noticeId: row.id, caseId: id, kind: what, note: seen, happenedAt: verifiedAt, recordedBy: actor.id },
      });
    }
    await tx.notice.update({ where: { id: row.id }, data: { version: row.version + 1 } });
    return { version: row.version + 1 };
  });
}

const goneBy = ["account_removed", "account_suspended", "content_removed", "verified_gone", "already_gone"];
