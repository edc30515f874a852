import "server-only";
import type { NoticeKind, Outcome } from "@/lib/domain/case/vocabulary";
import type { EscalationFacts } from "@/lib/domain/notices/escalation";
import { wordingIn } from "@/lib/domain/notices/wording-in";
import type { NoticeLanguage } from "@/lib/domain/notices/notice-input";
import type { Db } from "./client";
import { readNotice, type NoticeRow } from "./notices";

/** What the record says about one case of a notice that has left; null where the case is not shown any more. */
export async function readEscalation(
  db: Db,
  row: NoticeRow,
  caseNumber: number,
  language: NoticeLanguage,
): Promise<EscalationFacts | null> {
  const { cases, input } = await readNotice(db, row);
  const one = cases.find((each) => each.number === caseNumber);
  if (one === undefined || row.sentAt === null) return null;
  const line = await db.noticeCase.findUniqueOrThrow({
    where: { noticeId_caseId: { noticeId: row.id, caseId: one.id } },
  });
  const wording = wordingIn(language);
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  return {
    noticeNumber: Number(row.number),
    kind: row.kind as NoticeKind,
    recipient: input.channel.recipient || input.platformName,
    handle: one.locations.handle,
    profileUrl: one.locations.profileUrl,
    sentAt: row.sentAt.toISOString(),
    receivedAt: iso(row.receivedAt),
    reference: row.reference,
    outcome: line.outcome as Outcome | null,
    informedOn: iso(line.informedOn),
    complaintDeadline: iso(line.complaintDeadline),
    complainedAt: iso(line.complainedAt),
    outOfCourtAt: iso(line.outOfCourtAt),
    observed: one.confirmedSignals.map((code) => wording.fact[code]),
    notifier: input.notifier,
  };
}
