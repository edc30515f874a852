import { invalidInput } from "../errors";

/** Bytes and the texts they are written as. Reading is strict: one text for one sequence of bytes, anything else is refused. */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const digitOf: ReadonlyMap<string, number> = new Map(Array.from(alphabet, (digit, value) => [digit, value]));
const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
// With the flag u only a half of a pair that stands alone matches.
const loneSurrogate = /[\uD800-\uDFFF]/u;

export const isWellFormed = (text: string): boolean => !loneSurrogate.test(text);

/** The bytes of a text; half a pair of surrogates has none, and encoders would silently put another character there. */
export function utf8(text: string): Uint8Array {
  if (!isWellFormed(text)) throw invalidInput("text_malformed");
  return encoder.encode(text);
}

export function textOf(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    throw invalidInput("text_malformed");
  }
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A verifier compares every leaf there is: a plain loop costs a tenth of a call for each byte. */
export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

const digitCodes = Uint8Array.from(alphabet, (digit) => digit.charCodeAt(0));

/** Thirty-two bytes from there on as their forty-four digits, in place: what a text made for each digest would cost more to make. */
export function writeBase64(digests: Uint8Array, from: number, target: Uint8Array, to: number): void {
  let [at, place] = [from, to];
  for (; at < from + 30; at += 3, place += 4) {
    const three = ((digests[at] ?? 0) << 16) | ((digests[at + 1] ?? 0) << 8) | (digests[at + 2] ?? 0);
    target[place] = digitCodes[three >>> 18] ?? 0;
    target[place + 1] = digitCodes[(three >>> 12) & 63] ?? 0;
    target[place + 2] = digitCodes[(three >>> 6) & 63] ?? 0;
    target[place + 3] = digitCodes[three & 63] ?? 0;
  }
  const two = ((digests[at] ?? 0) << 10) | ((digests[at + 1] ?? 0) << 2);
  target[place] = digitCodes[two >>> 12] ?? 0;
  target[place + 1] = digitCodes[(two >>> 6) & 63] ?? 0;
  target[place + 2] = digitCodes[two & 63] ?? 0;
  target[place + 3] = 61;
}

/** What twelve bits are written as: half as many steps as digit by digit. */
const digitPairs = Array.from({ length: 4096 }, (_, bits) => alphabet.charAt(bits >>> 6) + alphabet.charAt(bits & 63));

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  const whole = bytes.length - (bytes.length % 3);
  for (let at = 0; at < whole; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += (digitPairs[three >>> 12] ?? "") + (digitPairs[three & 4095] ?? "");
  }
  const [first, second] = bytes.subarray(whole);
  if (first === undefined) return text;
  const pair = digitPairs[(first << 4) | ((second ?? 0) >>> 4)] ?? "";
  return text + pair + (second === undefined ? "==" : `${alphabet.charAt((second & 15) << 2)}=`);
}

/** Null unless the text is the one that `toBase64` writes: padded, with no space and no stray bits. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const digit = (at: number): number => digitOf.get(text.charAt(at)) ?? 0;
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    const three = (digit(at) << 18) | (digit(at + 1) << 12) | (digit(at + 2) << 6) | digit(at + 3);
    if (to + 2 < bytes.length) bytes[to + 2] = three & 255;
    else if ((three & (padding === 2 ? 0xffff : 0xff)) !== 0) return null;
    if (to + 1 < bytes.length) bytes[to + 1] = (three >>> 8) & 255;
    bytes[to] = three >>> 16;
  }
  return bytes;
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = (valueOfHexDigit(text.charCodeAt(2 * at)) << 4) | valueOfHexDigit(text.charCodeAt(2 * at + 1));
  return bytes;
}

/** Of a digit that is known to be one. */
const valueOfHexDigit = (code: number): number => (code > 57 ? code - 87 : code - 48);
