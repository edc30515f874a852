import "server-only";
import { createHash } from "node:crypto";
import { change } from "@/lib/db/change";
import type { Tx } from "@/lib/db/client";
import { takeReport, type IntakeResult } from "@/lib/db/intake";
import { addressLock } from "@/lib/db/intake-facts";
import type { UserActor } from "@/lib/domain/access/actor";
import { DomainError } from "@/lib/domain/errors";
import type { ImportOptions } from "@/lib/domain/import/mapping";
import { rowIdentity, type RowProblem, type RowReport } from "@/lib/domain/import/read-row";

export interface RowOutcome {
  created: number;
  joined: number;
  known: number;
  refused: number;
  problems: RowProblem[];
}

interface RowToTake {
  id: string;
  actor: UserActor;
  options: ImportOptions;
  isDryRun: boolean;
  index: number;
  reports: readonly RowReport[];
  outcome: RowOutcome;
  /** Accounts that a dry run has met already: the second row about one would join it. */
  seen: Set<string>;
}

const attempts = 5;

class DryRun extends Error {
  constructor(readonly outcome: RowOutcome) {
    super("dry run");
  }
}

/** Takes all reports of a row and moves the import on, in one transaction. A row that the rules refuse is counted, not half taken. */
export async function takeRow(row: RowToTake): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      Object.assign(row.outcome, await takeOnce(row, row.reports));
      return;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === "unavailable") throw error;
      const hasMet = error.code === "conflict" && (error.reason === "already_exists" || error.reason === "try_again");
      if (hasMet && attempt < attempts) continue;
      row.outcome.problems.push({ reason: error.reason, field: null, details: {} });
      row.outcome.refused = 1;
      await takeOnce(row, []);
      return;
    }
  }
}

/** Locks are taken in one order, whatever the order of the accounts in the row. */
const inLockOrder = (reports: readonly RowReport[]): RowReport[] =>
  [...reports].sort((a, b) =>
    `${a.address.platform} ${a.address.key}` < `${b.address.platform} ${b.address.key}` ? -1 : 1,
  );

async function takeOnce(row: RowToTake, reports: readonly RowReport[]): Promise<RowOutcome> {
  const outcome: RowOutcome = { ...row.outcome, problems: [...row.outcome.problems] };
  try {
    await change(row.actor, "import.row_taken", {}, async (tx) => {
      for (const report of inLockOrder(reports)) count(row, outcome, report, await takeOne(tx, row, report));
      if (row.isDryRun) throw new DryRun(outcome);
      await moveOn(tx, row, outcome);
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
    await change(row.actor, "import.row_taken", {}, (tx) => moveOn(tx, row, outcome));
  }
  return outcome;
}

async function takeOne(tx: Tx, row: RowToTake, report: RowReport): Promise<IntakeResult> {
  const { platform, key, stableId } = report.address;
  await tx.$executeRaw`SELECT ${addressLock(platform, key, stableId)}`;
  return takeReport(tx, row.actor, {
    address: report.address,
    answers: report.answers,
    sourceText: report.sourceText,
    language: row.options.language,
    origin: "import",
    importId: row.id,
    importKey: createHash("sha256").update(rowIdentity(report)).digest("hex"),
    ...(report.history && { history: report.history }),
  });
}

function count(row: RowToTake, outcome: RowOutcome, { address }: RowReport, taken: IntakeResult): void {
  const key = `${address.platform} ${address.key}`;
  const isNew = taken.kind === "opened" || taken.kind === "succeeded" || taken.kind === "held" || taken.kind === "lane";
  if (taken.kind === "already_imported") outcome.known += 1;
  else if (isNew && !(row.isDryRun && row.seen.has(key))) outcome.created += 1;
  else outcome.joined += 1;
  if (row.isDryRun) row.seen.add(key);
}

async function moveOn(
  tx: Tx,
  { id, index }: RowToTake,
  { created, joined, known, refused }: RowOutcome,
): Promise<void> {
  await tx.$executeRaw`UPDATE import SET next_row = ${index + 1}, created_count = created_count + ${created}, joined_count = joined_count + ${joined},
    known_count = known_count + ${known}, refused_count = refused_count + ${refused} WHERE id = ${id}::uuid`;
}
