import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { decodeText } from "@/lib/adapters/csv/decode-text";
import { readTable, type TableRow } from "@/lib/adapters/csv/read-table";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import type { Actor, JobActor, UserActor } from "@/lib/domain/access/actor";
import { can } from "@/lib/domain/access/policy";
import type { Role } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { importOptionsSchema, type ImportOptions } from "@/lib/domain/import/mapping";
import { liveRoles } from "@/lib/domain/vetting/standing";
import { readRow, type ReadRow, type RowProblem } from "@/lib/domain/import/read-row";
import { takeRow, type RowOutcome } from "./take-import-row";

const problemsKept = 10_000;
/** The problems of so many rows are written, and the wish to cancel is asked for, at once. */
const stretch = 50;

/** How often an import that an incident holds back asks whether it may go on. */
const incidentPauseSeconds = 10;
/** Ends the imports of whoever may write nothing any more. */
const stopper: JobActor = { kind: "job", name: "import", requestId: "import" };

interface Running {
  id: string;
  actor: UserActor;
  options: ImportOptions;
  rows: TableRow[];
  nextRow: number;
  isDryRun: boolean;
}

/**
 * Runs an import from where it stands; the work of a job. Each row is a transaction of its own that also moves the counts, so that a
 * process killed at any moment loses nothing and does nothing twice. Safe to call for an import that has ended: nothing happens.
 * @throws whatever is wrong with the machine (database away, worker stopping): the queue then runs it again, from where it stood.
 */
export async function runImport(id: string, signal?: AbortSignal): Promise<void> {
  while (!(await runOn(id, signal))) await wait(incidentPauseSeconds * 1000, undefined, signal && { signal });
}

/** False where an incident holds it back: it goes on from there once the desk is in its normal mode. */
async function runOn(id: string, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    const running = await begin(id);
    if (running) await runFrom(running, signal);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.reason === "read_only_mode") return false;
    throw error;
  }
}

async function runFrom(running: Running, signal: AbortSignal | undefined): Promise<void> {
  try {
    const isStopped = running.options.onError === "stop" && running.nextRow === 0 && (await refuseWhole(running));
    if (!isStopped) await takeRows(running, signal);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === "unavailable") throw error;
    // Whoever was suspended in the middle writes nothing any more, not even that it ended.
    if (error.reason === "signed_out") await end({ ...running, actor: stopper }, "failed", "owner_may_not_import");
    else await end(running, "failed", error.reason);
  }
}

async function begin(id: string): Promise<Running | null> {
  const row = await db().import.findUnique({ where: { id } });
  if (!row?.source || (row.status !== "queued" && row.status !== "running")) return null;
  const owner = await db().user.findUniqueOrThrow({ where: { id: row.userId } });
  const actor: UserActor = {
    kind: "user",
    id: owner.id,
    pseudonym: owner.pseudonym,
    roles: liveRoles(owner.roles as Role[], owner.vettedUntil, new Date()),
    requestId: `import-${randomUUID()}`,
  };
  const base = {
    id,
    actor,
    nextRow: row.nextRow,
    isDryRun: row.isDryRun,
    options: importOptionsSchema.parse(row.options),
  };
  if (owner.status !== "active" || !can(actor, "report:import")) {
    await end({ ...base, actor: stopper }, "failed", "owner_may_not_import");
    return null;
  }
  if (row.status === "queued")
    await change(actor, "import.started", {}, (tx) => tx.import.update({ where: { id }, data: { status: "running" } }));
  return { ...base, rows: readTable(decodeText(row.source).text).rows };
}

const read = (row: TableRow, options: ImportOptions, now: Date): ReadRow =>
  row.problem
    ? { reports: [], problems: [{ reason: row.problem, field: null, details: {} }] }
    : readRow(row.cells, options, now);

/** "All or nothing": with one bad row nothing goes in, and all bad rows are listed. */
async function refuseWhole(running: Running): Promise<boolean> {
  const now = new Date();
  const bad: ProblemAt[] = [];
  for (const row of running.rows) bad.push(...numbered(row.line, read(row, running.options, now).problems));
  if (bad.length === 0) return false;
  await keepProblems(running.id, bad);
  await db().import.update({
    where: { id: running.id },
    data: { refusedCount: new Set(bad.map((one) => one.line)).size },
  });
  await end(running, "failed", "bad_rows");
  return true;
}

async function takeRows(running: Running, signal: AbortSignal | undefined): Promise<void> {
  const seen = new Set<string>();
  const now = new Date();
  for (let index = running.nextRow; index < running.rows.length; index += 1) {
    const row = running.rows[index];
    if (!row) break;
    if (index % stretch === 0) {
      signal?.throwIfAborted();
      const asked = await db().import.findUniqueOrThrow({ where: { id: running.id }, select: { cancelAsked: true } });
      if (asked.cancelAsked) return end(running, "cancelled", null);
    }
    const { reports, problems } = read(row, running.options, now);
    const outcome: RowOutcome = {
      created: 0,
      joined: 0,
      known: 0,
      refused: problems.length > 0 && reports.length === 0 ? 1 : 0,
      problems,
    };
    await takeRow({ ...running, index, reports, outcome, seen });
    if (outcome.problems.length > 0) await keepProblems(running.id, numbered(row.line, outcome.problems));
  }
  await end(running, "done", null);
}

type ProblemAt = RowProblem & { line: number; ordinal: number };
const numbered = (line: number, problems: readonly RowProblem[]): ProblemAt[] =>
  problems.map((problem, ordinal) => ({ ...problem, line, ordinal }));

async function keepProblems(importId: string, problems: readonly ProblemAt[]): Promise<void> {
  const kept = await db().importProblem.count({ where: { importId } });
  await db().importProblem.createMany({
    data: problems.slice(0, Math.max(0, problemsKept - kept)).map(({ line, ordinal, reason, field, details }) => ({
      importId,
      line,
      ordinal,
      reason,
      columnName: field,
      details,
    })),
    skipDuplicates: true,
  });
}

/** The file goes with the end, unless the owner may still want to correct the mapping and start again. */
async function end(
  { id, actor, isDryRun }: Pick<Running, "id" | "isDryRun"> & { actor: Actor },
  status: "done" | "failed" | "cancelled",
  failure: string | null,
): Promise<void> {
  const isOver = status === "done" && !isDryRun;
  await change(actor, status === "cancelled" ? "import.cancelled" : "import.ended", {}, (tx) =>
    tx.import.update({
      where: { id },
      data: { status, failure, finishedAt: new Date(), ...(isOver && { source: null }) },
    }),
  );
}
