import "server-only";
import { randomUUID } from "node:crypto";
import { makeCaseKey, openBytes, sealBytes, unwrapCaseKey } from "@/lib/adapters/case-keys";
import type { Db, Tx } from "@/lib/db/client";
import {
  caseKeyOf,
  type ImageRow,
  type ImageVariant,
  keepCaseKey,
  keepImageContent,
  readImageContent,
} from "@/lib/db/images";
import { DomainError } from "@/lib/domain/errors";

/** A case's key, ready for use. */
export interface OpenKey {
  readonly id: string;
  readonly caseId: string;
  readonly key: Uint8Array;
}

/** @throws DomainError `unavailable`: image_key_gone, image_key_other, image_damaged. */
export async function openCaseKey(tx: Db, caseId: string): Promise<OpenKey> {
  const kept = await caseKeyOf(tx, caseId);
  if (kept === null) throw new DomainError("unavailable", "image_key_gone");
  return { id: kept.id, caseId, key: unwrapCaseKey(caseId, kept) };
}

/** The key of a case, made with its first picture. The case's row is held by the caller. */
export async function openOrMakeCaseKey(tx: Tx, caseId: string): Promise<OpenKey> {
  if ((await caseKeyOf(tx, caseId)) === null) {
    const { wrapped, master } = makeCaseKey(caseId);
    await keepCaseKey(tx, caseId, { id: randomUUID(), wrapped, master });
  }
  return openCaseKey(tx, caseId);
}

/** What a ciphertext is bound to: no other case, picture or version opens it. */
const nameOf = (caseId: string, imageId: string, variant: ImageVariant): string => `${caseId}/${imageId}/${variant}`;

export async function keepVariant(
  tx: Tx,
  { caseId, key }: OpenKey,
  imageId: string,
  variant: ImageVariant,
  bytes: Uint8Array,
): Promise<void> {
  await keepImageContent(tx, imageId, variant, sealBytes(key, nameOf(caseId, imageId, variant), bytes));
}

/** Null where there is no such version of the picture. @throws DomainError `unavailable`, as `openCaseKey`. */
export async function openVariant(
  tx: Db,
  row: Pick<ImageRow, "id" | "caseId" | "keyId">,
  variant: ImageVariant,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const sealed = await readImageContent(tx, row.id, variant);
  if (sealed === null) return null;
  const open = await openCaseKey(tx, row.caseId);
  if (open.id !== row.keyId) throw new DomainError("unavailable", "image_key_gone");
  return openBytes(open.key, nameOf(row.caseId, row.id, variant), sealed);
}
