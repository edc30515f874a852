import "server-only";
import { db } from "@/lib/db/client";
import { readTiles, treeHead, type TreeHead } from "@/lib/db/seal";
import { keyStatements } from "@/lib/db/trail-evidence";
import { cosignedNote, findCheckpoint } from "@/lib/db/witnesses";
import { toBase64 } from "@/lib/domain/audit/bytes";
import { portableHashing } from "@/lib/domain/audit/hashing";
import type { Growth } from "@/lib/domain/audit/receipt";
import { checkSize } from "@/lib/domain/audit/tiles";
import {
  consistencyProof,
  inclusionProof,
  tilesForConsistency,
  tilesForInclusion,
} from "@/lib/domain/audit/tree-proofs";
import { DomainError, notFound } from "@/lib/domain/errors";

export interface LeafProof {
  log: number;
  index: number;
  /** The canonical bytes that the log committed to. */
  leaf: Uint8Array;
  /** Of the head that the proof leads to. */
  size: number;
  root: Uint8Array;
  /** With its witnesses' signatures. */
  checkpoint: string;
  hashes: Uint8Array[];
}

async function signedHead(log?: number): Promise<TreeHead & { root: Uint8Array; note: string }> {
  const head = await treeHead(db(), log);
  if (head?.root == null || head.note === null) throw notFound("log_empty");
  return { ...head, root: head.root, note: head.note };
}

/** The newest head with its witnesses' signatures. @throws DomainError `not_found` before the first seal. */
export async function newestCheckpoint(): Promise<{ note: string; size: number }> {
  const head = await signedHead();
  return { note: await cosignedNote(db(), head), size: head.size };
}

/**
 * That the leaf is at this index of the newest signed tree: a handful of tiles read, however great the log.
 * @throws DomainError `not_found` where there is no such leaf under a signed head.
 */
export async function inclusionOf(index: number, log?: number): Promise<LeafProof> {
  checkSize(index);
  const head = await signedHead(log);
  if (index >= head.size) throw new DomainError("not_found", "leaf_index", { index, size: head.size });
  const tiles = await readTiles(db(), head.log, tilesForInclusion(index, head.size));
  const [row] = await db().$queryRaw<{ bytes: Uint8Array }[]>`
    SELECT bytes FROM audit_leaf WHERE log = ${head.log} AND index = ${index}::bigint`;
  if (!row) throw new DomainError("unavailable", "leaf_missing", { index });
  const hashes = inclusionProof(index, head.size, tiles, portableHashing);
  const checkpoint = await cosignedNote(db(), head);
  return { log: head.log, index, leaf: row.bytes, size: head.size, root: head.root, checkpoint, hashes };
}

/**
 * That the tree of the second size begins with the one of the first.
 * @throws DomainError `not_found` where the log is smaller; `invalid_input` where the sizes are the wrong way round.
 */
export async function consistencyOf(size1: number, size2: number, log?: number): Promise<Uint8Array[]> {
  const head = await signedHead(log);
  const wanted = tilesForConsistency(size1, size2);
  if (size2 > head.size) throw new DomainError("not_found", "tree_size", { size: head.size });
  // Proofs are made of the newest tree's tiles: an older tree's are their beginnings.
  return consistencyProof(size1, size2, await readTiles(db(), head.log, wanted), portableHashing);
}

/**
 * Two signed heads of the newest log and what joins them, as a file that needs no server to be checked.
 * @throws DomainError `not_found checkpoint_size` where no head of such a size was signed; as `consistencyOf`.
 */
export async function growthOf(from: number, to: number): Promise<Growth> {
  const head = await signedHead();
  const hashes = (await consistencyOf(from, to, head.log)).map(toBase64);
  const [older, newer] = [await cosignedAt(head.origin, from), await cosignedAt(head.origin, to)];
  const keys = await keyStatements(db(), head.log);
  return { format: "demasque-growth", version: 1, from, to, older, newer, hashes, keys };
}

async function cosignedAt(origin: string, size: number): Promise<string> {
  const checkpoint = await findCheckpoint(db(), origin, size);
  if (checkpoint === null) throw new DomainError("not_found", "checkpoint_size", { size });
  return cosignedNote(db(), checkpoint);
}
