import "server-only";
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";

/** A case's own key, as it is kept: encrypted with the master key, and with which one. */
export interface WrappedKey {
  readonly id: string;
  readonly wrapped: Uint8Array;
  readonly master: string;
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

const derived = (purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", Buffer.from(env().masterKey, "base64"), "", `demasque ${purpose} v1`, keyBytes));

/** Tells one master key from another, and says nothing of it. */
export const masterMark = (): string =>
  createHash("sha256").update(derived("case key mark")).digest("hex").slice(0, 16);

/** A new random key for one case, and the same wrapped. */
export function makeCaseKey(caseId: string): { key: Uint8Array; wrapped: Uint8Array<ArrayBuffer>; master: string } {
  const key = randomBytes(keyBytes);
  return { key, wrapped: seal(derived("case keys"), caseId, key), master: masterMark() };
}

/** @throws DomainError `unavailable`: `image_key_other` under another master key, `image_damaged` where it was changed or is another case's. */
export function unwrapCaseKey(caseId: string, { wrapped, master }: Omit<WrappedKey, "id">): Uint8Array {
  if (master !== masterMark()) throw new DomainError("unavailable", "image_key_other");
  return open(derived("case keys"), caseId, wrapped);
}

/** `what` names the case, the picture and which version of it: bytes that were put elsewhere are not opened there. */
export const sealBytes = (key: Uint8Array, what: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  seal(key, what, bytes);

/** @throws DomainError `unavailable image_damaged` where the bytes were changed, or belong elsewhere. */
export const openBytes = (key: Uint8Array, what: string, sealed: Uint8Array): Uint8Array<ArrayBuffer> =>
  open(key, what, sealed);

/** AES-256-GCM: version (1 byte), nonce (12), ciphertext, tag (16). */
function seal(key: Uint8Array, subject: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(subject));
  const body = [cipher.update(bytes), cipher.final()];
  return Uint8Array.from(Buffer.concat([Buffer.of(version), nonce, ...body, cipher.getAuthTag()]));
}

function open(key: Uint8Array, subject: string, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(sealed);
  try {
    if (bytes[0] !== version) throw new Error("Another version.");
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 1 + nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(subject));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return Uint8Array.from(
      Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes, -tagBytes)), decipher.final()]),
    );
  } catch (cause) {
    throw new DomainError("unavailable", "image_damaged", {}, { cause });
  }
}
