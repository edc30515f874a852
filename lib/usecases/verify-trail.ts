import "server-only";
import { availableParallelism } from "node:os";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { db } from "@/lib/db/client";
import { openTrailReader, type TrailReader } from "@/lib/db/trail-reader";
import { insertVerification, type Verification } from "@/lib/db/verifications";
import { goneEntries, unsealedEntries } from "@/lib/db/verify-entries";
import { wrongCatalogue } from "@/lib/db/verify-catalogue";
import { logRows } from "@/lib/db/verify-logs";
import { readEvidence } from "@/lib/domain/audit/given-evidence";
import { type Problem, ProblemList, type ProblemCode } from "@/lib/domain/audit/problems";
import { env } from "@/lib/env";
import { examinePage, type PageTask } from "./examine-page";
import { holdAgainst, missingLeaves } from "./hold-against";
import { type Memory, prepareLogs, readMemory } from "./known-heads";
import { examineInThreads } from "./page-threads";
import { leavesOf, verifyLog } from "./verify-log";
import { wrongRows } from "./verify-rows";

export interface VerifyOptions {
  /** Also holds the live rows against the entries, and the database's own rules against the migrations. */
  isDeep?: boolean;
  /** The text of something kept from earlier: the log must continue it. */
  against?: string | null;
  /** Told of each problem as it is found, the first hundred of each kind. */
  onProblem?: (problem: Problem) => void;
  /** Leaves examined so far, of how many. */
  onProgress?: (done: number, total: number) => void;
}

export interface VerifiedTrail extends Verification {
  logs: number;
  /** Found and not listed, by kind. */
  unlisted: ReadonlyMap<ProblemCode, number>;
}

/** Below this, starting threads costs more than they save. */
const leavesForThreads = 20_000;
const threads = Math.min(4, Math.max(2, availableParallelism()));

/** Holds the whole trail against its tree, and the tree against its signed heads, as of one moment, in flat memory. */
export async function verifyTrail(options: VerifyOptions = {}): Promise<VerifiedTrail> {
  return await withSnapshot((reader, memory) => verifyFrom(reader, memory, options));
}

/** The same, unless somebody else is at it in this way: then null. */
export async function verifyTrailAlone(options: VerifyOptions = {}): Promise<VerifiedTrail | null> {
  return await withSnapshot(async (reader, memory) =>
    (await reader.claim("demasque.verify")) ? verifyFrom(reader, memory, options) : null,
  );
}

async function withSnapshot<Result>(work: (reader: TrailReader, memory: Memory) => Promise<Result>): Promise<Result> {
  const memory = readMemory();
  const reader = await openTrailReader(env().databaseUrl);
  try {
    return await work(reader, memory);
  } finally {
    await reader.close();
  }
}

async function verifyFrom(reader: TrailReader, memory: Memory, options: VerifyOptions): Promise<VerifiedTrail> {
  const { isDeep = false, against = null, onProblem, onProgress } = options;
  const startedAt = new Date();
  const given = against === null ? null : readEvidence(against, nodeHashing);
  const problems = new ProblemList(onProblem);
  const prepared = prepareLogs(await logRows(reader), memory);
  problems.add(...prepared.problems);
  const { logs, problems: early } = given ? holdAgainst(prepared.logs, given) : { ...prepared, problems: [] };
  problems.add(...early);
  const entries = logs.reduce((sum, log) => sum + leavesOf(log), 0);
  let done = 0;
  const onPage = (leaves: number) => onProgress?.((done += leaves), entries);
  const examine = entries < leavesForThreads ? inThisThread(reader) : inThreads(reader);
  for (const log of logs) await verifyLog(log, { reader, problems, examine, onPage });
  if (given) for await (const found of missingLeaves(reader, logs, given, startedAt)) problems.add(found);
  for await (const found of goneEntries(reader)) problems.add(...found);
  for await (const found of unsealedEntries(reader)) problems.add(...found);
  if (isDeep) {
    problems.add(...(await wrongCatalogue(reader)));
    for await (const found of wrongRows(reader)) problems.add(...found);
  }
  const { count: problemCount, listed, unlisted } = problems;
  const result = { startedAt, isDeep, entries, problemCount, problems: listed, unlisted, logs: logs.length };
  // What somebody brings along may be wrong by itself: that is no alarm about the log.
  if (!given) await insertVerification(db(), result);
  return result;
}

const inThisThread = (reader: TrailReader) =>
  async function* (tasks: Iterable<PageTask>) {
    for (const task of tasks) yield await examinePage(reader, task);
  };

const inThreads =
  ({ snapshot }: TrailReader) =>
  (tasks: Iterable<PageTask>) =>
    examineInThreads(threads, { connectionString: env().databaseUrl, snapshot }, tasks);
