import "server-only";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { daysAfter, dueDays } from "@/lib/domain/case/opinions";
import { priorityPoints, queueRank } from "@/lib/domain/case/priority";
import type { CommandReason } from "@/lib/domain/case/reasons";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { FingerprintInput } from "@/lib/domain/fingerprints/fingerprint-input";
import type { IntakePlan } from "@/lib/domain/intake/plan-intake";
import type { ReportAnswers, ReportHistory } from "@/lib/domain/intake/report-input";
import { mergeSignals, signalStrengthSummary } from "@/lib/domain/signals/checklists";
import { Prisma } from "./client";
import type { FoundCase } from "./intake-facts";
import { caseColumnsOfHistory } from "./intake-history";

/** One report, ready to be taken: the address as parsed, and what was said about it. */
export interface IntakeInput {
  address: { platform: PlatformId; handle: string; key: string; stableId: string | null; profileUrl: string };
  answers: ReportAnswers;
  /** The words that the address was found in. */
  sourceText: string;
  language: "fr" | "en";
  origin: "report" | "import" | "sample";
  importId?: string;
  /** A digest that names this very report: the same one arriving twice changes nothing. */
  importKey?: string;
  /** What was done about the account before it came here. */
  history?: ReportHistory;
  /** Of the pictures that the account shows; kept with the case where the age was answered with a clear no. */
  fingerprints?: readonly FingerprintInput[];
  /** Where the account itself is known, whoever has its handle now. */
  accountId?: string;
}

/** What the rows of a report are made from. */
export interface ReportRows {
  reportId: string;
  caseId: string;
  accountId: string;
  reporterId: string | null;
  input: IntakeInput;
  now: Date;
}

export type NewCase = Extract<IntakePlan<FoundCase>, { target: "new" }>;
export type KnownCase = Exclude<IntakePlan<FoundCase>, { target: "new" }>;

/** The rows of a report, each an INSERT that ends where FROM may follow. */
export function insertAccount({ accountId, input: { address } }: ReportRows): Prisma.Sql {
  return Prisma.sql`INSERT INTO account (id, platform_id, handle, handle_key, stable_id, profile_url)
      SELECT ${accountId}::uuid, ${address.platform}, ${address.handle}, ${address.key}, ${address.stableId}, ${address.profileUrl}`;
}

export function insertCase({ caseId, accountId, reporterId, input, now }: ReportRows, plan: NewCase): Prisma.Sql {
  const { answers, address } = input;
  const { predecessor } = plan;
  // The person who waited for the first life of an account waits for the next as well.
  const mandateId = answers.mandateId ?? (predecessor?.isMandateValid === true ? predecessor.mandateId : null);
  const openedAt = input.history?.openedAt ?? now;
  const life = (predecessor?.life ?? 0) + 1;
  const weight = weigh(answers.signals, reporterId === null ? 0 : 1, mandateId !== null, life, openedAt);
  const past = caseColumnsOfHistory(historyOf(input, plan), answers.track, now);
  const dueAt = plan.state === "open" ? daysAfter(now, dueDays.review) : past.dueAt;
  return Prisma.sql`INSERT INTO "case" (id, account_id, platform_id, state, track, classification, decided_by, mandate_id, opened_by, opened_at,
        state_changed_at, due_at, report_count, signals, strong_signals, medium_signals, weak_signals, points_signals, points_reports,
        points_waiting, points_return, queue_rank, predecessor_id, life, language, origin, last_outcome, last_outcome_at)
      SELECT ${caseId}::uuid, ${accountId}::uuid, ${address.platform}, ${plan.state}, ${answers.track}, ${past.classification}, ${past.decidedBy},
        ${mandateId}::uuid, ${reporterId}::uuid, ${openedAt}, ${past.stateChangedAt}, ${dueAt}, 1, ${JSON.stringify(answers.signals)}::jsonb,
        ${weight.strong}, ${weight.medium}, ${weight.weak}, ${weight.signals}, ${weight.reports}, ${weight.personWaiting}, ${weight.returned},
        ${weight.rank}, ${predecessor?.id ?? null}::uuid, ${life}, ${input.language}, ${input.origin}, ${past.lastOutcome}, ${past.lastOutcomeAt}`;
}

