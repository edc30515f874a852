import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/access/actor";
import type { AuditAction } from "@/lib/domain/audit/actions";
import { daysAfter, dueDays } from "@/lib/domain/case/opinions";
import { priorityPoints, queueRank } from "@/lib/domain/case/priority";
import type { CommandReason } from "@/lib/domain/case/reasons";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { invalidInput } from "@/lib/domain/errors";
import { planIntake, type IntakeKind, type IntakePlan } from "@/lib/domain/intake/plan-intake";
import type { ReportAnswers, ReportHistory } from "@/lib/domain/intake/report-input";
import {
  resolveAccount,
  unchanged,
  type KnownAccount,
  type ResolvedAccount,
} from "@/lib/domain/intake/resolve-account";
import { mergeSignals, signalStrengthSummary } from "@/lib/domain/signals/checklists";
import { Prisma, type Tx } from "./client";
import { kept } from "./kept-statements";
import { renameAccount, withdrawHandle } from "./account-handles";
import { addressLock, readIntakeFacts, type FoundCase } from "./intake-facts";
import { caseColumnsOfHistory, writeHistory } from "./intake-history";

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
  /** Where the account itself is known, whoever has its handle now. */
  accountId?: string;
}

export interface IntakeResult {
  caseId: string;
  caseNumber: number;
  kind: IntakeKind | "already_imported";
  /** The case is the lane's: nobody but safeguarding may be told its number. */
  isInLane: boolean;
  predecessorNumber?: number;
}

interface Intake {
  id: string;
  accountId: string;
  account: ResolvedAccount<KnownAccount>;
  reporterId: string | null;
  input: IntakeInput;
  now: Date;
}

/** Pass it to `change()` as `lock`. */
export const intakeLock = ({ address }: IntakeInput): Prisma.Sql =>
  addressLock(address.platform, address.key, address.stableId);

/**
 * Takes one report inside a transaction of `change()` that holds `intakeLock(input)`: finds or makes the account, decides what becomes
 * of the report, writes it with its case. One reading and one writing statement for an ordinary report. The database's unique indexes
 * have the last word (`conflict already_exists`).
 * @throws DomainError `invalid_input mandate_not_valid`.
 */
export async function takeReport(
  tx: Tx,
  actor: Actor,
  input: IntakeInput,
  now: Date = new Date(),
): Promise<IntakeResult> {
  const { address, answers } = input;
  const reporterId = actor.kind === "user" ? actor.id : null;
  const finding = await readIntakeFacts(tx, {
    platformId: address.platform,
    key: address.key,
    stableId: address.stableId,
    accountId: input.accountId ?? null,
    reporterId,
    mandateId: answers.mandateId,
    importKey: input.importKey ?? null,
  });
  if (finding.takenBefore) {
    const { id, number, isInLane } = finding.takenBefore;
    return { caseId: id, caseNumber: number, kind: "already_imported", isInLane };
  }
  if (answers.mandateId !== null && !finding.isMandateValid) throw invalidInput("mandate_not_valid");
  const [given] = input.accountId === undefined ? [] : finding.accounts;
  const account = given ? { ...unchanged, account: given } : resolveAccount(address, finding.accounts);
  const plan = planIntake({
    cases: finding.cases.filter((one) => one.accountId === account.account?.id),
    isMarkedAuthentic: finding.isMarkedAuthentic,
    ageAnswer: answers.ageAnswer,
    history: input.history ?? null,
  });
  const caseId = plan.target === "new" ? randomUUID() : plan.target.id;
  if (account.dethroned) await withdrawHandle(tx, account.dethroned.id);
  if (account.account && account.isRenamed)
    await renameAccount(tx, account.account, address, account.keepsEarlierHandle, caseId);

  const intake: Intake = {
    id: caseId,
    accountId: account.account?.id ?? randomUUID(),
    account,
    reporterId,
    input,
    now,
  };
  const caseNumber = plan.target === "new" ? await openCase(tx, intake, plan) : await joinCase(tx, intake, plan);
  const predecessor = plan.target === "new" ? plan.predecessor : null;
  return {
    caseId,
    caseNumber,
    kind: plan.kind,
    isInLane: plan.state === "safeguarding",
    ...(predecessor && { predecessorNumber: predecessor.number }),
  };
}

