import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";

/** The texts that an entry's fields are committed by; what all of them begin with is said once. */
export interface FieldTexts {
  /** A field's nonce is drawn for `nonceStart + name`. */
  readonly nonceStart: string;
  readonly names: readonly string[];
  /** A field's digest is of `start + head + tail`. */
  readonly start: string;
  readonly heads: readonly string[];
  readonly tails: readonly string[];
}

/** What the trail's proofs are made of. A server has quicker ways than a browser: whoever hashes much is given one. */
export interface Hashing {
  sha256(data: Uint8Array): Uint8Array;
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array;
  /** HMAC(HMAC(secret, nonce's text), text) of each field, one digest after the other, where many at once cost less. */
  fieldDigests?(secret: Uint8Array, texts: FieldTexts): Uint8Array;
  /** RFC 8032, strict; where the machine has a quicker way than ours. */
  verifyEd25519?(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
}

/** Runs wherever the language runs, on a page without a secure context too. */
export const portableHashing: Hashing = {
  sha256: (data) => sha256(data),
  hmacSha256: (key, data) => hmac(sha256, key, data),
};
