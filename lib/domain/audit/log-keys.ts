import { areEqual } from "./bytes";
import type { Hashing } from "./hashing";
import { parseRotation } from "./log-statements";
import { inLog } from "./page-check";
import type { Problem } from "./problems";
import { parseVerifierKey, verifyNote } from "./signed-note";

export interface KeyRow {
  readonly vkey: string;
  readonly statement: string | null;
}

/** A key that may have signed for a log; null: the one in force. */
export interface LogKey {
  readonly vkey: string;
  /** The greatest tree that it signed before it named its successor. */
  readonly until: number | null;
}

/**
 * The keys that may have signed for a log, and what is wrong with them: each after the first needs the statement of the one before
 * it. `ownKey` is the key that signs here, for the log that is being written; of an earlier log null.
 */
export function checkKeys(
  { number, origin, keys }: { number: number; origin: string; keys: readonly KeyRow[] },
  ownKey: string | null,
  hashing: Hashing,
): { keys: LogKey[]; problems: Problem[] } {
  const problems: Problem[] = [];
  let believed: LogKey[] = [];
  for (const [at, { vkey, statement }] of keys.entries()) {
    const before = keys[at - 1];
    const isNamed = isKeyOf(origin, vkey);
    const size = before === undefined ? null : rotatedAt(vkey, statement, before.vkey, hashing);
    if (isNamed && (before === undefined || size !== null)) {
      believed = [...believed.slice(0, -1), ...believed.slice(-1).map((last) => ({ ...last, until: size }))];
      believed.push({ vkey, until: null });
      continue;
    }
    problems.push({ id: inLog(number, `key ${idIn(vkey)}`), problem: "key_unendorsed" });
    // Whoever put it there may have put those before it there too.
    believed = isNamed ? [{ vkey, until: null }] : [];
  }
  if (ownKey === null || believed.at(-1)?.vkey === ownKey) return { keys: believed, problems };
  // Signed by another key than ours nothing is to be believed, whatever the table of keys says.
  problems.push({ id: inLog(number, `key ${idIn(ownKey)}`), problem: "key_differs" });
  return { keys: [{ vkey: ownKey, until: null }], problems };
}

const idIn = (vkey: string): string => vkey.split("+")[1] ?? "";

/** Those of the keys that could rightly sign a tree of this size. */
export const keysAt = (keys: readonly LogKey[], size: number): string[] =>
  keys.flatMap(({ vkey, until }) => (until === null || size <= until ? [vkey] : []));

function isKeyOf(origin: string, vkey: string): boolean {
  try {
    return parseVerifierKey(vkey).name === origin;
  } catch {
    return false;
  }
}

/** At which size the key before named this one; null where it did not. */
function rotatedAt(vkey: string, statement: string | null, before: string, hashing: Hashing): number | null {
  if (statement === null) return null;
  try {
    const { text } = verifyNote(statement, [parseVerifierKey(before)], hashing);
    const { newKey, size } = parseRotation(text);
    return areEqual(newKey.publicKey, parseVerifierKey(vkey).publicKey) ? size : null;
  } catch {
    return null;
  }
}
