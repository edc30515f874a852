import { describe, expect, it } from "vitest";
import { areEqual, concatBytes, fromBase64, fromHex, textOf, toBase64, toHex, utf8 } from "./bytes";

/** Bytes that look arbitrary and are the same in every run. */
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 167 + length * 13) % 256);

describe("bytes as text", () => {
  it("are written as the platform writes them, at every length", () => {
    for (let length = 0; length <= 100; length++) {
      const bytes = bytesOf(length);
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
      expect(fromHex(toHex(bytes))).toEqual(bytes);
    }
  });

  it.each([
    "A",
    "AA",
    "AAA",
    "A===",
    "====",
    "AA=A",
    "AAA=AAAA",
    "AA==\n",
    " AA==",
    "AB==",
    "AAB=",
    "A-_=",
    "AAAA=",
    "é===",
  ])("are not read from %j, which nobody writes for them", (text) => {
    expect(fromBase64(text)).toBeNull();
  });

  it.each(["0", "0G", "AB", "0x00", " 00"])("are not read from the hexadecimal %j", (text) => {
    expect(fromHex(text)).toBeNull();
  });

  it("are refused as a text where they are none, a byte order mark being a character like any other", () => {
    expect(() => textOf(Uint8Array.of(0xff))).toThrow("text_malformed");
    expect(() => textOf(Uint8Array.of(0xed, 0xa0, 0x80))).toThrow("text_malformed");
    expect(() => utf8("\uD800")).toThrow("text_malformed");
    expect(textOf(utf8("\uFEFFé"))).toBe("\uFEFFé");
  });

  it("are joined and compared in full", () => {
    expect(concatBytes(bytesOf(2), new Uint8Array(0), bytesOf(3))).toHaveLength(5);
    expect(areEqual(bytesOf(3), bytesOf(3))).toBe(true);
    expect(areEqual(bytesOf(3), bytesOf(4))).toBe(false);
    expect(areEqual(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
  });
});
