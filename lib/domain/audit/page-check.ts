import { areEqual } from "./bytes";
import { type EntryRecord, leafPreimageOf } from "./entry-leaf";
import type { Hashing } from "./hashing";
import { hashLength, leafHash } from "./merkle-tree";
import type { Problem, ProblemCode } from "./problems";
import { leavesPerTile, rootOver } from "./tree-scan";

/** A stretch of the log by itself: its leaves, their entries, its lowest tiles. Stretches can be checked side by side. */

export interface LeafRow {
  readonly index: number;
  readonly entryId: string;
  readonly unit: string;
  readonly hash: Uint8Array;
  /**
   * Null where whoever keeps them found that `hash` is theirs and the entry is there to make them from anew: what is made is held
   * against `hash`, so that nothing depends on the finding but whether the bytes that are handed out with proofs are the right ones.
   */
  readonly bytes: Uint8Array | null;
  /** Null: the entry is gone. That its going is accounted for is checked over the whole log. */
  readonly entry: EntryRecord | null;
  /** Null: the entry's unit has no secret. */
  readonly secret: Uint8Array | null;
}

export interface Page {
  readonly log: number;
  /** A multiple of a tile's width. */
  readonly from: number;
  readonly to: number;
  /** In the order of their indexes. */
  readonly rows: readonly LeafRow[];
  /** The lowest tiles of this stretch, by index. */
  readonly tiles: ReadonlyMap<number, Uint8Array>;
  /** Sizes within (from, to] at which the tree's root is wanted. */
  readonly sizes: readonly number[];
}

export interface PageReport {
  readonly from: number;
  readonly to: number;
  readonly problems: readonly Problem[];
  /** The roots of the complete tiles, one after the other. */
  readonly tileRoots: Uint8Array;
  /** For each wanted size, how many complete tiles are left of it, and the root of the leaves between them and it. */
  readonly tails: readonly { readonly size: number; readonly tiles: number; readonly root: Uint8Array | null }[];
}

/** What a leaf and so on of one of several logs are called; the first needs no mention. */
export const inLog = (log: number, name: string): string => (log === 1 ? name : `${name} of log ${log}`);

export function checkPage(page: Page, hashing: Hashing): PageReport {
  const problems: Problem[] = [];
  const found = (name: string, problem: ProblemCode) => problems.push({ id: inLog(page.log, name), problem });
  const hashes = leafHashes(page, hashing, found, problems);
  for (let at = 0; at * leavesPerTile < page.to - page.from; at += 1) {
    const index = page.from / leavesPerTile + at;
    const tile = page.tiles.get(index);
    const expected = hashes.subarray(at * leavesPerTile * hashLength, (at + 1) * leavesPerTile * hashLength);
    if (tile === undefined) found(`tile 0/${index}`, "tile_missing");
    else if (!areEqual(tile, expected)) found(`tile 0/${index}`, "tile_differs");
  }
  const between = (start: number, end: number) =>
    rootOver(hashes.subarray(start * hashLength, end * hashLength), null, hashing);
  const complete = Math.floor((page.to - page.from) / leavesPerTile);
  const tileRoots = new Uint8Array(complete * hashLength);
  for (let at = 0; at < complete; at += 1)
    tileRoots.set(between(at * leavesPerTile, (at + 1) * leavesPerTile) ?? [], at * hashLength);
  const tails = page.sizes.map((size) => {
    const tiles = Math.floor((size - page.from) / leavesPerTile);
    return { size, tiles, root: between(tiles * leavesPerTile, size - page.from) };
  });
  return { from: page.from, to: page.to, problems, tileRoots, tails };
}

/** Of every leaf the hash of its bytes; of one that is missing what the tile says, so that one loss is one problem. */
function leafHashes(
  { log, from, to, rows, tiles }: Page,
  hashing: Hashing,
  found: (name: string, problem: ProblemCode) => void,
  problems: Problem[],
): Uint8Array {
  const hashes = new Uint8Array((to - from) * hashLength);
  const present = new Set<number>();
  for (const row of rows) {
    present.add(row.index);
    const hash = row.bytes === null ? row.hash : leafHash(row.bytes, hashing);
    hashes.set(hash, (row.index - from) * hashLength);
    if (!areEqual(hash, row.hash)) found(`leaf ${row.index}`, "leaf_hash_differs");
    const problem = entryProblem(row, hash, hashing);
    if (problem !== null) problems.push({ id: `entry ${row.entryId}`, problem, details: leafOf(log, row.index) });
    else if (row.entry !== null && row.entry.unit !== row.unit) found(`leaf ${row.index}`, "leaf_unit_differs");
  }
  for (let index = from; index < to; index += 1) {
    if (present.has(index)) continue;
    found(`leaf ${index}`, "leaf_missing");
    const at = (index % leavesPerTile) * hashLength;
    const known = tiles.get(Math.floor(index / leavesPerTile))?.subarray(at, at + hashLength);
    if (known?.length === hashLength) hashes.set(known, (index - from) * hashLength);
  }
  return hashes;
}

const leafOf = (log: number, index: number) => (log === 1 ? { leaf: index } : { leaf: index, log });

/** A row that begins has no values before, one that ends none after: a leaf has no fields for them, and nobody may read any. */
function saysOnlyWhatIsCommitted({ operation, changes }: EntryRecord): boolean {
  const [isInsert, isDelete] = [operation === "insert", operation === "delete"];
  for (const column in changes) {
    const sides = changes[column];
    if (sides?.length !== 2 || (isInsert && sides[0] !== null) || (isDelete && sides[1] !== null)) return false;
  }
  return true;
}

function entryProblem({ entry, secret }: LeafRow, hash: Uint8Array, hashing: Hashing): ProblemCode | null {
  if (entry === null) return null;
  if (secret === null) return "secret_missing";
  try {
    const isSame =
      saysOnlyWhatIsCommitted(entry) && areEqual(hashing.sha256(leafPreimageOf(entry, secret, hashing)), hash);
    return isSame ? null : "body_differs";
  } catch {
    // An entry that no leaf can be made of was not written by the product.
    return "body_differs";
  }
}
