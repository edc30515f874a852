import { createHmac, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { laneHmac } from "./lane-hmac";

const platform = (key: Uint8Array, text: string): string => createHmac("sha256", key).update(text).digest("hex");
const ours = (keys: readonly Uint8Array[], texts: readonly string[]): string[] =>
  (laneHmac?.each(keys, texts) ?? []).map((digest) => Buffer.from(digest).toString("hex"));

describe.skipIf(laneHmac === null)("hashing side by side (skipped on a machine without vectors)", () => {
  it("gives the platform's HMAC at every length, around every end of a block", () => {
    for (let first = 0; first < 400; first++) {
      const texts = [first, first + 1, 400 - first, 7].map((length) => "x".repeat(length));
      const keys = texts.map(() => randomBytes(32));
      expect(ours(keys, texts)).toEqual(texts.map((text, at) => platform(keys[at]!, text)));
    }
  });

  it("gives it for any number of texts, under one key or many", () => {
    const one = randomBytes(32);
    for (let count = 0; count <= 20; count++) {
      const texts = Array.from({ length: count }, () => randomBytes(40).toString("base64"));
      const keys = texts.map(() => randomBytes(32));
      expect(ours(keys, texts)).toEqual(texts.map((text, at) => platform(keys[at]!, text)));
      const same = texts.map(() => one);
      expect(ours(same, texts)).toEqual(texts.map((text) => platform(one, text)));
      const mixed = texts.map((_, at) => (at % 5 === 0 ? randomBytes(32) : one));
      expect(ours(mixed, texts)).toEqual(texts.map((text, at) => platform(mixed[at]!, text)));
    }
  });

  it("gives it for keys of other lengths, and for long texts", () => {
    const keys = [0, 1, 31, 33, 63, 64, 65, 200].map((length) => randomBytes(length));
    const texts = keys.map((_, at) => "é".repeat(at));
    expect(ours(keys, texts)).toEqual(texts.map((text, at) => platform(keys[at]!, text)));
    const long = ["x".repeat(2700), "x".repeat(2728), "x".repeat(2729), "x".repeat(100_000), "", "é".repeat(2727)];
    const under = long.map(() => randomBytes(32));
    expect(ours(under, long)).toEqual(long.map((text, at) => platform(under[at]!, text)));
  });

  it("gives it for texts of every kind of character, beside plain ones", () => {
    const texts = [
      "é",
      "aé",
      "abcé",
      "abcdé",
      "日本語",
      "😀 and more",
      "plain",
      "\u0000\u001f",
      "x".repeat(61) + "é",
      "ß",
    ];
    for (let turn = 0; turn < texts.length; turn++) {
      const turned = [...texts.slice(turn), ...texts.slice(0, turn)];
      const keys = turned.map(() => randomBytes(32));
      expect(ours(keys, turned)).toEqual(turned.map((text, at) => platform(keys[at]!, text)));
    }
  });

  it("remembers nothing from one call to the next", () => {
    const key = randomBytes(32);
    const before = ours([key, key], ["a", "b"]);
    ours([randomBytes(32)], ["é".repeat(500)]);
    const changed = Uint8Array.from(key).fill(0, 0, 1);
    expect(ours([key, key], ["a", "b"])).toEqual(before);
    expect(ours([changed], ["a"])).toEqual([platform(changed, "a")]);
  });
});
