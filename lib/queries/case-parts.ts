import "server-only";
import type { CaseSnapshot } from "@/lib/db/case-facts";
import { db, Prisma } from "@/lib/db/client";
import { visibleCases } from "@/lib/db/scopes";
import { visibleTags } from "@/lib/db/tag-scope";
import type { Actor } from "@/lib/domain/access/actor";
import type { CaseState, NoticeKind, Outcome, PlatformId, SignalAnswer, Track } from "@/lib/domain/case/vocabulary";
import { mandateStatusAt } from "@/lib/domain/mandate";
import {
  checklists,
  mergeSignals,
  observedSignals,
  type SignalCode,
  type SignalStrength,
} from "@/lib/domain/signals/checklists";

/** The readings that make up a case's page; each says nothing of opinions. */
export interface ShownSignal {
  code: SignalCode;
  strength: SignalStrength;
  answer: SignalAnswer;
}

const answerOrder: readonly SignalAnswer[] = ["yes", "unknown", "no"];

/** Yes first, the strong ones before the weak ones; what nobody answered is left out. */
export function shownSignals(answers: Record<string, SignalAnswer>): ShownSignal[] {
  return [...checklists.stolen_photo_scammer, ...checklists.redirecting_bot]
    .flatMap(({ code, strength }) => (answers[code] ? [{ code, strength, answer: answers[code] }] : []))
    .sort((a, b) => answerOrder.indexOf(a.answer) - answerOrder.indexOf(b.answer) || b.strength - a.strength);
}

const signalsOf = (value: unknown): Record<string, SignalAnswer> =>
  typeof value === "object" && value !== null ? (value as Record<string, SignalAnswer>) : {};

export async function readCaseRow(caseId: string) {
  const row = await db().case.findUniqueOrThrow({ where: { id: caseId } });
  const mandate = row.mandateId
    ? await db().mandate.findUnique({
        where: { id: row.mandateId },
        select: { number: true, status: true, expiresAt: true },
      })
    : null;
  return {
    openedAt: row.openedAt,
    stateChangedAt: row.stateChangedAt,
    dueAt: row.dueAt,
    life: row.life,
    reportCount: row.reportCount,
    lastOutcome: row.lastOutcome as Outcome | null,
    decidedBy: row.decidedBy as CaseSnapshot["decidedBy"],
    classification: row.classification as CaseSnapshot["classification"],
    mandate: mandate && {
      number: Number(mandate.number),
      status: mandateStatusAt(mandate, new Date()),
      expiresAt: mandate.expiresAt,
    },
    signals: shownSignals(signalsOf(row.signals)),
    priority: {
      total: row.points ?? 0,
      parts: {
        signals: row.pointsSignals,
        reports: row.pointsReports,
        personWaiting: row.pointsWaiting,
        returned: row.pointsReturn,
      },
    },
  };
}

export async function readAccount(accountId: string, platformId: string) {
  const [account, earlier] = await Promise.all([
    db().account.findUniqueOrThrow({ where: { id: accountId } }),
    db().accountHandle.findMany({ where: { accountId }, orderBy: { validTo: "desc" }, take: 20 }),
  ]);
  return {
    platform: platformId as PlatformId,
    handle: account.handle,
    displayName: account.displayName,
    profileUrl: account.profileUrl,
    stableId: account.stableId,
    firstSeenAt: account.createdAt,
    earlierHandles: earlier.map(({ handle, validTo }) => ({ handle, until: validTo })),
  };
}

/** `onlyOf`: a reporter reads their own reports and nobody else's. Reporters are never named to each other nor to reviewers. */
export async function readReports(caseId: string, onlyOf: string | null, readerId: string) {
  const rows = await db().report.findMany({
    where: { caseId, ...(onlyOf && { reporterId: onlyOf }) },
    orderBy: { createdAt: "desc" },
    take: 50,
  });
  return rows.map((row) => ({
    id: row.id,
    answers: signalsOf(row.signals),
    at: row.createdAt,
    observedAt: row.observedAt,
    by: row.reporterId === readerId ? ("you" as const) : row.importId ? ("import" as const) : ("volunteer" as const),
    track: row.track as Track,
    observed: row.observed,
    signalCount: observedSignals(signalsOf(row.signals)).length,
  }));
}

export async function readTags(actor: Actor, caseId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ tag: string }[]>`
    SELECT DISTINCT t.tag FROM case_tag t JOIN "case" c ON c.id = t.case_id WHERE c.id = ${caseId}::uuid AND ${visibleTags(actor)} ORDER BY t.tag`;
  return rows.map((row) => row.tag);
}

/** What a reporter reads of the facts: their own answers and reports, and no sums over other people's. */
export function ownFacts(reports: Awaited<ReturnType<typeof readReports>>) {
  return {
    reportCount: reports.length,
    signals: shownSignals(mergeSignals(reports.map((report) => report.answers))),
    priority: { total: 0, parts: {} },
  };
}

export interface Life {
  number: number;
  state: CaseState;
  openedAt: Date;
  endedAt: Date | null;
  outcome: Outcome | null;
  isThis: boolean;
}

const endedStates = Prisma.sql`('actioned', 'refused', 'closed', 'rejected', 'undetermined', 'merged')`;

/** The cases about the same account, and the one this case follows, as far as the reader may open them; oldest first. */
export async function readLives(actor: Actor, current: CaseSnapshot): Promise<Life[]> {
  const rows = await db().$queryRaw<(Omit<Life, "number" | "isThis"> & { id: string; number: bigint })[]>`
    SELECT c.id, c.number, c.state, c.opened_at AS "openedAt", CASE WHEN c.state IN ${endedStates} THEN coalesce(c.last_outcome_at, c.state_changed_at) END AS "endedAt",
      c.last_outcome AS outcome
    FROM "case" c
    WHERE (c.account_id = ${current.accountId}::uuid OR c.id = (SELECT p.predecessor_id FROM "case" p WHERE p.id = ${current.id}::uuid)
           OR c.predecessor_id = ${current.id}::uuid)
      AND ${visibleCases(actor)} ORDER BY c.opened_at, c.number LIMIT 50`;
  return rows.map(({ id, ...row }) => ({ ...row, number: Number(row.number), isThis: id === current.id }));
}

export async function readNotices(caseId: string) {
  const rows = await db().$queryRaw<
    {
      number: bigint;
      kind: NoticeKind;
      channel: string;
      state: string;
      sentAt: Date | null;
      outcome: Outcome | null;
      complaintDeadline: Date | null;
    }[]
  >`
    SELECT n.number, n.kind, ch.name AS channel, n.state, n.sent_at AS "sentAt", nc.outcome, nc.complaint_deadline AS "complaintDeadline"
    FROM notice_case nc JOIN notice n ON n.id = nc.notice_id JOIN channel ch ON ch.id = n.channel_id
    WHERE nc.case_id = ${caseId}::uuid AND n.state <> 'discarded' ORDER BY n.number DESC LIMIT 50`;
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}
