import { randomBytes } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import { portableHashing } from "@/lib/domain/audit/hashing";
import { isSignatureRight } from "@/lib/domain/audit/signed-note";
import { nodeHashing } from "./node-hashing";

const lengths = [0, 1, 31, 32, 55, 56, 63, 64, 65, 127, 128, 1000];

describe("the platform's arithmetic", () => {
  it("gives what the portable one gives, at every end of a block", () => {
    for (const length of lengths) {
      const [data, key] = [randomBytes(length), randomBytes(length)];
      expect(nodeHashing.sha256(data)).toEqual(portableHashing.sha256(data));
      expect(nodeHashing.hmacSha256(key, data)).toEqual(portableHashing.hmacSha256(key, data));
    }
  });

  it("gives bytes of their own, which are cut by copying", () => {
    const hash = nodeHashing.sha256(Uint8Array.of(1));
    expect(Object.getPrototypeOf(hash)).toBe(Uint8Array.prototype);
    const piece = hash.slice(0, 4);
    piece.fill(0);
    expect(hash).toEqual(nodeHashing.sha256(Uint8Array.of(1)));
  });

  it("finds the same signatures right and wrong", () => {
    const seed = randomBytes(32);
    const key = ed25519.getPublicKey(seed);
    const message = randomBytes(100);
    const signature = ed25519.sign(message, seed);
    const cases: [Uint8Array, Uint8Array, Uint8Array][] = [[signature, message, key]];
    for (let bit = 0; bit < 64 * 8; bit += 5) {
      const other = Uint8Array.from(signature);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      cases.push([other, message, key]);
    }
    for (const length of [0, 31, 33]) cases.push([signature, message, randomBytes(length)]);
    for (const length of [0, 63, 65]) cases.push([randomBytes(length), message, key]);
    cases.push([signature, randomBytes(100), key], [signature, message, randomBytes(32)]);
    const verdicts = cases.map((one) => [
      isSignatureRight(...one, nodeHashing),
      isSignatureRight(...one, portableHashing),
    ]);
    expect(verdicts[0]).toEqual([true, true]);
    expect(verdicts.slice(1).flat()).not.toContain(true);
  });
});
