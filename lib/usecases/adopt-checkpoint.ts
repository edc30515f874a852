import "server-only";
import { rememberCheckpoint, rememberedCheckpoint } from "@/lib/adapters/checkpoint-memory";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { signingSeed } from "@/lib/adapters/signing-key";
import { db } from "@/lib/db/client";
import { readTiles, treeHead } from "@/lib/db/seal";
import { areEqual } from "@/lib/domain/audit/bytes";
import { type Checkpoint, verifyCheckpoint } from "@/lib/domain/audit/checkpoint";
import { verifierKeyOf } from "@/lib/domain/audit/signed-note";
import { rootAt, tilesOfRanges } from "@/lib/domain/audit/tiles";
import { conflict, invalidInput, notFound } from "@/lib/domain/errors";

/**
 * Where nothing is remembered beside the key (a second instance, a lost folder), takes a checkpoint that was kept elsewhere for what
 * was last signed. Our key must have signed it, and the tree in the database must continue it.
 * @throws DomainError `conflict` where one is remembered already, or the tree is another; `invalid_input` where we did not sign it.
 */
export async function adoptCheckpoint(note: string): Promise<Checkpoint> {
  const head = await treeHead(db());
  if (!head) throw notFound("log_missing");
  const memory = rememberedCheckpoint();
  if (memory !== null) throw conflict("checkpoint_remembered");
  const ownKey = verifierKeyOf({ name: head.origin, seed: signingSeed() });
  const checkpoint = verifyCheckpoint(note, [ownKey], nodeHashing);
  const { size, root } = checkpoint;
  if (checkpoint.origin !== head.origin) throw invalidInput("signer_unknown");
  if (size > head.size) throw conflict("history_shrank", { size: head.size, remembered: size });
  const tiles = await readTiles(db(), head.log, tilesOfRanges([[0, size]], size));
  if (!areEqual(rootAt(size, tiles, nodeHashing), root)) throw conflict("history_rewritten", { size });
  rememberCheckpoint(note);
  return checkpoint;
}
