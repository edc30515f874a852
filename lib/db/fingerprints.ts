import "server-only";
import { conflict, forbidden } from "@/lib/domain/errors";
import { type FingerprintInput, fingerprintsOfCase, needsMandate } from "@/lib/domain/fingerprints/fingerprint-input";
import { Prisma, type Tx } from "./client";
import { isStanding } from "./mandates";

/** Taken with the first statement of a transaction that adds fingerprints: of two that are added at once the second sees the first. */
export const fingerprintLock = Prisma.sql`lock_fingerprints()::text`;

export type FingerprintOwner =
  | { readonly caseId: string; /** The stored image that it is of. */ readonly imageId?: string }
  | { readonly bankId: string };

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
  const imageId = "imageId" in owner ? (owner.imageId ?? null) : null;
  const turned = (orientations ?? []).slice(1);
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO fingerprint (case_id, bank_id, image_id, kind, hash, turned, quality, added_by)
    VALUES (${caseId}::uuid, ${bankId}::uuid, ${imageId}::uuid, ${kind}, ('x' || ${pdq})::bit(256),
            ARRAY(SELECT ('x' || one)::bit(256) FROM unnest(${turned}::text[]) AS one), ${quality}, ${addedBy}::uuid)
    ON CONFLICT DO NOTHING RETURNING id`;
  return row ? { id: row.id, raised: await matchFingerprint(tx, row.id) } : null;
}

/** Compares a kept fingerprint with all others; run again where something takes part that did not before. */
export async function matchFingerprint(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ raised: number }[]>`SELECT match_fingerprint(${id}::uuid) AS raised`;
  return row?.raised ?? 0;
}

/**
 * Of a case: what shows more than the account's public pictures needs a mandate that stands now, and stays so while it is written.
 * @throws DomainError `forbidden fingerprint_needs_mandate`, `conflict fingerprints_at_most`.
 */
export async function keepOfCase(
  tx: Tx,
  { id, mandateId }: { id: string; mandateId: string | null },
  given: readonly FingerprintInput[],
  addedBy: string | null,
): Promise<{ added: number; raised: number }> {
  if (given.some(({ kind }) => needsMandate(kind)) && (mandateId === null || !(await isStanding(tx, mandateId))))
    throw forbidden("fingerprint_needs_mandate");
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM fingerprint WHERE case_id = ${id}::uuid AND kind <> 'stored_image'`;
  if ((row?.count ?? 0) + given.length > fingerprintsOfCase)
    throw conflict("fingerprints_at_most", { maximum: fingerprintsOfCase });
  let [added, raised] = [0, 0];
  for (const one of given) {
    const kept = await keepFingerprint(tx, { caseId: id }, one, addedBy);
    if (!kept) continue;
    added += 1;
    raised += kept.raised;
  }
  return { added, raised };
}

/** With a report. A case that takes no part, such as one that waits to be erased, takes the report alone. */
export async function keepOfReport(
  tx: Tx,
  caseId: string,
  given: readonly FingerprintInput[],
  addedBy: string,
): Promise<void> {
  const [row] = await tx.$queryRaw<{ mandateId: string | null }[]>`
    SELECT mandate_id AS "mandateId" FROM "case" WHERE id = ${caseId}::uuid AND case_takes_part(state)`;
  if (row) await keepOfCase(tx, { id: caseId, ...row }, given, addedBy);
}

/** Those of a case that people added; a stored image's goes with its image. */
export async function dropFingerprint(tx: Tx, caseId: string, id: string, addedBy: string | null): Promise<boolean> {
  const gone = await tx.$executeRaw`
    DELETE FROM fingerprint WHERE id = ${id}::uuid AND case_id = ${caseId}::uuid AND kind <> 'stored_image'
      AND (${addedBy}::uuid IS NULL OR added_by = ${addedBy}::uuid)`;
  if (gone === 0) return false;
  await matchAgain(tx, caseId);
  return true;
}

/** What was suggested because of a removed one is gone with it; another picture of the case may say the same. */
export async function matchAgain(tx: Tx, caseId: string): Promise<void> {
  await tx.$executeRaw`SELECT match_fingerprint(id) FROM fingerprint WHERE case_id = ${caseId}::uuid`;
}
