import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/access/actor";
import { invalidInput } from "@/lib/domain/errors";
import { planIntake, type IntakeKind } from "@/lib/domain/intake/plan-intake";
import {
  resolveAccount,
  unchanged,
  type KnownAccount,
  type ResolvedAccount,
} from "@/lib/domain/intake/resolve-account";
import { Prisma, type Tx } from "./client";
import { kept } from "./kept-statements";
import { renameAccount, withdrawHandle } from "./account-handles";
import { addressLock, readIntakeFacts, type FoundCase, type IntakeQuestion } from "./intake-facts";
import { writeHistory } from "./intake-history";
import { isStanding } from "./mandates";
import {
  actionOf,
  historyOf,
  insertAccount,
  insertCase,
  insertReport,
  updateCase,
  type IntakeInput,
  type KnownCase,
  type NewCase,
  type ReportRows,
} from "./intake-rows";

export interface IntakeResult {
  reportId: string;
  caseId: string;
  caseNumber: number;
  kind: IntakeKind | "already_imported";
  /** The case is the lane's: nobody but safeguarding may be told its number. */
  isInLane: boolean;
  predecessorNumber?: number;
}

interface Intake extends ReportRows {
  account: ResolvedAccount<KnownAccount>;
}

/** Pass it to `change()` as `lock`. */
export const intakeLock = ({ address }: IntakeInput): Prisma.Sql =>
  addressLock(address.platform, address.key, address.stableId);

/** What is asked about an address before its report is taken. */
export const questionOf = (actor: Actor, { address, accountId, importKey }: IntakeInput): IntakeQuestion => ({
  platformId: address.platform,
  key: address.key,
  stableId: address.stableId,
  accountId: accountId ?? null,
  reporterId: actor.kind === "user" ? actor.id : null,
  importKey: importKey ?? null,
});

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
  const finding = await readIntakeFacts(tx, questionOf(actor, input));
  if (finding.takenBefore) {
    const { id, number, isInLane, reportId } = finding.takenBefore;
    return { reportId, caseId: id, caseNumber: number, kind: "already_imported", isInLane };
  }
  // Asked again and held: it is not frozen or withdrawn before the report is written.
  if (answers.mandateId !== null && !(await isStanding(tx, answers.mandateId))) throw invalidInput("mandate_not_valid");
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
    reportId: randomUUID(),
    caseId,
    accountId: account.account?.id ?? randomUUID(),
    account,
    reporterId,
    input: plan.target !== "new" && plan.target.state === "safeguarding" ? keptInLane(input) : input,
    now,
  };
  const caseNumber = plan.target === "new" ? await openCase(tx, intake, plan) : await joinCase(tx, intake, plan);
  const predecessor = plan.target === "new" ? plan.predecessor : null;
  return {
    reportId: intake.reportId,
    caseId,
    caseNumber,
    kind: plan.kind,
    isInLane: plan.state === "safeguarding",
    ...(predecessor && { predecessorNumber: predecessor.number }),
  };
}

/** Of a further report about an account in the lane: who, when, the age, what was seen in words. Nothing to rank or to match by. */
const keptInLane = (input: IntakeInput): IntakeInput => ({
  ...input,
  sourceText: "",
  answers: { ...input.answers, signals: {}, mandateId: null },
});

async function openCase(tx: Tx, intake: Intake, plan: NewCase): Promise<number> {
  const { caseId, reporterId, input, now } = intake;
  const [row] = await tx.$queryRaw<{ number: bigint }[]>`${kept}
    WITH ${accountPart(intake)} new_case AS (${insertCase(intake, plan)} RETURNING number),
      ${lanePart(plan.alsoToLane, now)} new_report AS (${insertReport(intake)})
    SELECT ${named(actionOf(input, plan), caseId)}, number FROM new_case`;
  const history = historyOf(input, plan);
  if (history) {
    const { platform: platformId } = input.address;
    await writeHistory(tx, { caseId, platformId, language: input.language, preparedBy: reporterId, history });
  }
  return Number(row?.number);
}

async function joinCase(tx: Tx, intake: Intake, plan: KnownCase): Promise<number> {
  const { target } = plan;
  const isMovedToLane = plan.kind === "lane" && plan.state !== target.state;
  const toLane = isMovedToLane ? [target, ...plan.alsoToLane] : plan.alsoToLane;
  await tx.$queryRaw`${kept}
    WITH ${accountPart(intake)} joined AS (${updateCase(intake, plan)} WHERE id = ${target.id}::uuid),
      ${lanePart(toLane, intake.now, target.id)} new_report AS (${insertReport(intake)})
    SELECT ${named(actionOf(intake.input, plan), target.id)}`;
  return target.number;
}

/** The account's own row, in the statement that needs it: made, or told its id. */
function accountPart(intake: Intake): Prisma.Sql {
  const {
    accountId,
    account,
    input: { address },
  } = intake;
  if (account.account === null) return Prisma.sql`new_account AS (${insertAccount(intake)}),`;
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

/**
 * Names the act and its case for the entries of this very statement: the triggers that write them run at its end, after this
 * has been evaluated. It spares every report a round trip.
 */
function named({ action, reason }: ReturnType<typeof actionOf>, caseId: string): Prisma.Sql {
  const why = reason === undefined ? Prisma.empty : Prisma.sql`set_config('demasque.reason', ${reason}, true),`;
  return Prisma.sql`${why} set_config('demasque.action', ${action}, true), set_config('demasque.case', ${caseId}, true)`;
}
