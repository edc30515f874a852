import "server-only";
import { randomBytes } from "node:crypto";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { rememberCheckpoint, rememberedCheckpoint } from "@/lib/adapters/checkpoint-memory";
import { signingSeed } from "@/lib/adapters/signing-key";
import { change } from "@/lib/db/change";
import { db, Prisma } from "@/lib/db/client";
import { insertLog, treeHead } from "@/lib/db/seal";
import type { JobActor, OperatorActor } from "@/lib/domain/access/actor";
import { parseCheckpoint, signCheckpoint } from "@/lib/domain/audit/checkpoint";
import { emptyRoot } from "@/lib/domain/audit/merkle-tree";
import { logKeyOf, parseNote } from "@/lib/domain/audit/signed-note";
import { conflict } from "@/lib/domain/errors";
import { env } from "@/lib/env";

const lock = Prisma.sql`pg_advisory_xact_lock(hashtextextended('demasque.log', 0))::text`;

/** Begins the one log of a new desk; does nothing where there is one. */
export async function beginFirstLog(actor: JobActor | OperatorActor): Promise<void> {
  if (await treeHead(db())) return;
  // A start that was cut short between the file and the row goes on with the origin that it had chosen.
  const note = rememberedCheckpoint();
  const memory = note === null ? null : parseCheckpoint(parseNote(note).text);
  if (memory && memory.size > 0) throw conflict("history_lost", { origin: memory.origin, size: memory.size });
  await begin(actor, memory?.origin ?? newOrigin(), null, null);
}

/**
 * After a backup was restored: a new log, whose first entry quotes the last checkpoint that the old one is known to have signed. What
 * was sealed after the backup is lost, and receipts for it will say so.
 * @throws DomainError `conflict log_begun_meanwhile` where another was begun at the same time.
 */
export async function beginNewLog(
  actor: OperatorActor,
): Promise<{ origin: string; vkey: string; quoted: string | null }> {
  const head = await treeHead(db());
  const note = rememberedCheckpoint();
  const quoted = note ?? head?.note ?? null;
  const origin = newOrigin();
  const vkey = await begin(actor, origin, quoted, head?.log ?? null);
  return { origin, vkey, quoted };
}

function newOrigin(): string {
  return `${new URL(env().publicUrl).host.toLowerCase()}/${randomBytes(8).toString("hex")}`;
}

/** The file first: a log whose beginning is not remembered beside the key is never signed for. */
async function begin(
  actor: JobActor | OperatorActor,
  origin: string,
  quoted: string | null,
  after: number | null,
): Promise<string> {
  const seed = signingSeed();
  const vkey = logKeyOf(origin, seed);
  const empty = signCheckpoint({ origin, size: 0, root: emptyRoot(nodeHashing), extensions: [] }, seed);
  await change(actor, "audit.log_begun", { lock }, async (tx) => {
    const newest = await treeHead(tx);
    // The first log is begun by whoever comes first, and is everybody's.
    if (after === null && newest) return;
    if ((newest?.log ?? null) !== after) throw conflict("log_begun_meanwhile", { origin: newest?.origin ?? "" });
    rememberCheckpoint(empty);
    await insertLog(tx, { number: (after ?? 0) + 1, origin, quotedCheckpoint: quoted, vkey });
  });
  return vkey;
}
