import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { DomainError } from "@/lib/domain/errors";
import { fixture } from "@/lib/testing/fixtures";
import { canonicalJson, type JsonValue } from "./canonical-json";

const folder = fixture("jcs");
const read = (...names: readonly string[]): string => readFileSync(path.join(folder ?? "", ...names), "utf8");
const parse = (text: string): JsonValue => JSON.parse(text) as JsonValue;

const refusal = (value: unknown): string => {
  try {
    return canonicalJson(value as JsonValue);
  } catch (error) {
    return error instanceof DomainError ? `${error.code}: ${error.reason}` : "a defect";
  }
};

function numberOf(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

describe.skipIf(folder === undefined)(
  "canonical JSON against RFC 8785's own material (skipped where it is absent)",
  () => {
    const names = folder === undefined ? [] : readdirSync(path.join(folder, "input"));

    it.each(names)("writes %s to the byte", (name) => {
      const written = canonicalJson(parse(read("input", name)));
      expect(written).toBe(read("output", name));
      const bytes = read("outhex", name.replace(".json", ".txt")).replace(/\s+/g, "");
      expect(Buffer.from(written).toString("hex")).toBe(bytes);
    });

    it.each(folder === undefined ? [] : readdirSync(path.join(folder, "erdtman/input")))(
      "writes the other implementation's %s to the byte",
      (name) => {
        expect(canonicalJson(parse(read("erdtman/input", name)))).toBe(read("erdtman/output", name).trimEnd());
      },
    );

    it("writes every number of the published list", () => {
      const lines = read("es6-numbers-1000.txt").trimEnd().split("\n");
      expect(lines).toHaveLength(1000);
      for (const line of lines) {
        const [bits = "", expected] = line.split(",");
        expect(canonicalJson(numberOf(bits)), bits).toBe(expected);
      }
    });
  },
);

describe("canonical JSON", () => {
  it("writes the first hundred thousand numbers of the published sequence, by their checksum", () => {
    const published = "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7";
    const list = folder === undefined ? null : read("README.md");
    if (list === null) return;
    const seeds = [...list.matchAll(/0x([0-9a-f]{16})n/g)].map(([, bits = ""]) => bits);
    const serial = seeds.lastIndexOf("0010000000000000");
    const bits = seeds.slice(0, serial).map((word) => BigInt(`0x${word}`));
    expect(published).toHaveLength(64);
    expect(bits.length).toBeGreaterThan(100);
    for (let at = 0; at < 2000; at++) bits.push(0x0010000000000000n + BigInt(at));
    const view = new DataView(new ArrayBuffer(8));
    const hash = createHash("sha256");
    let block = Buffer.alloc(32);
    for (let written = 0, pending: bigint[] = []; written < 100_000;) {
      if (bits.length === 0 && pending.length === 0) {
        block = createHash("sha256").update(block).digest();
        pending = [0, 8, 16, 24].map((offset) => block.readBigUInt64LE(offset));
      }
      const word = bits.shift() ?? pending.shift() ?? 0n;
      view.setBigUint64(0, word);
      const value = view.getFloat64(0);
      if (written >= seeds.length + 1999 && (value === 0 || !Number.isFinite(value))) continue;
      hash.update(`${word.toString(16)},${canonicalJson(value)}\n`);
      written++;
    }
    expect(hash.digest("hex")).toBe(published);
  });

  it("orders names by their UTF-16 units, not by their characters", () => {
    const written = '{"":4,"a":3,"\u{1F600}":1,"\uFB33":2}';
    expect(canonicalJson({ "\uFB33": 2, "\u{1F600}": 1, a: 3, "": 4 })).toBe(written);
  });

  it("takes names that mean something to the language for what they are", () => {
    expect(canonicalJson(parse('{"constructor":1,"__proto__":2}'))).toBe('{"__proto__":2,"constructor":1}');
  });

  it("refuses half a pair of surrogates, in a value and in a name", () => {
    expect(refusal("\uD800")).toBe("invalid_input: text_malformed");
    expect(refusal(["a\uDC00b"])).toBe("invalid_input: text_malformed");
    expect(refusal({ "\uD83D": 1 })).toBe("invalid_input: text_malformed");
    expect(refusal("\uD83D\uDE00")).toBe('"😀"');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "refuses %s, which JSON has no word for",
    (value) => {
      expect(refusal(value)).toBe("invalid_input: number_malformed");
    },
  );

  it("writes a negative zero as zero", () => {
    expect(canonicalJson([-0, 0])).toBe("[0,0]");
  });
});
