import { DomainError } from "../errors";
import { emptyRoot, hashLength, nodeHash } from "./merkle-tree";
import type { Hashing } from "./hashing";

/**
 * The tree kept as tiles, as C2SP tlog-tiles lays them out: a tile holds up to 256 hashes side by side; a hash on level l is the
 * root of 256^l leaves. What lies between two levels is hashed anew when it is asked for.
 */

const tileWidth = 256;
const tileHeight = 8;

/** "level/index" → the hashes of that tile, one after the other. */
export type Tiles = ReadonlyMap<string, Uint8Array>;

export interface TileAt {
  readonly level: number;
  readonly index: number;
  /** How many hashes of the tile belong to the tree of the size that was asked about. */
  readonly width: number;
}

export const tileKey = ({ level, index }: { level: number; index: number }): string => `${level}/${index}`;

/** A complete subtree of 2^height leaves, the index-th of its height. */
interface Subtree {
  readonly height: number;
  readonly index: number;
}

export function checkSize(value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new DomainError("invalid_input", "tree_size");
}

/** How many hashes a tree of this size has on a level. */
const countOn = (level: number, size: number): number => Math.floor(size / tileWidth ** level);

/** The tiles at the right edge of a tree that are not full: all that a sealer reads to append to it. */
export function edgeTilesOf(size: number): TileAt[] {
  checkSize(size);
  const edge: TileAt[] = [];
  for (let level = 0; countOn(level, size) > 0; level++) {
    const count = countOn(level, size);
    if (count % tileWidth > 0) edge.push({ level, index: Math.floor(count / tileWidth), width: count % tileWidth });
  }
  return edge;
}

/** The complete subtrees that leaves start…end fall into, from the left. */
function subtreesOf(start: number, end: number): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end;) {
    let height = 0;
    while (2 ** (height + 1) <= end - at) height++;
    subtrees.push({ height, index: at / 2 ** height });
    at += 2 ** height;
  }
  return subtrees;
}

/** Where a subtree's hash is, or the hashes that it is made of. */
function placeOf({ height, index }: Subtree): { level: number; index: number; offset: number; count: number } {
  const level = Math.floor(height / tileHeight);
  const count = 2 ** (height % tileHeight);
  const first = index * count;
  return { level, index: Math.floor(first / tileWidth), offset: first % tileWidth, count };
}

function foldTile(tile: Uint8Array, offset: number, count: number, hashing: Hashing): Uint8Array {
  const row = tile.slice(offset * hashLength, (offset + count) * hashLength);
  for (let left = count / 2; left >= 1; left /= 2) {
    for (let at = 0; at < left; at++) {
      const pair = 2 * at * hashLength;
      const [before, after] = [
        row.subarray(pair, pair + hashLength),
        row.subarray(pair + hashLength, pair + 2 * hashLength),
      ];
      row.set(nodeHash(before, after, hashing), at * hashLength);
    }
  }
  return row.slice(0, hashLength);
}

function subtreeHash(subtree: Subtree, tiles: Tiles, hashing: Hashing): Uint8Array {
  const { level, index, offset, count } = placeOf(subtree);
  const tile = tiles.get(tileKey({ level, index }));
  if (tile === undefined || tile.length < (offset + count) * hashLength)
    throw new DomainError("unavailable", "tile_missing", { level, index });
  return foldTile(tile, offset, count, hashing);
}

/** Leaves start…end, where start is a place at which a subtree of that length may begin. */
export type LeafRange = readonly [start: number, end: number];

/** The tiles that the roots of these ranges are made from, each once. */
export function tilesOfRanges(ranges: readonly LeafRange[], size: number): TileAt[] {
  const found = new Map<string, TileAt>();
  for (const { level, index } of ranges.flatMap(([start, end]) => subtreesOf(start, end)).map(placeOf)) {
    const width = Math.min(tileWidth, countOn(level, size) - index * tileWidth);
    found.set(tileKey({ level, index }), { level, index, width });
  }
  return [...found.values()];
}

export function rangeRoot([start, end]: LeafRange, tiles: Tiles, hashing: Hashing): Uint8Array {
  return subtreesOf(start, end)
    .map((subtree) => subtreeHash(subtree, tiles, hashing))
    .reduceRight((right, left) => nodeHash(left, right, hashing));
}

/** The root of the tree's first `size` leaves. */
export function rootAt(size: number, tiles: Tiles, hashing: Hashing): Uint8Array {
  checkSize(size);
  return size === 0 ? emptyRoot(hashing) : rangeRoot([0, size], tiles, hashing);
}

export interface AppendedTree {
  readonly size: number;
  readonly root: Uint8Array;
  /** Only the tiles that are new or have grown, whole. */
  readonly tiles: Map<string, Uint8Array>;
}

/** The tree with further leaves. `edge` holds the tiles that `edgeTilesOf(size)` names, exactly as wide: more is another tree. */
export function appendLeaves(
  size: number,
  edge: Tiles,
  newLeafHashes: readonly Uint8Array[],
  hashing: Hashing,
): AppendedTree {
  const known = new Map<string, Uint8Array>();
  for (const at of edgeTilesOf(size)) {
    const tile = edge.get(tileKey(at));
    if (tile?.length !== at.width * hashLength)
      throw new DomainError("unavailable", "tile_missing", { level: at.level, index: at.index });
    known.set(tileKey(at), tile);
  }
  const changed = new Map<string, Uint8Array>();
  let added = newLeafHashes;
  for (let level = 0, count = size; added.length > 0; level++, count = countOn(level, size)) {
    const full: Uint8Array[] = [];
    for (let taken = 0; taken < added.length;) {
      const width = (count + taken) % tileWidth;
      const index = Math.floor((count + taken) / tileWidth);
      const next = added.slice(taken, taken + tileWidth - width);
      const tile = new Uint8Array((width + next.length) * hashLength);
      if (width > 0) tile.set(known.get(tileKey({ level, index })) ?? []);
      next.forEach((hash, at) => tile.set(hash, (width + at) * hashLength));
      changed.set(tileKey({ level, index }), tile);
      if (width + next.length === tileWidth) full.push(foldTile(tile, 0, tileWidth, hashing));
      taken += next.length;
    }
    added = full;
  }
  const grown = size + newLeafHashes.length;
  checkSize(grown);
  return { size: grown, root: rootAt(grown, new Map([...known, ...changed]), hashing), tiles: changed };
}
