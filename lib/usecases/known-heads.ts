import "server-only";
import { rememberedCheckpoint } from "@/lib/adapters/checkpoint-memory";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { preparedSeed, signingSeed } from "@/lib/adapters/signing-key";
import type { LogRow } from "@/lib/db/verify-logs";
import { type Checkpoint, parseCheckpoint, verifyCheckpoint } from "@/lib/domain/audit/checkpoint";
import { checkKeys, keysAt } from "@/lib/domain/audit/log-keys";
import { inLog } from "@/lib/domain/audit/page-check";
import type { Problem } from "@/lib/domain/audit/problems";
import { logKeyOf, parseNote, parseVerifierKey } from "@/lib/domain/audit/signed-note";
import { type KnownHead, leavesOf, type LogToVerify } from "./verify-log";

/** The head kept beside the key. Read before the database is: the database may then be ahead of it, never behind. */
export type Memory = string | null;
export const readMemory = (): Memory => rememberedCheckpoint();

/** The key that signs here: after a rotation that was cut short, the one that the log has already. */
function ownKeyOf({ origin, keys }: LogRow): string {
  const [prepared, newest] = [preparedSeed(), keys.at(-1)?.vkey];
  return prepared && logKeyOf(origin, prepared) === newest ? newest : logKeyOf(origin, signingSeed());
}

/** The logs with the keys to believe and the heads that are known from elsewhere, and what is wrong before anything is read. */
export function prepareLogs(rows: readonly LogRow[], memory: Memory): { logs: LogToVerify[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const logs = rows.map((row, at): LogToVerify => {
    const isNewest = at === rows.length - 1;
    const { keys: believed, problems: wrongKeys } = checkKeys(row, isNewest ? ownKeyOf(row) : null, nodeHashing);
    problems.push(...wrongKeys);
    if (row.leaves > 0 && row.headSize === 0)
      problems.push({ id: inLog(row.number, "checkpoint 0"), problem: "log_empty" });
    const log = { ...row, believed, known: [] };
    const heads = [isNewest ? rememberedHead(log, memory) : quotedHead(log, rows[at + 1])];
    problems.push(...heads.flatMap((head) => (head && "problem" in head ? [head] : [])));
    return { ...log, known: heads.flatMap((head) => (head && "root" in head ? [head] : [])) };
  });
  if (rows.length === 0) problems.push(...lostLog(memory));
  return { logs, problems };
}

function headOf(note: string, { believed }: LogToVerify): Checkpoint {
  const { size } = parseCheckpoint(parseNote(note).text);
  return verifyCheckpoint(note, keysAt(believed, size).map(parseVerifierKey), nodeHashing);
}

function originIn(note: string): string {
  try {
    return parseCheckpoint(parseNote(note).text).origin;
  } catch {
    return "";
  }
}

function rememberedHead(log: LogToVerify, memory: Memory): KnownHead | Problem | null {
  if (memory === null)
    return log.headSize === 0
      ? null
      : { id: inLog(log.number, `checkpoint ${log.headSize}`), problem: "memory_missing" };
  if (originIn(memory) !== log.origin) return { id: "last-checkpoint", problem: "memory_other_log" };
  try {
    const { size, root } = headOf(memory, log);
    if (size > leavesOf(log) || size > log.headSize)
      return {
        id: inLog(log.number, `checkpoint ${log.headSize}`),
        problem: "log_shrank",
        details: { remembered: size },
      };
    return { size, root, otherwise: { id: inLog(log.number, `checkpoint ${size}`), problem: "history_differs" } };
  } catch {
    return { id: "last-checkpoint", problem: "memory_unsigned" };
  }
}

/** An earlier log must be what the next one quotes; what was lost of it before it was restored is not here to be checked. */
function quotedHead(log: LogToVerify, next: LogRow | undefined): KnownHead | Problem | null {
  const quoted = next?.quotedCheckpoint ?? null;
  if (quoted === null) return { id: `log ${log.number + 1}`, problem: "log_unquoted" };
  const otherwise: Problem = { id: `log ${log.number}`, problem: "quoted_differs" };
  try {
    const { size, root, origin } = headOf(quoted, log);
    return origin === log.origin ? { size, root, otherwise } : otherwise;
  } catch {
    return otherwise;
  }
}

function lostLog(memory: Memory): Problem[] {
  if (memory === null) return [];
  try {
    const { size } = parseCheckpoint(parseNote(memory).text);
    return size === 0 ? [] : [{ id: "checkpoint 0", problem: "log_shrank", details: { remembered: size } }];
  } catch {
    return [{ id: "last-checkpoint", problem: "memory_unsigned" }];
  }
}