/** What a report does to the case that it joins, as far as WHERE. */
export function updateCase({ reporterId, input, now }: ReportRows, plan: KnownCase): Prisma.Sql {
  const { target } = plan;
  const signals = mergeSignals([target.signals, input.answers.signals]);
  const reporters = target.reporters + (reporterId === null || target.isReporter ? 0 : 1);
  const mandateId = target.mandateId ?? input.answers.mandateId;
  const isPersonWaiting = target.mandateId === null ? mandateId !== null : target.isMandateValid;
  const weight = weigh(signals, reporters, isPersonWaiting, target.life, new Date(target.openedAtMs));
  // A report that only joins leaves the version alone: an opinion in progress must not be refused because of it.
  const move =
    plan.state === target.state
      ? Prisma.empty
      : Prisma.sql`, state = ${plan.state}, state_changed_at = ${now}, version = version + 1, held_by = NULL, lease_until = NULL,
        due_at = ${plan.state === "reopened" ? daysAfter(now, dueDays.review) : null}::timestamptz`;
  const round = plan.isNewRound
    ? Prisma.sql`, round = round + 1, classification = NULL, decided_by = NULL`
    : Prisma.empty;
  return Prisma.sql`UPDATE "case" SET report_count = report_count + 1, signals = ${JSON.stringify(signals)}::jsonb, strong_signals = ${weight.strong},
        medium_signals = ${weight.medium}, weak_signals = ${weight.weak}, points_signals = ${weight.signals}, points_reports = ${weight.reports},
        points_waiting = ${weight.personWaiting}, queue_rank = ${weight.rank}, mandate_id = ${mandateId}::uuid ${move} ${round}`;
}

export function insertReport({ reportId, caseId, accountId, reporterId, input, now }: ReportRows): Prisma.Sql {
  const { answers } = input;
  const observedAt = answers.observedAt ?? input.history?.openedAt ?? now;
  return Prisma.sql`INSERT INTO report (id, case_id, account_id, reporter_id, track, age_answer, signals, observed, source_text, mandate_id, observed_at,
        import_id, import_key)
      SELECT ${reportId}::uuid, ${caseId}::uuid, ${accountId}::uuid, ${reporterId}::uuid, ${answers.track}, ${answers.ageAnswer}, ${JSON.stringify(answers.signals)}::jsonb,
        ${answers.observed}, ${input.sourceText.slice(0, 4096)}, ${answers.mandateId}::uuid, ${observedAt}, ${input.importId ?? null}::uuid,
        ${input.importKey ?? null}`;
}

/** What was done about the account elsewhere, where the case is to begin with it. */
export const historyOf = (input: IntakeInput, plan: NewCase): ReportHistory | null =>
  plan.state === input.history?.state ? input.history : null;

function weigh(
  signals: Record<string, "yes" | "no" | "unknown" | undefined>,
  reporters: number,
  isPersonWaiting: boolean,
  life: number,
  openedAt: Date,
) {
  const points = priorityPoints({ signals, independentReporters: reporters, isPersonWaiting, life });
  return { ...points, ...signalStrengthSummary(signals), rank: BigInt(queueRank(points.total, openedAt)) };
}

interface Named {
  action: AuditAction;
  reason?: CommandReason<"reopen" | "safeguard">;
}

/** How the trail names what becomes of a report. */
export function actionOf({ origin }: IntakeInput, plan: IntakePlan<FoundCase>): Named {
  const isMoved = plan.target !== "new" && plan.state !== plan.target.state;
  if (plan.kind === "lane" && (isMoved || plan.alsoToLane.length > 0))
    return { action: "case.safeguarded", reason: "possible_minor" };
  if (plan.kind === "reopened") return { action: "case.reopened", reason: "new_facts" };
  if (origin !== "report") return { action: origin === "import" ? "import.row_taken" : "sample.loaded" };
  if (plan.target === "new") return { action: plan.predecessor ? "case.succeeded" : "report.logged" };
  return { action: plan.target.isReporter ? "case.completed" : "report.joined" };
}
