import "server-only";
import { randomUUID } from "node:crypto";
import { keepWitnessFile } from "@/lib/adapters/witness-files";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { OutgoingHttp } from "@/lib/adapters/outgoing-http";
import { db } from "@/lib/db/client";
import { readTiles, treeHead } from "@/lib/db/seal";
import { noteDelivery, noteFailure, takeDueWitnesses, type KeptCheckpoint, type WitnessRow } from "@/lib/db/witnesses";
import type { JobActor } from "@/lib/domain/access/actor";
import { consistencyProof, tilesForConsistency } from "@/lib/domain/audit/tree-proofs";
import { sizeOfConflict, witnessRequest } from "@/lib/domain/audit/witness";
import { DomainError } from "@/lib/domain/errors";
import { logger } from "@/lib/logger";
import { storeCosignatures } from "./add-cosignatures";
import { postMail } from "./post-mail";

/** A witness is told of growth at most this often. */
const everySeconds = 600;

interface Sending {
  http?: OutgoingHttp;
  everySeconds?: number;
}

/**
 * Sends the newest checkpoint to every witness that has not got it, with the proof that the tree only grew since what they were sent
 * last. What a web witness signs in return is checked and kept. One that fails is tried again later and holds up no other.
 */
export async function sendCheckpoints({
  http = new OutgoingHttp(),
  everySeconds: pause = everySeconds,
}: Sending = {}): Promise<number> {
  const head = await treeHead(db());
  if (head?.note == null) return 0;
  const kept: KeptCheckpoint = { log: head.log, size: head.size, note: head.note };
  let sent = 0;
  for (const witness of await takeDueWitnesses(db(), kept, pause)) {
    try {
      await deliver(witness, kept, http);
      await noteDelivery(db(), witness.id, kept);
      sent += 1;
    } catch (error) {
      if (!(error instanceof DomainError))
        logger.error({ err: error, witness: witness.id }, "checkpoint not delivered");
      await noteFailure(db(), witness.id, error instanceof DomainError ? error.reason : "unexpected");
    }
  }
  return sent;
}

async function deliver(witness: WitnessRow, kept: KeptCheckpoint, http: OutgoingHttp): Promise<void> {
  const known = witness.sentLog === kept.log ? (witness.sentSize ?? 0) : 0;
  const request = await requestFrom(known, kept);
  if (witness.kind === "file") return keepWitnessFile(witness.target, `${String(kept.size)}.checkpoint`, kept.note);
  if (witness.kind === "email") {
    const attachments = [
      { filename: `checkpoint-${String(kept.size)}.txt`, content: kept.note },
      { filename: `add-checkpoint-${String(kept.size)}.txt`, content: request },
    ];
    return postMail({ to: witness.target, subject: `Checkpoint ${String(kept.size)}`, text: mailText, attachments });
  }
  const answer = await askWebWitness(witness, kept, request, http);
  if (witness.vkey !== null) {
    const actor: JobActor = { kind: "job", name: "witness", requestId: randomUUID() };
    await storeCosignatures(actor, kept, answer);
  }
}

async function askWebWitness(
  { target }: WitnessRow,
  kept: KeptCheckpoint,
  request: string,
  http: OutgoingHttp,
): Promise<string> {
  const post = (body: string) => http.post(target, body, "text/plain; charset=utf-8");
  let answer = await post(request);
  // They know another size than we took for the last: the proof is made from there.
  const known = answer.status === 409 ? sizeOfConflict(answer.text) : null;
  if (known !== null && known <= kept.size) answer = await post(await requestFrom(known, kept));
  if (answer.status < 200 || answer.status > 299)
    throw new DomainError("unavailable", "witness_refused", { status: answer.status });
  return answer.text;
}

async function requestFrom(known: number, { log, size, note }: KeptCheckpoint): Promise<string> {
  const tiles = await readTiles(db(), log, tilesForConsistency(known, size));
  return witnessRequest(known, consistencyProof(known, size, tiles, nodeHashing), note);
}

const mailText = `Bonjour,

Voici l’état signé le plus récent de notre registre, à conserver. Il ne contient aucune donnée : la taille du registre et une
empreinte. Gardé hors de chez nous, il permettra de montrer si nous réécrivons un jour notre histoire.

Hello,

Attached is the newest signed head of our log, for you to keep. It holds no data: the log's size and one hash. Kept away from us,
it lets anybody show it, should we ever rewrite our history.
`;
