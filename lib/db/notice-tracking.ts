import "server-only";
import type { Outcome } from "@/lib/domain/case/vocabulary";
import { caseStateOf, nextDue, type RecipientFacts } from "@/lib/domain/notices/tracking";
import { mayReceiveAccounts, type RecipientKind } from "@/lib/domain/notices/recipients";
import type { Db } from "./client";

export interface Recipient extends RecipientFacts {
  readonly noticeId: string;
  readonly outcome: Outcome | null;
  readonly recipientKind: RecipientKind;
}

/** What each recipient of a case has done so far; drafts and discarded ones are no recipients. */
export function readRecipients(db: Db, caseId: string): Promise<Recipient[]> {
  return db.$queryRaw`
    SELECT n.id AS "noticeId", n.sent_at AS "sentAt", n.received_at AS "receivedAt", nc.outcome, nc.complaint_deadline AS "complaintDeadline",
      desk_answer_days(n.channel_id) AS "answerDays", ch.recipient_kind AS "recipientKind"
    FROM notice_case nc JOIN notice n ON n.id = nc.notice_id JOIN channel ch ON ch.id = n.channel_id
    WHERE nc.case_id = ${caseId}::uuid AND n.state NOT IN ('draft', 'discarded') ORDER BY n.number`;
}

export async function nextDueOf(db: Db, caseId: string): Promise<Date | null> {
  const recipients = await readRecipients(db, caseId);
  // A page that its host took down is no measure against the account: what the others owe is still owed.
  const isDone = ({ recipientKind, outcome }: Recipient): boolean =>
    !mayReceiveAccounts(recipientKind) && outcome !== null && caseStateOf(outcome) === "actioned";
  return nextDue(recipients.filter((one) => !isDone(one)));
}
