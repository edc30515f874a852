import "server-only";
import { daysAfter, dueDays } from "@/lib/domain/case/opinions";
import type { CaseState, Classification, Track } from "@/lib/domain/case/vocabulary";
import type { ReportHistory } from "@/lib/domain/intake/report-input";
import { complaintDeadline, isDecisionOfDesk } from "@/lib/domain/notices/tracking";
import type { Tx } from "./client";

const undecided: readonly CaseState[] = ["open"];

/** The classification that an imported state stands for; an open case has none yet. */
function classificationOf(state: ReportHistory["state"], track: Track): Classification | null {
  if (state === "rejected") return "other_abuse";
  if (state === "undetermined") return "undetermined";
  return undecided.includes(state) ? null : track;
}

/** What a case that was followed elsewhere brings along. */
export function caseColumnsOfHistory(history: ReportHistory | null, track: Track, now: Date) {
  const classification = history ? classificationOf(history.state, track) : null;
  return {
    classification,
    decidedBy: classification === null ? null : "imported",
    stateChangedAt: (history && (history.informedOn ?? history.notifiedAt ?? history.openedAt)) ?? now,
    dueAt: history?.state === "confirmed" ? daysAfter(now, dueDays.notice) : null,
    lastOutcome: history?.outcome ?? null,
    lastOutcomeAt: history?.outcome ? (history.informedOn ?? history.notifiedAt) : null,
  };
}

interface HistoryOf {
  caseId: string;
  platformId: string;
  language: "fr" | "en";
  preparedBy: string | null;
  history: ReportHistory;
}

/**
 * The notice that was sent before the case came here, as far as its dates are known: figures and deadlines count it, but its words
 * were never kept. Nothing is written where the desk knows no channel of the platform.
 */
export async function writeHistory(
  tx: Tx,
  { caseId, platformId, language, preparedBy, history }: HistoryOf,
): Promise<void> {
  const { notifiedAt, outcome, informedOn } = history;
  if (notifiedAt === null) return;
  const channel = await tx.channel.findFirst({ where: { platformId }, orderBy: { id: "asc" }, select: { id: true } });
  if (!channel) return;
  const isAnswered = outcome !== null && outcome !== "no_answer";
  const { id: noticeId } = await tx.notice.create({
    data: {
      kind: "terms_report",
      platformId,
      channelId: channel.id,
      language,
      state: "imported",
      preparedBy,
      preparedAt: notifiedAt,
      sentBy: preparedBy,
      sentAt: notifiedAt,
    },
    select: { id: true },
  });
  const hasDeadline = outcome !== null && informedOn !== null && isDecisionOfDesk(outcome);
  await tx.noticeCase.create({
    data: {
      noticeId,
      caseId,
      position: 1,
      outcome,
      informedOn,
      complaintDeadline: hasDeadline ? complaintDeadline(informedOn) : null,
    },
  });
  await tx.noticeEvent.create({
    data: { noticeId, caseId, kind: "sent", happenedAt: notifiedAt, recordedBy: preparedBy },
  });
  if (isAnswered) {
    await tx.noticeEvent.create({
      data: {
        noticeId,
        caseId,
        kind: "answered",
        outcome,
        happenedAt: informedOn ?? notifiedAt,
        recordedBy: preparedBy,
      },
    });
  }
}
