import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { DomainError } from "@/lib/domain/errors";
import { fixture } from "@/lib/testing/fixtures";
import { toBase64 } from "./bytes";
import type { Hashing } from "./hashing";
import { emptyRoot, leafHash, nodeHash, verifyConsistency, verifyInclusion } from "./merkle-tree";
import { appendLeaves, edgeTilesOf, rootAt, type TileAt, tileKey, type Tiles } from "./tiles";
import { consistencyProof, inclusionProof, tilesForConsistency, tilesForInclusion } from "./tree-proofs";

const leafAt = (index: number): Uint8Array => leafHash(new TextEncoder().encode(`leaf ${index}`), nodeHashing);
const leavesOf = (start: number, end: number): Uint8Array[] =>
  Array.from({ length: end - start }, (_, at) => leafAt(start + at));

const remembered = new Map<string, Uint8Array>();
/** All pairs of sizes ask for the same few nodes millions of times: each is hashed once. */
const patientHashing: Hashing = {
  ...nodeHashing,
  sha256(data) {
    const key = Buffer.from(data.buffer, data.byteOffset, data.length).toString("latin1");
    const known = remembered.get(key) ?? nodeHashing.sha256(data);
    remembered.set(key, known);
    return known;
  },
};

/** The definition, word for word: split at the greatest power of two below the length. */
function bruteRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return emptyRoot(nodeHashing);
  if (leaves.length === 1) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(bruteRoot(leaves.slice(0, split)), bruteRoot(leaves.slice(split)), nodeHashing);
}

/** Only what was asked for, and no wider: a reader of anything else would fail. */
function only(tiles: Tiles, asked: readonly TileAt[]): Tiles {
  return new Map(
    asked.map((at) => {
      const tile = tiles.get(tileKey(at));
      if (tile === undefined || tile.length < at.width * 32) throw new Error(`${tileKey(at)} is not ${at.width} wide`);
      return [tileKey(at), tile.slice(0, at.width * 32)];
    }),
  );
}

interface Grown {
  tiles: Map<string, Uint8Array>;
  size: number;
  root: Uint8Array;
}
const nothing = (): Grown => ({ tiles: new Map(), size: 0, root: emptyRoot(nodeHashing) });

function grow(tree: Grown, leaves: readonly Uint8Array[]): Grown {
  const edge = only(tree.tiles, edgeTilesOf(tree.size));
  const { size, root, tiles } = appendLeaves(tree.size, edge, leaves, nodeHashing);
  return { tiles: new Map([...tree.tiles, ...tiles]), size, root };
}

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof DomainError ? `${error.code}: ${error.reason}` : "a defect";
  }
  return "nothing";
};

describe("a tree kept as tiles", () => {
  const most = 300;
  const leaves = leavesOf(0, most);
  const roots = Array.from({ length: most + 1 }, (_, size) => bruteRoot(leaves.slice(0, size)));
  const tree = grow(nothing(), leaves);

  it("has the root of the definition at every size, however its leaves came", () => {
    let one = nothing();
    for (const leaf of leaves) {
      one = grow(one, [leaf]);
      expect(one.root).toEqual(roots[one.size]);
    }
    expect(one.tiles).toEqual(tree.tiles);
    for (const step of [2, 7, 64, 255, 256, 257]) {
      let stepped = nothing();
      while (stepped.size < most) stepped = grow(stepped, leaves.slice(stepped.size, stepped.size + step));
      expect(stepped.tiles).toEqual(tree.tiles);
      expect(stepped.root).toEqual(roots[most]);
    }
  });

  it("still knows the root of every earlier size, from that size's edge and full tiles", () => {
    for (let size = 0; size <= most; size++) expect(rootAt(size, tree.tiles, nodeHashing)).toEqual(roots[size]);
  });

  /** Every pair up to 130; of those up to 300 a seventh, and all beside the borders of tiles and powers. */
  const isTried = (small: number, great: number): boolean =>
    great <= 130 || (small * 31 + great) % 7 === 0 || [0, 127, 255, great - 1].some((at) => Math.abs(small - at) <= 1);

  it("proves leaves in every tree up to 300, from the tiles it names alone", () => {
    for (let size = 1; size <= most; size++) {
      for (let index = 0; index < size; index++) {
        if (!isTried(index, size)) continue;
        const proof = inclusionProof(index, size, only(tree.tiles, tilesForInclusion(index, size)), patientHashing);
        const claim = { index, size, leafHash: leaves[index]!, proof, root: roots[size]! };
        if (!verifyInclusion(claim, patientHashing)) expect.fail(`${index} of ${size}`);
        if (index > 0 && verifyInclusion({ ...claim, index: index - 1 }, patientHashing))
          expect.fail(`${index - 1}, forged`);
      }
    }
  }, 60_000);

  it("proves the growth between sizes up to 300, from the tiles it names alone", () => {
    for (let size2 = 1; size2 <= most; size2++) {
      for (let size1 = 1; size1 <= size2; size1++) {
        if (!isTried(size1, size2)) continue;
        const proof = consistencyProof(
          size1,
          size2,
          only(tree.tiles, tilesForConsistency(size1, size2)),
          patientHashing,
        );
        const claim = { size1, size2, root1: roots[size1]!, root2: roots[size2]!, proof };
        if (!verifyConsistency(claim, patientHashing)) expect.fail(`${size1} to ${size2}`);
        if (size1 < size2 && verifyConsistency({ ...claim, root1: roots[size1 - 1]! }, patientHashing))
          expect.fail(`${size1} to ${size2}, forged`);
      }
    }
  }, 60_000);

  it("gives back only tiles that changed, whole", () => {
    const { tiles } = appendLeaves(300, only(tree.tiles, edgeTilesOf(300)), leavesOf(300, 302), nodeHashing);
    expect([...tiles].map(([key, tile]) => [key, tile.length / 32])).toEqual([["0/1", 46]]);
    const filled = appendLeaves(300, only(tree.tiles, edgeTilesOf(300)), leavesOf(300, 513), nodeHashing);
    expect([...filled.tiles].map(([key, tile]) => [key, tile.length / 32])).toEqual([
      ["0/1", 256],
      ["0/2", 1],
      ["1/0", 2],
    ]);
    expect(appendLeaves(300, only(tree.tiles, edgeTilesOf(300)), [], nodeHashing).tiles.size).toBe(0);
  });

  it("is laid out as the specification's examples are", () => {
    expect(edgeTilesOf(70_000)).toEqual([
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ]);
    expect(edgeTilesOf(256)).toEqual([{ level: 1, index: 0, width: 1 }]);
    expect(edgeTilesOf(0)).toEqual([]);
  });

  it("refuses an edge that is missing, shorter or longer than the size says", () => {
    const edge = only(tree.tiles, edgeTilesOf(300));
    const { tiles } = appendLeaves(300, edge, leavesOf(300, 301), nodeHashing);
    const shorter = new Map([...edge, ["0/1", edge.get("0/1")!.slice(32)] as const]);
    for (const other of [new Map<string, Uint8Array>(), shorter, new Map([...edge, ...tiles])])
      expect(refusal(() => appendLeaves(300, other, leavesOf(300, 301), nodeHashing))).toBe(
        "unavailable: tile_missing",
      );
    expect(refusal(() => rootAt(301, tree.tiles, nodeHashing))).toBe("unavailable: tile_missing");
  });

  it("refuses sizes and indexes that do not exist", () => {
    expect(refusal(() => edgeTilesOf(-1))).toBe("invalid_input: tree_size");
    expect(refusal(() => edgeTilesOf(1.5))).toBe("invalid_input: tree_size");
    expect(refusal(() => tilesForInclusion(5, 5))).toBe("not_found: leaf_index");
    expect(refusal(() => tilesForInclusion(0, 0))).toBe("not_found: leaf_index");
    expect(refusal(() => tilesForConsistency(6, 5))).toBe("invalid_input: tree_size");
  });
});

