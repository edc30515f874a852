import { DomainError } from "../errors";
import type { Hashing } from "./hashing";
import { checkSize, type LeafRange, rangeRoot, type TileAt, type Tiles, tilesOfRanges } from "./tiles";

/** Proofs of RFC 6962, made from the tiles that they touch and no others. */

function largestPowerBelow(length: number): number {
  let power = 1;
  while (power * 2 < length) power *= 2;
  return power;
}

function inclusionRanges(index: number, size: number): LeafRange[] {
  checkSize(index);
  checkSize(size);
  if (index >= size) throw new DomainError("not_found", "leaf_index", { index, size });
  const siblings: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    siblings.push(index < middle ? [middle, end] : [start, middle]);
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return siblings.reverse();
}

function consistencyRanges(size1: number, size2: number): LeafRange[] {
  checkSize(size1);
  checkSize(size2);
  if (size1 > size2) throw new DomainError("invalid_input", "tree_size", { size1, size2 });
  if (size1 === 0 || size1 === size2) return [];
  const path: LeafRange[] = [];
  let [start, end] = [0, size2];
  while (end !== size1) {
    const middle = start + largestPowerBelow(end - start);
    path.push(size1 <= middle ? [middle, end] : [start, middle]);
    [start, end] = size1 <= middle ? [start, middle] : [middle, end];
  }
  // The older root itself is not told: the verifier has it.
  if (start > 0) path.push([start, end]);
  return path.reverse();
}

export const tilesForInclusion = (index: number, size: number): TileAt[] =>
  tilesOfRanges(inclusionRanges(index, size), size);

export const inclusionProof = (index: number, size: number, tiles: Tiles, hashing: Hashing): Uint8Array[] =>
  inclusionRanges(index, size).map((range) => rangeRoot(range, tiles, hashing));

export const tilesForConsistency = (size1: number, size2: number): TileAt[] =>
  tilesOfRanges(consistencyRanges(size1, size2), size2);

/** Empty where there is nothing to prove: from the empty tree, or between two trees of one size. */
export const consistencyProof = (size1: number, size2: number, tiles: Tiles, hashing: Hashing): Uint8Array[] =>
  consistencyRanges(size1, size2).map((range) => rangeRoot(range, tiles, hashing));
