import "server-only";
import type { Box } from "@/lib/domain/images/boxes";
import { notFound } from "@/lib/domain/errors";
import type { Db, Prisma, Tx } from "./client";

export type ImageVariant = "blurred" | "shown" | "unredacted";
export type ImageRow = Prisma.CaseImageGetPayload<object>;

/** The wrapped key of a case; null where it has none, or none that may be had. */
export async function caseKeyOf(tx: Db, caseId: string) {
  const [row] = await tx.$queryRaw<{ id: string; wrapped: Uint8Array; master: string }[]>`
    SELECT id, wrapped, master FROM case_key_of(${caseId}::uuid)`;
  return row ?? null;
}

export async function keepCaseKey(
  tx: Tx,
  caseId: string,
  key: { id: string; wrapped: Uint8Array<ArrayBuffer>; master: string },
): Promise<void> {
  await tx.$executeRaw`SELECT keep_case_key(${key.id}::uuid, ${caseId}::uuid, ${key.wrapped}, ${key.master})`;
}

export async function keepImageContent(
  tx: Tx,
  imageId: string,
  variant: ImageVariant,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await tx.$executeRaw`SELECT keep_image_content(${imageId}::uuid, ${variant}, ${sealed})`;
}

export async function readImageContent(tx: Db, imageId: string, variant: ImageVariant): Promise<Uint8Array | null> {
  const [row] = await tx.$queryRaw<{ bytes: Uint8Array | null }[]>`
    SELECT read_image_content(${imageId}::uuid, ${variant}) AS bytes`;
  return row?.bytes ?? null;
}

export async function dropUnredacted(tx: Tx, imageId: string): Promise<void> {
  await tx.$executeRaw`SELECT drop_unredacted(${imageId}::uuid)`;
}

export async function removeImageRow(tx: Tx, imageId: string): Promise<void> {
  await tx.$executeRaw`SELECT remove_case_image(${imageId}::uuid)`;
}

/** @throws DomainError `not_found`, in the words for a case: whoever may not see it learns nothing of its pictures. */
export async function imageRow(tx: Db, id: string): Promise<ImageRow> {
  const row = await tx.caseImage.findUnique({ where: { id } });
  if (!row) throw notFound("case");
  return row;
}

export const boxesOf = (row: Pick<ImageRow, "boxes">): Box[] => row.boxes as unknown as Box[];

export async function destroyedKeys(tx: Db): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM destroyed_case_keys() AS id`;
  return rows.map(({ id }) => id);
}

/** Whether the mandate of a case is one now, by its row. */
export async function mandateOfCase(tx: Db, mandateId: string | null) {
  return mandateId === null ? null : tx.mandate.findUnique({ where: { id: mandateId } });
}

/** Pictures whose keys are known to be destroyed. Returns of how many cases there were any. */
export async function removeImagesOfKeys(tx: Tx, keyIds: readonly string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ cases: number }[]>`SELECT remove_images_of_keys(${[...keyIds]}::uuid[]) AS cases`;
  return row?.cases ?? 0;
}
