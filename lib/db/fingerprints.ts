import "server-only";
import { type FingerprintInput } from "@/lib/domain/fingerprints/fingerprint-input";
import { Prisma, type Tx } from "./client";

/** Taken with the first statement of a transaction that adds fingerprints: of two that are added at once the second sees the first. */
export const fingerprintLock = Prisma.sql`lock_fingerprints()::text`;

export type FingerprintOwner = { readonly caseId: string } | { readonly bankId: string };

/**
 * The one way in: keeps a fingerprint and compares it with all others, in the caller's transaction. What its owner already has is left
 * as it is. Returns its id and how many matches were raised; null where it was there.
 */
export async function keepFingerprint(
  tx: Tx,
  owner: FingerprintOwner,
  { kind, pdq, quality, orientations }: FingerprintInput,
  addedBy: string | null,
): Promise<{ id: string; raised: number } | null> {
  const [caseId, bankId] = "caseId" in owner ? [owner.caseId, null] : [null, owner.bankId];
  const turned = (orientations ?? []).slice(1);
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO fingerprint (case_id, bank_id, kind, hash, turned, quality, added_by)
    VALUES (${caseId}::uuid, ${bankId}::uuid, ${kind}, ('x' || ${pdq})::bit(256),
            ARRAY(SELECT ('x' || one)::bit(256) FROM unnest(${turned}::text[]) AS one), ${quality}, ${addedBy}::uuid)
    ON CONFLICT DO NOTHING RETURNING id`;
  return row ? { id: row.id, raised: await matchFingerprint(tx, row.id) } : null;
}

/** Compares a kept fingerprint with all others; run again where something takes part that did not before. */
export async function matchFingerprint(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ raised: number }[]>`SELECT match_fingerprint(${id}::uuid) AS raised`;
  return row?.raised ?? 0;
}
