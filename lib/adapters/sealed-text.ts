import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env, readOrMakeKey } from "@/lib/env";

/** What is kept sealed; each has a key that no other opens. What people told about themselves has one apart from the master key. */
export type SealedPurpose = "second_factor" | "vetting" | "webhook" | "observable" | "report_account";

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

const keys = new Map<string, Buffer>();

function keyOf(purpose: SealedPurpose): Buffer {
  const { dataDir, masterKey } = env();
  const from = purpose === "vetting" ? readOrMakeKey(dataDir, "VETTING_KEY") : masterKey;
  const name = `${purpose} ${from}`;
  const found = keys.get(name);
  if (found !== undefined) return found;
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(from, "base64"), "", `demasque sealed ${purpose} v1`, 32));
  keys.set(name, key);
  return key;
}

/**
 * AES-256-GCM under the purpose's key: version (1 byte), nonce (12), ciphertext, tag (16). `subject` names the row that the text
 * belongs to: what was sealed for one is not opened for another.
 */
export function sealText(purpose: SealedPurpose, subject: string, text: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", keyOf(purpose), nonce);
  cipher.setAAD(Buffer.from(subject));
  const body = [cipher.update(text, "utf8"), cipher.final()];
  return Uint8Array.from(Buffer.concat([Buffer.of(version), nonce, ...body, cipher.getAuthTag()]));
}

/** @throws Error where the bytes were sealed with another key, for another subject, or have been changed. */
export function openText(purpose: SealedPurpose, subject: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== version || bytes.length < 1 + nonceBytes + tagBytes) throw new Error("Not a sealed text.");
  const decipher = createDecipheriv("aes-256-gcm", keyOf(purpose), bytes.subarray(1, 1 + nonceBytes));
  decipher.setAAD(Buffer.from(subject));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(1 + nonceBytes, -tagBytes)), decipher.final()]).toString("utf8");
}
