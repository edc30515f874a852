import "server-only";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import type { TrailReader } from "@/lib/db/trail-reader";
import { isLeafAt, isLeafAnywhere } from "@/lib/db/verify-pages";
import { parseCheckpoint } from "@/lib/domain/audit/checkpoint";
import type { GivenEvidence } from "@/lib/domain/audit/given-evidence";
import { keysAt } from "@/lib/domain/audit/log-keys";
import { parsePromise } from "@/lib/domain/audit/log-statements";
import type { Problem } from "@/lib/domain/audit/problems";
import { parseNote, parseVerifierKey, verifyNote } from "@/lib/domain/audit/signed-note";
import { toHex } from "@/lib/domain/audit/bytes";
import { leavesOf, type LogToVerify } from "./verify-log";

/** The logs with the heads that they must continue, and what can be told of those without reading the tree. */
export function holdAgainst(
  logs: readonly LogToVerify[],
  { checkpoints }: GivenEvidence,
): { logs: LogToVerify[]; problems: Problem[] } {
  const problems: Problem[] = [];
  let held = [...logs];
  for (const note of checkpoints) {
    const { origin, size, root } = parseCheckpoint(parseNote(note).text);
    const id = `given checkpoint ${size}`;
    const log = held.find((one) => one.origin === origin);
    if (!log) problems.push({ id, problem: "against_other_log", details: { origin } });
    else if (!isSigned(note, log, size)) problems.push({ id, problem: "against_unsigned" });
    else if (size > leavesOf(log)) problems.push({ id, problem: "against_ahead", details: { here: leavesOf(log) } });
    else {
      const head = { size, root, otherwise: { id, problem: "against_differs" } } as const;
      held = held.map((one) => (one === log ? { ...one, known: [...one.known, head] } : one));
    }
  }
  return { logs: held, problems };
}

/** The leaves that the log was proven or promised to hold. */
export async function* missingLeaves(
  reader: TrailReader,
  logs: readonly LogToVerify[],
  { leaves, promises }: GivenEvidence,
  now: Date,
): AsyncGenerator<Problem> {
  for (const { origin, index, hash } of leaves) {
    const log = logs.find((one) => one.origin === origin);
    if (log && index !== null && !(await isLeafAt(reader, log.number, index, hash)))
      yield { id: `given leaf ${index}`, problem: "against_leaf_missing" };
  }
  for (const note of promises) {
    const { origin, leafHash, at, withinSeconds } = parsePromise(parseNote(note).text);
    const log = logs.find((one) => one.origin === origin);
    const id = `given promise ${toHex(leafHash).slice(0, 16)}`;
    if (!log) yield { id, problem: "against_other_log", details: { origin } };
    else if (!isSigned(note, log, 0)) yield { id, problem: "against_unsigned" };
    else if (now.getTime() > Date.parse(at) + withinSeconds * 1000 && !(await isLeafAnywhere(reader, leafHash)))
      yield { id, problem: "against_leaf_missing", details: { promised: at } };
  }
}

function isSigned(note: string, { believed }: LogToVerify, size: number): boolean {
  try {
    verifyNote(note, keysAt(believed, size).map(parseVerifierKey), nodeHashing);
    return true;
  } catch {
    return false;
  }
}
