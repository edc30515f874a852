import { nodeHashing } from "@/lib/adapters/node-hashing";
import { db } from "@/lib/db/client";
import { trailRecords, treeHead } from "@/lib/db/seal";
import { signCheckpoint } from "@/lib/domain/audit/checkpoint";
import { leafBytesOf } from "@/lib/domain/audit/entry-leaf";
import { leafHash } from "@/lib/domain/audit/merkle-tree";
import { appendLeaves, rootAt } from "@/lib/domain/audit/tiles";

type AsSuperuser = (sql: string, values?: unknown[]) => Promise<{ rows: Record<string, string>[] }>;

/**
 * Makes the whole log agree with an entry that was changed: its leaf, every hash and tile above it, every head from there on, signed
 * anew. As thorough as somebody can be who may write everything in the database. Returns the sizes of the heads that were replaced.
 */
export async function rewriteHistory(asSuperuser: AsSuperuser, entryId: string, seed: Uint8Array): Promise<number[]> {
  const origin = (await treeHead(db()))?.origin ?? "";
  const [record] = await trailRecords(db(), [entryId]);
  if (!record?.secret) throw new Error("an entry with a secret is wanted");
  const bytes = leafBytesOf(record, record.secret, nodeHashing);
  await asSuperuser("UPDATE audit_leaf SET bytes = $2, hash = $3 WHERE entry_id = $1", [
    entryId,
    bytes,
    leafHash(bytes, nodeHashing),
  ]);
  const { rows } = await asSuperuser(
    "SELECT encode(hash, 'hex') AS hash, entry_id::text AS entry FROM audit_leaf ORDER BY index",
  );
  const hashes = rows.map((row) => new Uint8Array(Buffer.from(row["hash"] ?? "", "hex")));
  const { tiles } = appendLeaves(0, new Map(), hashes, nodeHashing);
  for (const [key, tile] of tiles) {
    const [level, index] = key.split("/");
    await asSuperuser("UPDATE audit_tile SET hashes = $3 WHERE level = $1 AND index = $2", [level, index, tile]);
  }
  const index = rows.findIndex((row) => row["entry"] === entryId);
  const heads = await asSuperuser(
    "SELECT size::text FROM audit_checkpoint WHERE size > $1 ORDER BY audit_checkpoint.size",
    [index],
  );
  const sizes = heads.rows.map((row) => Number(row["size"]));
  for (const size of sizes) {
    const root = rootAt(size, tiles, nodeHashing);
    const note = signCheckpoint({ origin, size, root, extensions: [] }, seed);
    await asSuperuser("UPDATE audit_checkpoint SET root = $2, note = $3 WHERE size = $1", [size, root, note]);
  }
  return sizes;
}
