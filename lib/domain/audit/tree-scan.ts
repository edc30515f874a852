import type { Hashing } from "./hashing";
import { emptyRoot, hashLength, nodeHash } from "./merkle-tree";

/** The whole tree once more, from its leaves, a tile at a time: what a verifier does. Memory grows with the tree's height only. */

export const leavesPerTile = 256;

const hashesIn = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length / hashLength }, (_, at) => bytes.subarray(at * hashLength, (at + 1) * hashLength));

function completeRoot(hashes: readonly Uint8Array[], hashing: Hashing): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const pairs = row;
    row = Array.from({ length: pairs.length / 2 }, (_, at) =>
      nodeHash(pairs[2 * at] ?? new Uint8Array(), pairs[2 * at + 1] ?? new Uint8Array(), hashing),
    );
  }
  return row[0] ?? emptyRoot(hashing);
}

/** The root over subtrees of one height, side by side, and what is right of them and lower (null for nothing). */
export function rootOver(bytes: Uint8Array, right: Uint8Array | null, hashing: Hashing): Uint8Array | null {
  const hashes = hashesIn(bytes);
  const parts: Uint8Array[] = [];
  for (let at = 0; at < hashes.length;) {
    let length = 1;
    while (length * 2 <= hashes.length - at) length *= 2;
    parts.push(completeRoot(hashes.slice(at, at + length), hashing));
    at += length;
  }
  return parts.reduceRight<Uint8Array | null>(
    (below, part) => (below === null ? part : nodeHash(part, below, hashing)),
    right,
  );
}

export interface ScannedTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

interface Level {
  hashes: Uint8Array;
  width: number;
  index: number;
}

/** Takes the roots of complete tiles of leaves, in order; knows the root of the tree at every point between two of them. */
export class TreeScan {
  readonly #levels: Level[] = [];

  constructor(
    private readonly hashing: Hashing,
    /** Told of every tile above the leaves as it is complete. */
    private readonly onTile: (tile: ScannedTile) => void,
  ) {}

  addTileRoot(root: Uint8Array): void {
    this.#add(1, root);
  }

  /** The root of the tree that has, right of the tiles so far, leaves whose own root is `tail` (null for none). */
  rootWith(tail: Uint8Array | null): Uint8Array {
    const root = this.#levels.reduce<Uint8Array | null>(
      (right, { hashes, width }) => rootOver(hashes.subarray(0, width * hashLength), right, this.hashing),
      tail,
    );
    return root ?? emptyRoot(this.hashing);
  }

  /** The tiles at the right edge, which are not complete. */
  edge(): ScannedTile[] {
    return this.#levels.flatMap(({ hashes, width, index }, at) =>
      width === 0 ? [] : [{ level: at + 1, index, hashes: hashes.slice(0, width * hashLength) }],
    );
  }

  /** How many tiles there are on a level above the leaves, the one at the edge included. */
  tilesOn(level: number): number {
    const found = this.#levels[level - 1];
    return found === undefined ? 0 : found.index + (found.width > 0 ? 1 : 0);
  }

  #add(level: number, root: Uint8Array): void {
    const target = (this.#levels[level - 1] ??= {
      hashes: new Uint8Array(leavesPerTile * hashLength),
      width: 0,
      index: 0,
    });
    target.hashes.set(root, target.width * hashLength);
    target.width += 1;
    if (target.width < leavesPerTile) return;
    const hashes = target.hashes.slice();
    this.onTile({ level, index: target.index, hashes });
    target.width = 0;
    target.index += 1;
    this.#add(level + 1, completeRoot(hashesIn(hashes), this.hashing));
  }
}
