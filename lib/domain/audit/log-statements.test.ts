import { describe, expect, it } from "vitest";
import { DomainError } from "@/lib/domain/errors";
import { isPromise, parsePromise, parseRotation, sealedWithin, signPromise, signRotation } from "./log-statements";
import { formatVerifierKey, parseNote, verifierKeyOf, verifyNote } from "./signed-note";

const origin = "desk.example/4f1c";
const seed = new Uint8Array(32).fill(1);
const key = verifierKeyOf({ name: origin, seed });
const newKey = verifierKeyOf({ name: origin, seed: new Uint8Array(32).fill(2) });
const at = "2026-11-22T09:41:16.123Z";
const promise = { origin, leafHash: new Uint8Array(32).fill(3), at, withinSeconds: sealedWithin };
const rotation = { origin, newKey, size: 812, at };

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof DomainError ? error.reason : `a defect: ${String(error)}`;
  }
  return "nothing";
};

describe("a promise to seal an entry", () => {
  const note = signPromise(promise, seed);
  const { text } = parseNote(note);

  it("comes back as it was signed, by the log's key", () => {
    expect(parsePromise(verifyNote(note, [key]).text)).toEqual(promise);
    expect(isPromise(note)).toBe(true);
  });

  it("can be read without us: five lines, the time that it was given and the time it has", () => {
    expect(text.split("\n")).toEqual([
      "demasque receipt v1",
      origin,
      "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=",
      at,
      "sealed within 300 seconds",
      "",
    ]);
  });

  it.each([
    ["", ""],
    ["demasque receipt v1", "demasque receipt v2"],
    [origin, ""],
    ["AwMDAwM=", "AwMD"],
    [at, "2026-11-22"],
    [at, "2026-13-22T09:41:16Z"],
    [at, "2026-11-22T09:41:16+01:00"],
    ["within 300", "within 0"],
    ["within 300", "within 03"],
    ["within 300", "within 9999999"],
    ["seconds\n", "seconds\nand more\n"],
  ])("is not read with %j as %j", (from, to) => {
    const other = from === "" ? "" : text.replace(from, to);
    expect(refusal(() => parsePromise(other))).toBe("promise_malformed");
  });

  it("is not signed where it could not be read", () => {
    expect(refusal(() => signPromise({ ...promise, leafHash: new Uint8Array(31) }, seed))).toBe("promise_malformed");
    expect(refusal(() => signPromise({ ...promise, at: "now" }, seed))).toBe("promise_malformed");
    expect(refusal(() => signPromise({ ...promise, origin: "a\nb" }, seed))).toBe("promise_malformed");
  });
});

describe("the statement by which a key names its successor", () => {
  const note = signRotation(rotation, { name: origin, seed });
  const { text } = parseNote(note);

  it("comes back as it was signed, by the old key and not the new one", () => {
    expect(parseRotation(verifyNote(note, [key]).text)).toEqual(rotation);
    expect(refusal(() => verifyNote(note, [newKey]))).toBe("signer_unknown");
    expect(isPromise(note)).toBe(false);
  });

  it("is not read with a line missing, added or changed", () => {
    const lines = text.split("\n").slice(0, -1);
    for (let at = 0; at < lines.length; at++)
      expect(refusal(() => parseRotation(`${lines.filter((_, other) => other !== at).join("\n")}\n`))).not.toBe(
        "nothing",
      );
    expect(refusal(() => parseRotation(`${text}more\n`))).toBe("rotation_malformed");
    expect(refusal(() => parseRotation(text.replace("\n812\n", "\n0812\n")))).toBe("rotation_malformed");
  });

  it("names no key of another log, and is signed by none", () => {
    const foreign = verifierKeyOf({ name: "other.example", seed });
    expect(refusal(() => signRotation({ ...rotation, newKey: foreign }, { name: origin, seed }))).toBe(
      "rotation_malformed",
    );
    expect(refusal(() => signRotation(rotation, { name: "other.example", seed }))).toBe("rotation_malformed");
    expect(text).toContain(formatVerifierKey(newKey));
  });
});
