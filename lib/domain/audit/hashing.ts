import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

/** What the trail's proofs are made of. A server has quicker ways than a browser: whoever hashes much is given one. */
export interface Hashing {
  sha256(data: Uint8Array): Uint8Array;
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array;
  /** The HMAC of each text under the key at the same place, where many at once cost less than one after the other. */
  hmacTextEach?(keys: readonly Uint8Array[], texts: readonly string[]): Uint8Array[];
  /** RFC 8032, strict; where the machine has a quicker way than ours. */
  verifyEd25519?(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
}

/** Runs wherever the language runs, on a page without a secure context too. */
export const portableHashing: Hashing = {
  sha256: (data) => sha256(data),
  hmacSha256: (key, data) => hmac(sha256, key, data),
};
