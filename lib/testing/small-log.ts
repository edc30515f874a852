import { nodeHashing } from "@/lib/adapters/node-hashing";
import { signCheckpoint } from "@/lib/domain/audit/checkpoint";
import { type EntryRecord, leafBytesOf, openField } from "@/lib/domain/audit/entry-leaf";
import { sealedWithin, signPromise } from "@/lib/domain/audit/log-statements";
import { leafHash } from "@/lib/domain/audit/merkle-tree";
import { buildManifest, buildReceipt, type Manifest, type Receipt } from "@/lib/domain/audit/receipt";
import { formatVerifierKey, verifierKeyOf } from "@/lib/domain/audit/signed-note";
import { appendLeaves, type Tiles } from "@/lib/domain/audit/tiles";
import { consistencyProof, inclusionProof } from "@/lib/domain/audit/tree-proofs";

/** A log of a few entries with everything that it gives out, for tests of what others make of that. */

export const smallLog = {
  origin: "desk.example/4f1c",
  seed: new Uint8Array(32).fill(41),
  promisedAt: "2026-11-22T09:41:16Z",
} as const;
export const smallLogKey = formatVerifierKey(verifierKeyOf({ name: smallLog.origin, seed: smallLog.seed }));

const secret = new Uint8Array(32).fill(77);
const entryAt = (index: number): EntryRecord => ({
  id: String(1000 + index),
  at: "2026-11-22T09:41:16.123456Z",
  actor: "user:9b2e",
  action: index % 2 === 0 ? "report.logged" : "case.decided",
  reason: null,
  requestId: `request-${index}`,
  operation: "insert",
  subjectTable: "report",
  subjectId: `r-${index}`,
  caseId: "c-1",
  unit: "case:c-1",
  isLane: false,
  changes: { state: [null, "notified"] },
});

export const smallLeaf = (index: number): Uint8Array => leafBytesOf(entryAt(index), secret, nodeHashing);

export const opened = (index: number, ...fields: readonly string[]) =>
  fields.map((field) => openField(entryAt(index), secret, field, nodeHashing));

export function smallTree(size: number): { tiles: Tiles; root: Uint8Array } {
  const leaves = Array.from({ length: size }, (_, index) => leafHash(smallLeaf(index), nodeHashing));
  return appendLeaves(0, new Map(), leaves, nodeHashing);
}

export const smallCheckpoint = (size: number, seed: Uint8Array = smallLog.seed): string =>
  signCheckpoint({ origin: smallLog.origin, size, root: smallTree(size).root, extensions: [] }, seed);

export const smallPromise = (index: number): string => {
  const { origin, promisedAt: at, seed } = smallLog;
  return signPromise(
    { origin, leafHash: leafHash(smallLeaf(index), nodeHashing), at, withinSeconds: sealedWithin },
    seed,
  );
};

/** The receipt of one entry: only promised, or with its proof in a tree of this size. */
export function smallReceipt(index: number, size: number | null, keys: readonly string[] = []): Receipt {
  const hashes = size === null ? [] : inclusionProof(index, size, smallTree(size).tiles, nodeHashing);
  return buildReceipt({
    origin: smallLog.origin,
    promise: smallPromise(index),
    leaf: smallLeaf(index),
    opened: opened(index, "action", "day", "new.state"),
    ...(size !== null && { proof: { index, hashes, checkpoint: smallCheckpoint(size) } }),
    keys,
  });
}

export function smallManifest(indexes: readonly number[], size: number): Manifest {
  const { tiles } = smallTree(size);
  return buildManifest({
    origin: smallLog.origin,
    caseRef: "412",
    checkpoint: smallCheckpoint(size),
    entries: indexes.map((index) => ({
      leaf: smallLeaf(index),
      index,
      proof: inclusionProof(index, size, tiles, nodeHashing),
      opened: opened(index, "action", "day"),
    })),
    keys: [],
  });
}

export const smallGrowth = (size1: number, size2: number): Uint8Array[] =>
  consistencyProof(size1, size2, smallTree(size2).tiles, nodeHashing);
