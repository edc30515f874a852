import { areEqual } from "./bytes";
import type { Hashing } from "./hashing";

/** The tree of RFC 6962. Sizes and indexes are whole numbers beyond 32 bits, so they are divided, never shifted. */

export const hashLength = 32;

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  /** From the leaf's sibling up to the child of the root. */
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

export interface ConsistencyClaim {
  readonly size1: number;
  readonly size2: number;
  readonly root1: Uint8Array;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export function leafHash(bytes: Uint8Array, hashing: Hashing): Uint8Array {
  const data = new Uint8Array(bytes.length + 1);
  data.set(bytes, 1);
  return hashing.sha256(data);
}

export function nodeHash(left: Uint8Array, right: Uint8Array, hashing: Hashing): Uint8Array {
  const data = new Uint8Array(1 + 2 * hashLength);
  data[0] = 1;
  data.set(left, 1);
  data.set(right, 1 + hashLength);
  return hashing.sha256(data);
}

export const emptyRoot = (hashing: Hashing): Uint8Array => hashing.sha256(new Uint8Array(0));

const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const areHashes = (...hashes: readonly Uint8Array[]): boolean => hashes.every((hash) => hash.length === hashLength);

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest > 1 && !isOdd(rest)) rest = half(rest);
  return rest === 1;
}

/** Whether the leaf is at this index of the tree of this size and root. A tree of no leaves holds nothing. */
export function verifyInclusion(
  { index, size, leafHash: leaf, proof, root }: InclusionClaim,
  hashing: Hashing,
): boolean {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes(leaf, root, ...proof)) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash, hashing);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling, hashing);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && areEqual(hash, root);
}

/**
 * Whether the second tree holds the first one unchanged, as its beginning. From an empty tree nothing follows, so a claim about
 * one is true only of two empty trees.
 */
export function verifyConsistency({ size1, size2, root1, root2, proof }: ConsistencyClaim, hashing: Hashing): boolean {
  if (!isSize(size1) || !isSize(size2) || size1 > size2 || !areHashes(root1, root2, ...proof)) return false;
  if (size1 === size2) {
    const isRight = size1 > 0 || areEqual(root1, emptyRoot(hashing));
    return isRight && proof.length === 0 && areEqual(root1, root2);
  }
  if (size1 === 0) return false;
  const path = isPowerOfTwo(size1) ? [root1, ...proof] : proof;
  const [start, ...rest] = path;
  if (start === undefined || proof.length === 0) return false;
  let [node, last] = [size1 - 1, size2 - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  let [first, second] = [start, start];
  for (const hash of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      first = nodeHash(hash, first, hashing);
      second = nodeHash(hash, second, hashing);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      second = nodeHash(second, hash, hashing);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && areEqual(first, root1) && areEqual(second, root2);
}