type NewCase = Extract<IntakePlan<FoundCase>, { target: "new" }>;
type KnownCase = Exclude<IntakePlan<FoundCase>, { target: "new" }>;

async function openCase(tx: Tx, intake: Intake, plan: NewCase): Promise<number> {
  const { id, accountId, reporterId, input, now } = intake;
  const { answers, address } = input;
  const history = plan.state === input.history?.state ? input.history : null;
  const predecessor = plan.predecessor;
  // The person who waited for the first life of an account waits for the next as well.
  const mandateId = answers.mandateId ?? (predecessor?.isMandateValid === true ? predecessor.mandateId : null);
  const openedAt = input.history?.openedAt ?? now;
  const life = (predecessor?.life ?? 0) + 1;
  const weight = weigh(answers.signals, reporterId === null ? 0 : 1, mandateId !== null, life, openedAt);
  const past = caseColumnsOfHistory(history, answers.track, now);
  const dueAt = plan.state === "open" ? daysAfter(now, dueDays.review) : past.dueAt;
  const [row] = await tx.$queryRaw<{ number: bigint }[]>`${kept}
    WITH ${accountPart(intake)} new_case AS (
      INSERT INTO "case" (id, account_id, platform_id, state, track, classification, decided_by, mandate_id, opened_by, opened_at,
        state_changed_at, due_at, report_count, signals, strong_signals, medium_signals, weak_signals, points_signals, points_reports,
        points_waiting, points_return, queue_rank, predecessor_id, life, language, origin, last_outcome, last_outcome_at)
      VALUES (${id}::uuid, ${accountId}::uuid, ${address.platform}, ${plan.state}, ${answers.track}, ${past.classification}, ${past.decidedBy},
        ${mandateId}::uuid, ${reporterId}::uuid, ${openedAt}, ${past.stateChangedAt}, ${dueAt}, 1, ${JSON.stringify(answers.signals)}::jsonb,
        ${weight.strong}, ${weight.medium}, ${weight.weak}, ${weight.signals}, ${weight.reports}, ${weight.personWaiting}, ${weight.returned},
        ${weight.rank}, ${predecessor?.id ?? null}::uuid, ${life}, ${input.language}, ${input.origin}, ${past.lastOutcome}, ${past.lastOutcomeAt})
      RETURNING number
    ), ${lanePart(plan.alsoToLane, now)} ${reportPart(intake)}
    SELECT ${named(actionOf(input, plan), id)}, number FROM new_case`;
  if (history)
    await writeHistory(tx, {
      caseId: id,
      platformId: address.platform,
      language: input.language,
      preparedBy: reporterId,
      history,
    });
  return Number(row?.number);
}

async function joinCase(tx: Tx, intake: Intake, plan: KnownCase): Promise<number> {
  const { input, now, reporterId } = intake;
  const { target } = plan;
  const signals = mergeSignals([target.signals, input.answers.signals]);
  const reporters = target.reporters + (reporterId === null || target.isReporter ? 0 : 1);
  const mandateId = target.mandateId ?? input.answers.mandateId;
  const weight = weigh(signals, reporters, mandateId !== null, target.life, new Date(target.openedAtMs));
  const isMoved = plan.state !== target.state;
  // A report that only joins leaves the version alone: an opinion in progress must not be refused because of it.
  const move = isMoved
    ? Prisma.sql`, state = ${plan.state}, state_changed_at = ${now}, version = version + 1, held_by = NULL, lease_until = NULL,
        due_at = ${plan.state === "reopened" ? daysAfter(now, dueDays.review) : null}::timestamptz`
    : Prisma.empty;
  const round = plan.isNewRound
    ? Prisma.sql`, round = round + 1, classification = NULL, decided_by = NULL`
    : Prisma.empty;
  await tx.$queryRaw`${kept}
    WITH ${accountPart(intake)} joined AS (
      UPDATE "case" SET report_count = report_count + 1, signals = ${JSON.stringify(signals)}::jsonb, strong_signals = ${weight.strong},
        medium_signals = ${weight.medium}, weak_signals = ${weight.weak}, points_signals = ${weight.signals}, points_reports = ${weight.reports},
        points_waiting = ${weight.personWaiting}, queue_rank = ${weight.rank}, mandate_id = ${mandateId}::uuid ${move} ${round}
      WHERE id = ${target.id}::uuid
    ), ${lanePart(isMoved && plan.kind === "lane" ? [target, ...plan.alsoToLane] : plan.alsoToLane, now, target.id)} ${reportPart(intake)}
    SELECT ${named(actionOf(input, plan), target.id)}`;
  return target.number;
}

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

