import "server-only";
import type { UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { toBase64 } from "@/lib/domain/audit/bytes";
import { portableHashing } from "@/lib/domain/audit/hashing";
import { leafHash } from "@/lib/domain/audit/merkle-tree";
import type { Growth } from "@/lib/domain/audit/receipt";
import { DomainError } from "@/lib/domain/errors";
import { consistencyOf, growthOf, inclusionOf, newestCheckpoint } from "./get-proof";

/** The newest signed head with its witnesses' signatures, as a signed note. @throws DomainError `not_found` before the first seal. */
export async function readCheckpoint(actor: UserActor): Promise<{ note: string; size: number }> {
  assertCan(actor, "audit:read");
  return newestCheckpoint();
}

/**
 * That something is at this index: the leaf's hash, never its bytes, whose field names tell what kind of act it was. Whoever was
 * handed the leaf, with a receipt or a manifest, can hold it against the hash.
 */
export async function readInclusion(actor: UserActor, index: number) {
  assertCan(actor, "audit:read");
  const { leaf, hashes, size, checkpoint } = await inclusionOf(index);
  return {
    index,
    size,
    leafHash: toBase64(leafHash(leaf, portableHashing)),
    hashes: hashes.map(toBase64),
    checkpoint,
  };
}

/**
 * That the log of the second size begins with the log of the first. Where heads of both sizes were signed they are in the answer, which
 * then is a file that needs no server to be checked; for other sizes there are the hashes alone.
 */
export async function readConsistency(
  actor: UserActor,
  from: number,
  to: number,
): Promise<Growth | { from: number; to: number; hashes: string[] }> {
  assertCan(actor, "audit:read");
  try {
    return await growthOf(from, to);
  } catch (error) {
    if (!(error instanceof DomainError) || error.reason !== "checkpoint_size") throw error;
    return { from, to, hashes: (await consistencyOf(from, to)).map(toBase64) };
  }
}
