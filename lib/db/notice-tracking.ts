import "server-only";
import type { Outcome } from "@/lib/domain/case/vocabulary";
import { nextDue, type RecipientFacts } from "@/lib/domain/notices/tracking";
import type { Db } from "./client";

/** What each recipient of a case has done so far; drafts and discarded ones are no recipients. */
export function readRecipients(
  db: Db,
  caseId: string,
): Promise<(RecipientFacts & { noticeId: string; outcome: Outcome | null })[]> {
  return db.$queryRaw`
    SELECT n.id AS "noticeId", n.sent_at AS "sentAt", n.received_at AS "receivedAt", nc.outcome, nc.complaint_deadline AS "complaintDeadline",
      desk_answer_days(n.channel_id) AS "answerDays"
    FROM notice_case nc JOIN notice n ON n.id = nc.notice_id
    WHERE nc.case_id = ${caseId}::uuid AND n.state NOT IN ('draft', 'discarded') ORDER BY n.number`;
}

export async function nextDueOf(db: Db, caseId: string): Promise<Date | null> {
  return nextDue(await readRecipients(db, caseId));
}
