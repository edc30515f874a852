import { describe, expect, it } from "vitest";
import { smallCheckpoint, smallGrowth, smallLog, smallLogKey } from "@/lib/testing/small-log";
import { toBase64 } from "./bytes";
import { signCheckpoint } from "./checkpoint";
import type { Verdict } from "./findings";
import { readEvidence } from "./given-evidence";
import { portableHashing } from "./hashing";
import { formatEvidence } from "./receipt";
import { verifyEvidence } from "./verify-evidence";
import { verifyConsistencyOf } from "./verify-growth";

const trust = { pinned: [smallLogKey], witnesses: [] };
const claimOf = (from: number, to: number, proof: readonly Uint8Array[]) => ({
  ...{ from, to, older: smallCheckpoint(from), newer: smallCheckpoint(to) },
  ...{ hashes: proof.map(toBase64), keys: [] },
});
const grown = (from: number, to: number, proof: readonly Uint8Array[] = smallGrowth(from, to)): Verdict =>
  verifyConsistencyOf(claimOf(from, to, proof), trust);
const { origin, seed } = smallLog;
const rewritten = (size: number, name: string = origin): string =>
  signCheckpoint({ origin: name, size, root: new Uint8Array(32).fill(1), extensions: [] }, seed);

describe("two checkpoints of one log", () => {
  it("prove that it only grew, between any two sizes and from nothing", () => {
    for (const [size1, size2] of [
      [0, 0],
      [0, 1],
      [0, 9],
      [1, 1],
      [1, 2],
      [3, 9],
      [8, 9],
      [9, 9],
    ] as const)
      expect(grown(size1, size2), `${size1} to ${size2}`).toMatchObject({ kind: "growth", outcome: "proven" });
    expect(grown(3, 9).findings[0]).toEqual({ level: "proven", key: "growth", details: { from: 3, to: 9 } });
  });

  it("say so where the proof is wrong, missing, or of the wrong direction", () => {
    for (const verdict of [
      grown(3, 9, []),
      grown(3, 9, smallGrowth(4, 9)),
      grown(0, 9, smallGrowth(4, 9)),
      grown(9, 3, []),
    ])
      expect(verdict.findings.map(({ key }) => key)).toEqual(["growth_wrong"]);
  });

  it("are not said to be of other sizes than their own", () => {
    const claim = claimOf(3, 9, smallGrowth(3, 9));
    for (const said of [{ from: 2 }, { to: 8 }])
      expect(verifyConsistencyOf({ ...claim, ...said }, trust).findings.map(({ key }) => key)).toEqual([
        "growth_wrong",
      ]);
  });

  it("come in a file that is read like every other evidence, and that names keys which followed", () => {
    const file = { format: "demasque-growth", version: 1, ...claimOf(3, 9, smallGrowth(3, 9)) } as const;
    const read = (text: string) => verifyEvidence(text, { ...trust, now: new Date(0) });
    expect(read(formatEvidence(file))).toMatchObject({ kind: "growth", outcome: "proven", origin });
    expect(read(JSON.stringify({ ...file, more: 1 })).kind).toBe("unknown");
    expect(readEvidence(formatEvidence(file), portableHashing).checkpoints).toEqual([file.older, file.newer]);
  });

  it("are themselves the proof of a log that told two histories", () => {
    const claim = { ...claimOf(9, 9, []), newer: rewritten(9) };
    expect(verifyConsistencyOf(claim, trust).findings).toEqual([
      { level: "broken", key: "two_histories", details: { size: 9 } },
    ]);
    const longer = { ...claimOf(3, 9, smallGrowth(3, 9)), newer: rewritten(9) };
    expect(verifyConsistencyOf(longer, trust)).toMatchObject({ outcome: "broken" });
  });

  it("prove nothing where a signer is not known, the logs differ, or one cannot be read", () => {
    const claim = claimOf(3, 9, smallGrowth(3, 9));
    expect(verifyConsistencyOf(claim, { pinned: [], witnesses: [] }).outcome).toBe("unknown_signer");
    expect(verifyConsistencyOf({ ...claim, newer: rewritten(9, "other.example") }, trust).outcome).toBe("broken");
    expect(verifyConsistencyOf({ ...claim, older: "nothing" }, trust).outcome).toBe("broken");
    expect(verifyConsistencyOf({ ...claim, hashes: ["?"] }, trust).outcome).toBe("broken");
  });
});
