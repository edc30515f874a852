import { sha1 } from "@noble/hashes/legacy.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

/** Of this product's own making: what is named in it collides with nobody else's ids. */
export const ownNamespace = "b1c6f0a4-5d0e-4a6f-9a55-7f2f3a8d1e60";

/** The UUID (version 5) of a name in a namespace: the same name always has the same one. */
export function nameUuid(namespace: string, name: string): string {
  const space = hexToBytes(namespace.replaceAll("-", ""));
  const text = new TextEncoder().encode(name);
  const bytes = new Uint8Array(space.length + text.length);
  bytes.set(space);
  bytes.set(text, space.length);
  const digest = sha1(bytes).slice(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(digest).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}
