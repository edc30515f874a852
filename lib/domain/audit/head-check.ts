import { areEqual } from "./bytes";
import { parseCheckpoint, verifyCheckpoint, verifyCosignature } from "./checkpoint";
import type { Hashing } from "./hashing";
import type { ProblemCode } from "./problems";
import { parseNote, parseVerifierKey, type VerifierKey } from "./signed-note";

export interface SignedHead {
  readonly size: number;
  readonly root: Uint8Array;
  readonly note: string;
}

/** Whether a head is signed by a key of its log, and says what its row says. That it is the tree's is checked apart. */
export function headProblem(
  { size, root, note }: SignedHead,
  { origin, keys }: { origin: string; keys: readonly VerifierKey[] },
  hashing: Hashing,
): ProblemCode | null {
  try {
    const said = verifyCheckpoint(note, keys, hashing);
    const isRow = said.origin === origin && said.size === size && areEqual(said.root, root);
    return isRow ? null : "checkpoint_differs";
  } catch {
    return "checkpoint_unsigned";
  }
}

/** Whether this line is what the witness signed about the head. */
export function isCosigned(note: string, { vkey, line }: { vkey: string; line: string }, hashing: Hashing): boolean {
  try {
    const { text } = parseNote(note);
    const [signature] = parseNote(`${text}\n${line.trimEnd()}\n`).signatures;
    parseCheckpoint(text);
    return signature !== undefined && verifyCosignature(text, signature, parseVerifierKey(vkey), hashing) !== null;
  } catch {
    return false;
  }
}
