import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DomainError } from "@/lib/domain/errors";
import { fixture } from "@/lib/testing/fixtures";
import { smallCheckpoint } from "@/lib/testing/small-log";
import { formatTlogProof, isTlogProof, parseTlogProof } from "./tlog-proof";

const checkpoint = smallCheckpoint(3);
const proof = {
  extra: Uint8Array.of(1, 2, 3),
  index: 2,
  hashes: [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)],
  checkpoint,
};
const text = formatTlogProof(proof);

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof DomainError ? error.reason : `a defect: ${String(error)}`;
  }
  return "nothing";
};

describe("a proof as one text", () => {
  it("comes back as it was written, with and without what goes with it", () => {
    for (const one of [proof, { ...proof, extra: null }, { ...proof, hashes: [] }, { ...proof, index: 0 }])
      expect(parseTlogProof(formatTlogProof(one))).toEqual(one);
    expect(isTlogProof(text)).toBe(true);
    expect(isTlogProof(checkpoint)).toBe(false);
  });

  it("is laid out line by line, the checkpoint below as it is", () => {
    const hashes = ["AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="];
    expect(text).toBe(["c2sp.org/tlog-proof@v1", "extra AQID", "index 2", ...hashes, "", checkpoint].join("\n"));
  });

  it.each([
    ["@v1", "@v2"],
    ["extra AQID", "extra"],
    ["extra AQID", "extra AQI"],
    ["extra AQID", "Extra AQID"],
    ["index 2", "index 02"],
    ["index 2", "index -1"],
    ["index 2", "index 9007199254740993"],
    ["index 2\n", ""],
    ["AQEBAQEB", "AQEB"],
    ["AQEBAQEB", "?QEBAQEB"],
    ["\n\n", "\n"],
  ])("is not read with %j as %j", (from, to) => {
    const other = from === "\n\n" ? text.replaceAll(from, to) : text.replace(from, to);
    expect(refusal(() => parseTlogProof(other))).toBe("proof_malformed");
  });

  it("is not read with more hashes than any tree is high", () => {
    const hashes = Array.from({ length: 65 }, () => new Uint8Array(32));
    expect(refusal(() => parseTlogProof(formatTlogProof({ ...proof, hashes })))).toBe("proof_malformed");
  });
});

const specification = fixture("checkpoints/c2sp-tlog-proof.md");
describe.skipIf(specification === undefined)("the specification's own example (skipped where it is absent)", () => {
  it("is read as it stands", () => {
    const example = /```\n(c2sp[\s\S]*?)```/.exec(readFileSync(specification ?? "", "utf8"))?.[1] ?? "";
    const read = parseTlogProof(example);
    expect(read.index).toBe(73894);
    expect(read.hashes).toHaveLength(5);
    expect(Buffer.from(read.extra ?? []).toString("latin1")).toMatch(/^age-v1\.2\.1-/);
    expect(read.checkpoint).toMatch(/^example\.com\/fancylog\n109482\n/);
  });
});
