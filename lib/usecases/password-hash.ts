import "server-only";
import { hash, verify } from "@node-rs/argon2";

/**
 * argon2id (2) with 19 MiB, two passes, one lane: the parameters that the OWASP Password Storage Cheat Sheet gives as its first
 * choice for a server where memory is shared with other work. The algorithm's number, because the library's enum exists in types alone.
 */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** Two keyboards may send one letter as different characters; this form is the one that is hashed. */
const canonical = (password: string): string => password.normalize("NFKC");

export async function hashPassword(password: string): Promise<string> {
  return hash(canonical(password), cost);
}

let nobodys: Promise<string> | undefined;

/**
 * Whether the password is the one. Where there is no hash (nobody has this address, or the person signs in elsewhere) one of
 * nobody's is worked through all the same: the answer takes as long, so that it does not tell who has an account.
 */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword("an account that nobody has");
  const isRight = await verify(passwordHash ?? (await nobodys), canonical(password));
  return isRight && typeof passwordHash === "string";
}
