import { createHmac, createPublicKey, hash, verify } from "node:crypto";
import type { Hashing } from "@/lib/domain/audit/hashing";
import { laneHmac } from "./lane-hmac";

/** What an Ed25519 key begins with in the form that the platform reads: the rest is the key itself (RFC 8410). */
const keyPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** A Buffer cuts pieces that share its bytes, where every other array of bytes copies them. */
const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);

/** The platform's own arithmetic. */
export const nodeHashing: Hashing = {
  sha256: (data) => plain(hash("sha256", data, "buffer")),
  hmacSha256: (key, data) => plain(createHmac("sha256", key).update(data).digest()),
  ...(laneHmac && { fieldDigests: laneHmac.fieldDigests.bind(laneHmac) }),
  verifyEd25519(signature, message, publicKey) {
    const der = Buffer.concat([keyPrefix, publicKey]);
    try {
      return verify(null, message, createPublicKey({ key: der, format: "der", type: "spki" }), signature);
    } catch {
      return false;
    }
  },
};
