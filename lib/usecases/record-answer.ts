import "server-only";
import { commitTransition, getCaseSnapshots, type CaseSnapshot } from "@/lib/db/case-facts";
import { change, nameAction } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { nextDueOf, readRecipients } from "@/lib/db/notice-tracking";
import { lockNotice, type NoticeRow } from "@/lib/db/notices";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan, can } from "@/lib/domain/access/policy";
import { commandsIn } from "@/lib/domain/case/lifecycle";
import type { Outcome } from "@/lib/domain/case/vocabulary";
import { invalidInput, notFound } from "@/lib/domain/errors";
import { mayReceiveAccounts } from "@/lib/domain/notices/recipients";
import type { AnswerInput } from "@/lib/domain/notices/notice-tracking-input";
import { caseStateAfter, complaintDeadline, isDecisionOfDesk } from "@/lib/domain/notices/tracking";
import { assertHasLeft } from "./record-receipt";

/**
 * What the recipient did about some or all cases of a notice, or that it stayed silent. The complaint's six months run from the day
 * on which the desk told us; each case follows the outcomes of all its recipients.
 */
export async function recordAnswer(actor: UserActor, input: AnswerInput): Promise<{ version: number }> {
  assertCan(actor, "notice:record");
  if (input.informedOn.getTime() > Date.now() + 86_400_000) throw invalidInput("notice_date_in_future");
  return change(actor, "notice.answered", {}, async (tx) => {
    const row = await lockNotice(tx, input.number);
    assertHasLeft(row, input.version);
    const chosen = await chosenCases(tx, actor, row, input.caseNumbers);
    await nameAction(tx, "case.answer_recorded");
    for (const snapshot of chosen) await answerCase(tx, actor, snapshot, row, input);
    await nameAction(tx, "notice.answered");
    const silent = await tx.noticeCase.count({
      where: { noticeId: row.id, OR: [{ outcome: null }, { outcome: "no_answer" }] },
    });
    const version = row.version + 1;
    await tx.notice.update({ where: { id: row.id }, data: { version, ...(silent === 0 && { state: "answered" }) } });
    return { version };
  });
}

/** Cases that this desk no longer handles are passed over where all are meant, and not found where they are named. */
export async function chosenCases(
  tx: Tx,
  actor: UserActor,
  row: NoticeRow,
  numbers: readonly number[],
): Promise<CaseSnapshot[]> {
  const links = await tx.noticeCase.findMany({ where: { noticeId: row.id }, select: { caseId: true } });
  const snapshots = await getCaseSnapshots(
    tx,
    actor,
    links.map((link) => link.caseId),
    true,
  );
  const seen = snapshots.filter((snapshot) => can(actor, "case:record_answer", snapshot.facts));
  const chosen = numbers.length === 0 ? seen : seen.filter((snapshot) => numbers.includes(snapshot.number));
  if (chosen.length === 0 || (numbers.length > 0 && chosen.length !== new Set(numbers).size)) throw notFound("case");
  return chosen;
}

async function answerCase(
  tx: Tx,
  actor: UserActor,
  snapshot: CaseSnapshot,
  row: NoticeRow,
  { outcome, informedOn, note }: AnswerInput,
): Promise<void> {
  const deadline = isDecisionOfDesk(outcome) ? complaintDeadline(informedOn) : null;
  await tx.noticeCase.update({
    where: { noticeId_caseId: { noticeId: row.id, caseId: snapshot.id } },
    data: { outcome, informedOn, complaintDeadline: deadline },
  });
  await tx.noticeEvent.create({
    data: {
      noticeId: row.id,
      caseId: snapshot.id,
      kind: "answered",
      outcome,
      note,
      happenedAt: informedOn,
      recordedBy: actor.id,
    },
  });
  await followOutcomes(tx, snapshot, row, outcome, informedOn);
}

/**
 * The case goes where the outcomes of all lead who were told of its account: what became of a link says nothing of the account that
 * held it. A closed one stays closed: a late answer is kept with its notice.
 */
export async function followOutcomes(
  tx: Tx,
  snapshot: CaseSnapshot,
  { id: noticeId }: Pick<NoticeRow, "id">,
  outcome: Outcome,
  at: Date,
): Promise<void> {
  if (!commandsIn(snapshot.state).includes("record_answer")) return;
  const all = await readRecipients(tx, snapshot.id);
  const recipients = all.filter(({ recipientKind }) => mayReceiveAccounts(recipientKind));
  if (!recipients.some((recipient) => recipient.noticeId === noticeId)) return;
  const state = caseStateAfter(recipients.map((recipient) => recipient.outcome));
  const dueAt = await nextDueOf(tx, snapshot.id);
  await commitTransition(tx, snapshot, "record_answer", state, { lastOutcome: outcome, lastOutcomeAt: at, dueAt });
}
