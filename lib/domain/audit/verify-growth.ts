import { areEqual, fromBase64 } from "./bytes";
import { Findings, type Verdict } from "./findings";
import { type Hashing, portableHashing } from "./hashing";
import { KeyTrust, type TrustOptions } from "./key-trust";
import { emptyRoot, verifyConsistency } from "./merkle-tree";
import type { Growth } from "./receipt";

/** What a file of growth claims: two notes, and the proof's hashes in base64. */
export type GrowthClaim = Omit<Growth, "format" | "version">;

/**
 * Whether a log only grew. Two trees of one size with two roots, both signed by a known key, are proof that the log told two
 * histories, and are said to be that.
 */
export function verifyConsistencyOf(
  { from: saidFrom, to: saidTo, older, newer, hashes: encoded, keys }: GrowthClaim,
  options: TrustOptions,
  hashing: Hashing = portableHashing,
): Verdict {
  const findings = new Findings();
  const trust = new KeyTrust(options, findings, hashing);
  trust.follow(keys);
  const [first, second] = [trust.readCheckpoint(older), trust.readCheckpoint(newer)];
  if (!first || !second) return findings.verdict("growth", null);
  const [from, to] = [first.checkpoint, second.checkpoint];
  const sizes = { from: from.size, to: to.size };
  const areTrusted = first.isTrusted && second.isTrusted;
  const hashes = encoded.map((hash) => fromBase64(hash) ?? new Uint8Array(0));
  const claim = { size1: from.size, size2: to.size, root1: from.root, root2: to.root, proof: hashes };
  const isAboutThese = saidFrom === from.size && saidTo === to.size;
  // From the empty tree every tree grew, and there is nothing to show for it.
  const isFromNothing = from.size === 0 && hashes.length === 0 && areEqual(from.root, emptyRoot(hashing));
  if (from.origin !== to.origin) findings.add("origin_differs");
  else if (from.size === to.size && !areEqual(from.root, to.root)) findings.add("two_histories", { size: from.size });
  else if (!isAboutThese || (!(isFromNothing && to.size > 0) && !verifyConsistency(claim, hashing)))
    findings.add("growth_wrong", sizes);
  else if (areTrusted) {
    findings.add("growth", sizes);
    for (const key of ["content_true", "time_true", "nothing_missing", "one_history"] as const) findings.add(key);
  }
  return findings.verdict("growth", from.origin);
}