/** The account's own row, in the statement that needs it: made, or told its id. */
function accountPart({ accountId, account, input: { address } }: Intake): Prisma.Sql {
  if (account.account === null) {
    return Prisma.sql`new_account AS (
      INSERT INTO account (id, platform_id, handle, handle_key, stable_id, profile_url)
      VALUES (${accountId}::uuid, ${address.platform}, ${address.handle}, ${address.key}, ${address.stableId}, ${address.profileUrl})),`;
  }
  if (!account.learnsStableId) return Prisma.empty;
  return Prisma.sql`identified AS (UPDATE account SET stable_id = ${address.stableId} WHERE id = ${accountId}::uuid),`;
}

/** Cases of the same account that follow into the lane, and the drafts of opinions about all of them, which nobody will need. */
function lanePart(cases: readonly FoundCase[], now: Date, already?: string): Prisma.Sql {
  if (cases.length === 0) return Prisma.empty;
  const ids = cases.map(({ id }) => id);
  const others = ids.filter((id) => id !== already);
  return Prisma.sql`followed AS (
      UPDATE "case" SET state = 'safeguarding', state_changed_at = ${now}, version = version + 1, held_by = NULL, lease_until = NULL, due_at = NULL
      WHERE id = ANY (${others}::uuid[])
    ), dropped AS (DELETE FROM opinion_draft WHERE case_id = ANY (${ids}::uuid[])),`;
}

function reportPart({ id, accountId, reporterId, input, now }: Intake): Prisma.Sql {
  const { answers } = input;
  const observedAt = answers.observedAt ?? input.history?.openedAt ?? now;
  return Prisma.sql`new_report AS (
      INSERT INTO report (case_id, account_id, reporter_id, track, age_answer, signals, observed, source_text, mandate_id, observed_at, import_id, import_key)
      VALUES (${id}::uuid, ${accountId}::uuid, ${reporterId}::uuid, ${answers.track}, ${answers.ageAnswer}, ${JSON.stringify(answers.signals)}::jsonb,
        ${answers.observed}, ${input.sourceText.slice(0, 4096)}, ${answers.mandateId}::uuid, ${observedAt}, ${input.importId ?? null}::uuid, ${input.importKey ?? null}))`;
}

interface Named {
  action: AuditAction;
  reason?: CommandReason<"reopen" | "safeguard">;
}

function actionOf({ origin }: IntakeInput, plan: IntakePlan<FoundCase>): Named {
  const isMoved = plan.target !== "new" && plan.state !== plan.target.state;
  if (plan.kind === "lane" && (isMoved || plan.alsoToLane.length > 0))
    return { action: "case.safeguarded", reason: "possible_minor" };
  if (plan.kind === "reopened") return { action: "case.reopened", reason: "new_facts" };
  if (origin !== "report") return { action: origin === "import" ? "import.row_taken" : "sample.loaded" };
  if (plan.target === "new") return { action: plan.predecessor ? "case.succeeded" : "report.logged" };
  return { action: plan.target.isReporter ? "case.completed" : "report.joined" };
}

/**
 * Names the act and its case for the entries of this very statement: the triggers that write them run at its end, after this
 * has been evaluated. It spares every report a round trip.
 */
function named({ action, reason }: Named, caseId: string): Prisma.Sql {
  const why = reason === undefined ? Prisma.empty : Prisma.sql`set_config('demasque.reason', ${reason}, true),`;
  return Prisma.sql`${why} set_config('demasque.action', ${action}, true), set_config('demasque.case', ${caseId}, true)`;
}
