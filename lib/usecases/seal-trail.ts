import "server-only";
import { randomUUID } from "node:crypto";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { rememberCheckpoint, rememberedCheckpoint } from "@/lib/adapters/checkpoint-memory";
import { adoptPreparedKey, preparedSeed, signingSeed } from "@/lib/adapters/signing-key";
import { db, type Tx } from "@/lib/db/client";
import { appendSeal, lockSealer, readTiles, trailRecords, treeHead, unsealedIds, type TreeHead } from "@/lib/db/seal";
import { areEqual } from "@/lib/domain/audit/bytes";
import { parseCheckpoint, signCheckpoint } from "@/lib/domain/audit/checkpoint";
import { leafBytesOf } from "@/lib/domain/audit/entry-leaf";
import { leafHash } from "@/lib/domain/audit/merkle-tree";
import { logKeyOf, parseNote, parseVerifierKey, verifyNote } from "@/lib/domain/audit/signed-note";
import { appendLeaves, edgeTilesOf, rootAt } from "@/lib/domain/audit/tiles";
import { DomainError } from "@/lib/domain/errors";
import { beginFirstLog } from "./begin-log";

/** Bounds the memory of one seal and the time that its transaction is open; what is left is taken by the next round. */
const entriesAtOnce = 2000;

export interface SealResult {
  sealed: number;
  /** Leaves in the tree afterwards. */
  size: number;
  /** The newest checkpoint; null while nothing was ever sealed. */
  checkpoint: string | null;
}

/**
 * Gives every committed entry that has no leaf yet the next indexes of the tree, and signs the new head. Writers never wait for it.
 * Of several at once one works and the others wait, or, with `isWaiting` false, leave it to the one that does (null).
 * @throws DomainError `unavailable` where signing would tell a second history (`history_*`) or the key is not the log's.
 */
export async function sealTrail({ isWaiting = true }: { isWaiting?: boolean } = {}): Promise<SealResult | null> {
  await beginFirstLog({ kind: "job", name: "seal", requestId: randomUUID() });
  let sealed = 0;
  for (;;) {
    const batch = await db().$transaction((tx) => sealBatch(tx, isWaiting));
    if (batch === null) return sealed === 0 ? null : { sealed, ...(await newestHead()) };
    if (batch.note !== null) rememberCheckpoint(batch.note);
    sealed += batch.sealed;
    if (batch.sealed < entriesAtOnce) return { sealed, size: batch.size, checkpoint: batch.note };
  }
}

async function newestHead(): Promise<{ size: number; checkpoint: string | null }> {
  const head = await treeHead(db());
  return { size: head?.size ?? 0, checkpoint: head?.note ?? null };
}

async function sealBatch(
  tx: Tx,
  isWaiting: boolean,
): Promise<{ sealed: number; size: number; note: string | null } | null> {
  if (!(await lockSealer(tx, isWaiting))) return null;
  const head = await treeHead(tx);
  if (!head) throw new DomainError("unavailable", "log_missing");
  const ids = await unsealedIds(tx, entriesAtOnce);
  if (ids.length === 0) return { sealed: 0, size: head.size, note: head.note };

  const seed = seedOf(head);
  const tiles = await assertOneHistory(tx, head);
  const records = await trailRecords(tx, ids);
  if (records.length !== ids.length)
    throw new DomainError("unavailable", "entry_missing", { entries: missing(ids, records) });
  const leaves = records.map((record) => leafBytesOf(record, secretOf(record), nodeHashing));
  const hashes = leaves.map((bytes) => leafHash(bytes, nodeHashing));
  const tree = appendLeaves(head.size, tiles, hashes, nodeHashing);
  const note = signCheckpoint({ origin: head.origin, size: tree.size, root: tree.root, extensions: [] }, seed);
  await appendSeal(tx, { head, entryIds: records.map(({ id }) => id), leaves, tree, note });
  return { sealed: records.length, size: tree.size, note };
}

const missing = (ids: readonly bigint[], records: readonly { id: string }[]): string[] => {
  const found = new Set(records.map(({ id }) => id));
  return ids
    .map(String)
    .filter((id) => !found.has(id))
    .slice(0, 10);
};

function secretOf({ id, secret }: { id: string; secret: Uint8Array | null }): Uint8Array {
  if (!secret) throw new DomainError("unavailable", "secret_missing", { entries: [id] });
  return secret;
}

/** The seed of the key that the log was begun, or last rotated, with. */
function seedOf({ origin, vkey }: TreeHead): Uint8Array {
  const [seed, prepared] = [signingSeed(), preparedSeed()];
  if (logKeyOf(origin, seed) === vkey) return seed;
  // A rotation that was cut short after the log had the new key.
  if (prepared && logKeyOf(origin, prepared) === vkey) {
    adoptPreparedKey();
    return prepared;
  }
  throw new DomainError("unavailable", "signing_key_differs", { origin });
}

/**
 * A log never signs two histories: what stands in the database must continue what was last signed here, as the file beside the
 * key remembers it. Returns the tiles at the edge, which an append needs anyway.
 */
async function assertOneHistory(tx: Tx, head: TreeHead) {
  const note = rememberedCheckpoint();
  if (note === null) throw new DomainError("unavailable", "history_unknown", { origin: head.origin });
  const memory = parseCheckpoint(parseNote(note).text);
  if (memory.origin !== head.origin)
    throw new DomainError("unavailable", "history_other_log", { origin: head.origin, remembered: memory.origin });
  if (memory.size > head.size)
    throw new DomainError("unavailable", "history_shrank", { size: head.size, remembered: memory.size });
  // A head that another instance has signed since carries the key's signature; the database alone could not have made it.
  if (head.note !== null && head.note !== note) assertSigned(head.note, head, memory.size);
  const wanted = [...edgeTilesOf(head.size), ...edgeTilesOf(memory.size)];
  const tiles = await readTiles(tx, head.log, wanted);
  const isContinued = areEqual(rootAt(memory.size, tiles, nodeHashing), memory.root);
  const isHead = head.root === null || areEqual(rootAt(head.size, tiles, nodeHashing), head.root);
  if (!isContinued || !isHead)
    throw new DomainError("unavailable", "history_rewritten", { size: head.size, remembered: memory.size });
  return tiles;
}

function assertSigned(note: string, { vkey, size }: TreeHead, remembered: number): void {
  try {
    verifyNote(note, [parseVerifierKey(vkey)], nodeHashing);
  } catch (cause) {
    throw new DomainError("unavailable", "history_rewritten", { size, remembered }, { cause });
  }
}
