import "server-only";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { change } from "@/lib/db/change";
import { db } from "@/lib/db/client";
import { findCheckpoint, insertCosignature, listWitnesses, type KeptCheckpoint } from "@/lib/db/witnesses";
import type { JobActor, OperatorActor, UserActor } from "@/lib/domain/access/actor";
import { assertCan } from "@/lib/domain/access/policy";
import { parseCheckpoint, verifyCosignature } from "@/lib/domain/audit/checkpoint";
import { formatSignature, isSignatureOf, parseNote, parseVerifierKey } from "@/lib/domain/audit/signed-note";
import { signatureLines } from "@/lib/domain/audit/witness";
import { invalidInput, notFound } from "@/lib/domain/errors";

/**
 * Stores what witnesses signed under a checkpoint of ours, given as the whole note. Keys that are no witness's are passed over.
 * @returns how many signatures were new.
 * @throws DomainError `invalid_input signature_wrong`, `signer_unknown` where no known witness signed; `not_found checkpoint`.
 */
export async function addCosignatures(actor: UserActor | OperatorActor, note: string): Promise<number> {
  assertCan(actor, "witness:manage");
  const { text } = parseNote(note);
  const { origin, size } = parseCheckpoint(text);
  const kept = await findCheckpoint(db(), origin, size);
  if (!kept || parseNote(kept.note).text !== text) throw notFound("checkpoint");
  return storeCosignatures(actor, kept, note);
}

/** The storing itself, for lines that came as the answer to a checkpoint that was sent. */
export async function storeCosignatures(
  actor: UserActor | OperatorActor | JobActor,
  kept: KeptCheckpoint,
  lines: string,
): Promise<number> {
  const { text } = parseNote(kept.note);
  const { signatures } = parseNote(`${text}\n${signatureLines(lines).join("\n")}\n`);
  const witnesses = (await listWitnesses(db())).flatMap(({ vkey }) =>
    vkey === null ? [] : [{ vkey, key: parseVerifierKey(vkey) }],
  );
  const found = signatures.flatMap((signature) => {
    const witness = witnesses.find(({ key }) => isSignatureOf(signature, key));
    if (!witness) return [];
    const seconds = verifyCosignature(text, signature, witness.key, nodeHashing);
    if (seconds === null) throw invalidInput("signature_wrong", { witness: witness.key.name });
    return [{ vkey: witness.vkey, line: formatSignature(signature).trimEnd(), statedAt: new Date(seconds * 1000) }];
  });
  if (found.length === 0) throw invalidInput("signer_unknown");
  return change(actor, "audit.cosigned", {}, async (tx) => {
    let stored = 0;
    for (const one of found) if (await insertCosignature(tx, { log: kept.log, size: kept.size, ...one })) stored += 1;
    return stored;
  });
}
