import "server-only";
import { existsSync, renameSync } from "node:fs";
import path from "node:path";
import { invalidInput } from "@/lib/domain/errors";
import { env, readOrMakeKey } from "@/lib/env";

/** The seed of the key that signs here: 32 bytes. */
export const signingSeed = (): Buffer => Buffer.from(env().signingKey, "base64");

const nextName = "SIGNING_KEY.next";
const nextFile = (): string => path.join(env().dataDir, "keys", nextName);

/**
 * The key that is to follow, kept beside the present one until the log has it. A key from outside can only be replaced from outside:
 * its successor is given then.
 * @throws DomainError `invalid_input signing_key_from_outside`, `signing_key_malformed`.
 */
export function prepareNextKey(given: string | null): Buffer {
  if (env().isSigningKeyGiven && given === null) throw invalidInput("signing_key_from_outside");
  const seed = Buffer.from(given ?? readOrMakeKey(env().dataDir, nextName), "base64");
  if (seed.length !== 32) throw invalidInput("signing_key_malformed");
  return seed;
}

/** The prepared key where there is one: after a rotation that was cut short the log may have it already. */
export function preparedSeed(): Buffer | null {
  if (env().isSigningKeyGiven || !existsSync(nextFile())) return null;
  return Buffer.from(readOrMakeKey(env().dataDir, nextName), "base64");
}

/** From here on the prepared key signs; the old one is gone. */
export function adoptPreparedKey(): void {
  renameSync(nextFile(), path.join(env().dataDir, "keys", "SIGNING_KEY"));
}
