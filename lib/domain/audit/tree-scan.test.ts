import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { portableHashing } from "./hashing";
import { hashLength } from "./merkle-tree";
import { appendLeaves, rootAt, tileKey } from "./tiles";
import { leavesPerTile, rootOver, type ScannedTile, TreeScan } from "./tree-scan";

const leaves = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => new Uint8Array(createHash("sha256").update(`leaf ${at}`).digest()));
const joined = (hashes: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(hashes));

function scanOf(hashes: readonly Uint8Array[]): { scan: TreeScan; tail: Uint8Array | null; tiles: ScannedTile[] } {
  const tiles: ScannedTile[] = [];
  const scan = new TreeScan(portableHashing, (tile) => tiles.push(tile));
  const complete = Math.floor(hashes.length / leavesPerTile) * leavesPerTile;
  for (let at = 0; at < complete; at += leavesPerTile)
    scan.addTileRoot(
      rootOver(joined(hashes.slice(at, at + leavesPerTile)), null, portableHashing) ?? new Uint8Array(hashLength),
    );
  return { scan, tail: rootOver(joined(hashes.slice(complete)), null, portableHashing), tiles };
}

describe("scanning a tree tile by tile", () => {
  it.each([0, 1, 2, 3, 255, 256, 257, 511, 512, 700, 66_000])(
    "of %d leaves finds the root that the tiles give",
    (size) => {
      const hashes = leaves(size);
      const tree = appendLeaves(0, new Map(), hashes, portableHashing);
      const { scan, tail, tiles } = scanOf(hashes);
      expect(scan.rootWith(tail)).toEqual(rootAt(size, tree.tiles, portableHashing));
      for (const tile of [...tiles, ...scan.edge()]) expect(tile.hashes).toEqual(tree.tiles.get(tileKey(tile)));
      const above = [...tree.tiles.keys()].filter((key) => !key.startsWith("0/"));
      expect([...tiles, ...scan.edge()].map(tileKey).sort()).toEqual(above.sort());
      for (const level of [1, 2, 3])
        expect(scan.tilesOn(level)).toBe(above.filter((key) => key.startsWith(`${level}/`)).length);
    },
  );
});
