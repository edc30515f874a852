import { fromBase64 } from "./bytes";
import { parseCheckpoint } from "./checkpoint";
import type { Hashing } from "./hashing";
import { isPromise, parsePromise } from "./log-statements";
import { leafHash } from "./merkle-tree";
import { type Growth, type Manifest, parseEvidence, type Receipt } from "./receipt";
import { parseNote } from "./signed-note";
import { isTlogProof, parseTlogProof } from "./tlog-proof";

/** A leaf that the log must hold: at this index, or somewhere. */
export interface GivenLeaf {
  readonly origin: string;
  readonly hash: Uint8Array;
  readonly index: number | null;
}

/** What somebody kept of the log: heads that it must continue, leaves that it must hold. */
export interface GivenEvidence {
  readonly checkpoints: readonly string[];
  readonly leaves: readonly GivenLeaf[];
  /** Signed notes; each is about a leaf, which has to be in the log once its time is over. */
  readonly promises: readonly string[];
}

/**
 * Takes apart a checkpoint, a receipt, a manifest, a proof, two checkpoints or a bare promise. Believes nothing: signatures are for whoever has keys.
 * @throws DomainError `invalid_input` for anything else.
 */
export function readEvidence(text: string, hashing: Hashing): GivenEvidence {
  const hashOf = (encoded: string): Uint8Array => leafHash(fromBase64(encoded) ?? new Uint8Array(0), hashing);
  if (text.trimStart().startsWith("{")) return ofFile(parseEvidence(text), hashOf);
  if (isTlogProof(text)) {
    const { checkpoint, extra, index } = parseTlogProof(text);
    const { origin } = parseCheckpoint(parseNote(checkpoint).text);
    const leaves = extra === null ? [] : [{ origin, hash: leafHash(extra, hashing), index }];
    return { checkpoints: [checkpoint], leaves, promises: [] };
  }
  if (isPromise(text)) return ofPromises([text]);
  parseCheckpoint(parseNote(text).text);
  return { checkpoints: [text], leaves: [], promises: [] };
}

function ofPromises(promises: readonly string[]): GivenEvidence {
  for (const note of promises) parsePromise(parseNote(note).text);
  return { checkpoints: [], leaves: [], promises };
}

function ofFile(file: Receipt | Manifest | Growth, hashOf: (encoded: string) => Uint8Array): GivenEvidence {
  if (file.format === "demasque-growth") return { checkpoints: [file.older, file.newer], leaves: [], promises: [] };
  const { origin } = file;
  if (file.format === "demasque-manifest") {
    const leaves = file.entries.map(({ leaf, index }) => ({ origin, hash: hashOf(leaf), index }));
    return { checkpoints: [file.checkpoint], leaves, promises: [] };
  }
  const { promises } = ofPromises([file.promise]);
  const hash = hashOf(file.leaf);
  const leaves = file.proof ? [{ origin, hash, index: file.proof.index }] : [];
  return { checkpoints: file.proof ? [file.proof.checkpoint] : [], leaves, promises };
}
