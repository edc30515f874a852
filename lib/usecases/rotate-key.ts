import "server-only";
import { adoptPreparedKey, prepareNextKey, signingSeed } from "@/lib/adapters/signing-key";
import { change } from "@/lib/db/change";
import { insertKey, sealerLock, treeHead } from "@/lib/db/seal";
import type { OperatorActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { signRotation } from "@/lib/domain/audit/log-statements";
import { formatVerifierKey, logKeyOf, verifierKeyOf } from "@/lib/domain/audit/signed-note";
import { DomainError } from "@/lib/domain/errors";
import { env } from "@/lib/env";
import { sealTrail } from "./seal-trail";

/**
 * Another key signs for the log from here on: the old one says so in a statement, which is an entry of the trail and goes with every
 * receipt. A key from the environment is replaced there by the operator, who gives its successor (32 bytes, base64) here.
 * @returns the new public key.
 */
export async function rotateKey(
  actor: OperatorActor,
  given: string | null = null,
  now: Date = new Date(),
): Promise<string> {
  assertCan(actor, "audit:seal");
  await sealTrail();
  const [oldSeed, newSeed] = [signingSeed(), prepareNextKey(given)];
  const vkey = await change(actor, "audit.key_rotated", { lock: sealerLock }, async (tx) => {
    const head = await treeHead(tx);
    if (!head) throw new DomainError("unavailable", "log_missing");
    const oldKey = { name: head.origin, seed: oldSeed };
    if (logKeyOf(head.origin, oldSeed) !== head.vkey)
      throw new DomainError("unavailable", "signing_key_differs", { origin: head.origin });
    const newKey = verifierKeyOf({ name: head.origin, seed: newSeed });
    const statement = signRotation({ origin: head.origin, newKey, size: head.size, at: now.toISOString() }, oldKey);
    const text = formatVerifierKey(newKey);
    await insertKey(tx, { log: head.log, vkey: text, statement });
    return text;
  });
  if (env().isSigningKeyGiven) return vkey;
  adoptPreparedKey();
  await sealTrail();
  return vkey;
}
