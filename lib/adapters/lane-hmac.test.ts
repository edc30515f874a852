import { createHmac, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { FieldTexts } from "@/lib/domain/audit/hashing";
import { laneHmac } from "./lane-hmac";

const platform = (key: Uint8Array, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** Fields whose nonces and texts have these ends. */
const fieldsWith = (ends: readonly string[], start = "", nonceStart = ""): FieldTexts => ({
  nonceStart,
  names: ends.map((end) => `n${end}`),
  start,
  heads: ends.map((_, at) => "h".repeat(at % 7)),
  tails: ends,
});

const expected = (secret: Uint8Array, { nonceStart, names, start, heads, tails }: FieldTexts): string[] =>
  names.map((name, at) =>
    platform(platform(secret, nonceStart + name), `${start}${heads[at]!}${tails[at]!}`).toString("hex"),
  );

const ours = (secret: Uint8Array, texts: FieldTexts): string[] => {
  const digests = Buffer.from(laneHmac?.fieldDigests(secret, texts) ?? []);
  return Array.from({ length: digests.length / 32 }, (_, at) => digests.toString("hex", at * 32, (at + 1) * 32));
};

describe.skipIf(laneHmac === null)("hashing side by side (skipped on a machine without vectors)", () => {
  it("gives the platform's digests at every length, around every end of a block", () => {
    const secret = randomBytes(32);
    for (let first = 0; first < 400; first++) {
      const texts = fieldsWith([first, first + 1, 400 - first, 7].map((length) => "x".repeat(length)));
      expect(ours(secret, texts)).toEqual(expected(secret, texts));
    }
  });

  it("gives them whatever the fields begin with alike, at every length of it", () => {
    const secret = randomBytes(32);
    for (let length = 0; length < 140; length++) {
      const texts = fieldsWith(["", "a", "bcd", "é", "x".repeat(60)], "s".repeat(length), "é".repeat(length));
      expect(ours(secret, texts)).toEqual(expected(secret, texts));
    }
  });

  it("gives them for any number of fields, and under a secret of any length", () => {
    for (let count = 0; count <= 20; count++) {
      const texts = fieldsWith(Array.from({ length: count }, () => randomBytes(40).toString("base64")));
      const secret = randomBytes(32);
      expect(ours(secret, texts)).toEqual(expected(secret, texts));
    }
    for (const length of [0, 1, 31, 33, 63, 64, 65, 200]) {
      const [secret, texts] = [randomBytes(length), fieldsWith(["a", "b", "c", "d", "e"], "start", "nonce")];
      expect(ours(secret, texts)).toEqual(expected(secret, texts));
    }
  });

  it("gives them for long texts, beside short ones", () => {
    const ends = ["x".repeat(2700), "x".repeat(2726), "x".repeat(2730), "x".repeat(100_000), "", "é".repeat(2726)];
    for (let turn = 0; turn < ends.length; turn++) {
      const [secret, texts] = [randomBytes(32), fieldsWith([...ends.slice(turn), ...ends.slice(0, turn)])];
      expect(ours(secret, texts)).toEqual(expected(secret, texts));
    }
  });

  it("gives them for texts of every kind of character, beside plain ones", () => {
    const ends = [
      "é",
      "aé",
      "abcé",
      "abcdé",
      "日本語",
      "😀 and more",
      "plain",
      "\u0000\u001f",
      `${"x".repeat(61)}é`,
      "ß",
    ];
    for (let turn = 0; turn < ends.length; turn++) {
      const [secret, texts] = [randomBytes(32), fieldsWith([...ends.slice(turn), ...ends.slice(0, turn)], "début ")];
      expect(ours(secret, texts)).toEqual(expected(secret, texts));
    }
  });

  it("remembers nothing from one call to the next", () => {
    const secret = randomBytes(32);
    const texts = fieldsWith(["a", "b"]);
    const before = ours(secret, texts);
    ours(randomBytes(32), fieldsWith(["é".repeat(500)]));
    expect(ours(secret, texts)).toEqual(before);
    const changed = Uint8Array.from(secret).fill((secret[0] ?? 0) ^ 1, 0, 1);
    expect(ours(changed, texts)).toEqual(expected(changed, texts));
  });
});