describe("a tree past the second level", () => {
  const sizes = [255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 65_793];
  const most = 65_800;
  const leaves = leavesOf(0, most);
  const roots = new Map(sizes.map((size) => [size, bruteRoot(leaves.slice(0, size))]));
  let tree = nothing();
  for (const step of [1, 254, 1, 1, 65_278, 1, 1, 263]) tree = grow(tree, leaves.slice(tree.size, tree.size + step));

  it("keeps its roots around every boundary of a tile", () => {
    expect(tree.size).toBe(most);
    for (const [size, root] of roots)
      expect(toBase64(rootAt(size, tree.tiles, nodeHashing)), `${size}`).toBe(toBase64(root));
  });

  it("proves leaves and growth across the boundaries", () => {
    for (const [size, root] of roots) {
      const indexes = [0, 1, 255, 256, 257, 32_768, 65_279, 65_535, 65_536, size - 2, size - 1, (size * 7919) % size];
      for (const index of indexes.filter((at) => at < size)) {
        const proof = inclusionProof(index, size, only(tree.tiles, tilesForInclusion(index, size)), nodeHashing);
        const claim = { index, size, leafHash: leaves[index]!, proof, root };
        expect(verifyInclusion(claim, nodeHashing), `${index} of ${size}`).toBe(true);
      }
      for (const [size1, root1] of roots) {
        if (size1 > size) continue;
        const proof = consistencyProof(size1, size, only(tree.tiles, tilesForConsistency(size1, size)), nodeHashing);
        const claim = { size1, size2: size, root1, root2: root, proof };
        expect(verifyConsistency(claim, nodeHashing), `${size1} to ${size}`).toBe(true);
      }
    }
  });

  it("needs few tiles for a proof, however great the tree", () => {
    expect(tilesForInclusion(1_234_567, 10_000_000).length).toBeLessThanOrEqual(7);
    expect(tilesForConsistency(1_234_567, 10_000_000).length).toBeLessThanOrEqual(7);
    expect(edgeTilesOf(2 ** 48 + 257).map(({ level }) => level)).toEqual([0, 1, 6]);
  });
});

const published = fixture("checkpoints");
describe.skipIf(published === undefined)("tiles nobody here made (skipped where they are absent)", () => {
  const read = (name: string): Buffer => readFileSync(path.join(published ?? "", name));

  it("are the tiles that we make of the same leaves", () => {
    const texts = JSON.parse(read("leaves.json").toString()) as string[];
    let tree = nothing();
    for (const text of texts) {
      tree = grow(tree, [leafHash(new TextEncoder().encode(text), nodeHashing)]);
      expect(Buffer.from(tree.tiles.get("0/0")!)).toEqual(read(`tile/0/000.p/${tree.size}`));
    }
    expect(tree.size).toBe(15);
  });
});
