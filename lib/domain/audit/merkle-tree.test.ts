import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fixture } from "@/lib/testing/fixtures";
import { portableHashing } from "./hashing";
import { emptyRoot, leafHash, nodeHash, verifyConsistency, verifyInclusion } from "./merkle-tree";

const folder = fixture("merkle");
const bytes = z.string().transform((text) => new Uint8Array(Buffer.from(text, "base64")));
const proof = z.array(bytes).nullable();
const common = { proof, desc: z.string(), wantErr: z.boolean() };
const inclusion = z.object({ leafIdx: z.number(), treeSize: z.number(), root: bytes, leafHash: bytes, ...common });
const consistency = z.object({ size1: z.number(), size2: z.number(), root1: bytes, root2: bytes, ...common });

const filesOf = (kind: string): string[] =>
  folder === undefined
    ? []
    : readdirSync(path.join(folder, kind), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".json"))
        .sort();
const read = (...names: readonly string[]): unknown =>
  JSON.parse(readFileSync(path.join(folder ?? "", ...names), "utf8")) as unknown;

/** What our verifier says of a file of either kind, and what it should. */
function verdict(kind: string, name: string): { isRight: boolean; mustBe: boolean } {
  if (kind === "inclusion") {
    const file = inclusion.parse(read(kind, name));
    const claim = { ...file, index: file.leafIdx, size: file.treeSize, proof: file.proof ?? [] };
    return { isRight: verifyInclusion(claim, portableHashing), mustBe: !file.wantErr };
  }
  const file = consistency.parse(read(kind, name));
  return { isRight: verifyConsistency({ ...file, proof: file.proof ?? [] }, portableHashing), mustBe: !file.wantErr };
}

describe.skipIf(folder === undefined)("proofs nobody here made (skipped where they are absent)", () => {
  it.each(["inclusion", "consistency"])("get the expected verdict, every %s file", (kind) => {
    const files = filesOf(kind);
    const wrong = files.filter((name) => {
      const { isRight, mustBe } = verdict(kind, name);
      return isRight !== mustBe;
    });
    expect(wrong).toEqual([]);
    const mustVerify = files.filter((name) => verdict(kind, name).mustBe);
    expect(mustVerify.length).toBeGreaterThanOrEqual(3);
    expect(files.length).toBeGreaterThan(40);
  });
});

const hash = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const empty = emptyRoot(portableHashing);
const none = new Uint8Array(0);

describe("a proof of inclusion", () => {
  it("holds for nothing in a tree of no leaves, whatever its root", () => {
    for (const root of [empty, none, hash(1)])
      expect(verifyInclusion({ index: 0, size: 0, leafHash: hash(1), proof: [], root }, portableHashing)).toBe(false);
  });

  it("is refused where root or leaf is not a hash, even if both are equal", () => {
    for (const odd of [none, new Uint8Array(31), new Uint8Array(33)])
      expect(verifyInclusion({ index: 0, size: 1, leafHash: odd, proof: [], root: odd }, portableHashing)).toBe(false);
  });

  it("is refused for an index or size that is no whole number, or too great to be told exactly", () => {
    const leaf = leafHash(Uint8Array.of(1), portableHashing);
    const root = leaf;
    expect(verifyInclusion({ index: 0, size: 1, leafHash: leaf, proof: [], root }, portableHashing)).toBe(true);
    for (const [index, size] of [
      [-1, 1],
      [0.5, 1],
      [Number.NaN, 1],
      [0, 1.5],
      [0, 2 ** 53],
      [1, 1],
    ] as const)
      expect(
        verifyInclusion({ index, size, leafHash: leaf, proof: [], root }, portableHashing),
        `${index} ${size}`,
      ).toBe(false);
  });

  it("counts beyond 32 bits", () => {
    // A tree of 2^40 + 1 leaves: the last one's sibling is all the others.
    const leaf = hash(7);
    const root = nodeHash(hash(8), leaf, portableHashing);
    const claim = { index: 2 ** 40, size: 2 ** 40 + 1, leafHash: leaf, proof: [hash(8)], root };
    expect(verifyInclusion(claim, portableHashing)).toBe(true);
    expect(verifyInclusion({ ...claim, index: 0 }, portableHashing)).toBe(false);
    expect(verifyInclusion({ ...claim, size: 2 }, portableHashing)).toBe(false);
  });
});

describe("a proof of consistency", () => {
  it("holds between two empty trees and from no empty tree to another", () => {
    const claim = { size1: 0, size2: 0, root1: empty, root2: empty, proof: [] };
    expect(verifyConsistency(claim, portableHashing)).toBe(true);
    expect(verifyConsistency({ ...claim, root1: hash(1), root2: hash(1) }, portableHashing)).toBe(false);
    expect(verifyConsistency({ ...claim, size2: 1, root2: hash(1) }, portableHashing)).toBe(false);
    expect(verifyConsistency({ ...claim, size2: 1, root2: empty }, portableHashing)).toBe(false);
  });

  it("is refused where the roots are not hashes, even if both are equal", () => {
    expect(verifyConsistency({ size1: 1, size2: 1, root1: none, root2: none, proof: [] }, portableHashing)).toBe(false);
    expect(verifyConsistency({ size1: 0, size2: 0, root1: none, root2: none, proof: [] }, portableHashing)).toBe(false);
  });
});
