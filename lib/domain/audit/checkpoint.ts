import { invalidInput } from "../errors";
import { fromBase64, isWellFormed, toBase64, utf8 } from "./bytes";
import { type Hashing, portableHashing } from "./hashing";
import { hashLength } from "./merkle-tree";
import {
  isSignatureOf,
  isSignatureRight,
  keyTypes,
  type NoteSignature,
  parseNote,
  signatureBy,
  type SigningKey,
  signNote,
  type VerifierKey,
  verifyNote,
} from "./signed-note";

/** A log's statement "so many leaves, this root", as C2SP tlog-checkpoint and tlog-cosignature write it. */

export interface Checkpoint {
  /** Names the log. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly extensions: readonly string[];
}

export interface Cosignature {
  readonly witness: VerifierKey;
  /** Seconds since 1970, by the witness's clock. */
  readonly timestamp: number;
}

const timestampLength = 8;

export const formatCheckpoint = ({ origin, size, root, extensions }: Checkpoint): string =>
  [origin, String(size), toBase64(root), ...extensions].map((line) => `${line}\n`).join("");

/** Reads the text of a checkpoint, without its signatures. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split("\n");
  const [origin = "", decimal = "", encoded = "", ...extensions] = lines.slice(0, -1);
  const [size, root] = [Number(decimal), fromBase64(encoded)];
  const isFilled = origin !== "" && extensions.every((line) => line !== "") && lines.at(-1) === "";
  if (!isFilled || !isWellFormed(text) || !/^(0|[1-9]\d*)$/.test(decimal) || !Number.isSafeInteger(size))
    throw invalidInput("checkpoint_malformed");
  if (root?.length !== hashLength) throw invalidInput("checkpoint_malformed");
  return { origin, size, root, extensions };
}

/** The log signs under its origin's name. */
export function signCheckpoint(checkpoint: Checkpoint, seed: Uint8Array): string {
  const text = formatCheckpoint(checkpoint);
  parseCheckpoint(text);
  return signNote(text, { name: checkpoint.origin, seed });
}

/** The checkpoint of a note that one of these keys signed as the log that the checkpoint names. */
export function verifyCheckpoint(
  note: string | Uint8Array,
  keys: readonly VerifierKey[],
  hashing: Hashing = portableHashing,
): Checkpoint {
  const { text, signers } = verifyNote(note, keys, hashing);
  const checkpoint = parseCheckpoint(text);
  if (!signers.some(({ name }) => name === checkpoint.origin)) throw invalidInput("signer_unknown");
  return checkpoint;
}

function cosignedMessage(text: string, timestamp: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${timestamp}\n${text}`);
}

/** What a witness says of a checkpoint: that at this time, this was the greatest tree of this log that it had seen. */
export function cosign(checkpointText: string, key: SigningKey, timestampSeconds: number): NoteSignature {
  parseCheckpoint(checkpointText);
  if (!Number.isSafeInteger(timestampSeconds) || timestampSeconds < 0) throw invalidInput("timestamp_malformed");
  const timestamp = new Uint8Array(timestampLength);
  new DataView(timestamp.buffer).setBigUint64(0, BigInt(timestampSeconds));
  return signatureBy(key, keyTypes.cosignature, cosignedMessage(checkpointText, timestampSeconds), timestamp);
}

/** The time that this witness's signature vouches for; null where the signature is wrong. */
export function verifyCosignature(
  checkpointText: string,
  signature: NoteSignature,
  witness: VerifierKey,
  hashing: Hashing = portableHashing,
): number | null {
  if (witness.type !== keyTypes.cosignature || !isSignatureOf(signature, witness)) return null;
  if (signature.bytes.length <= timestampLength) return null;
  const head = signature.bytes.slice(0, timestampLength);
  const timestamp = Number(new DataView(head.buffer).getBigUint64(0));
  if (!Number.isSafeInteger(timestamp)) return null;
  const message = cosignedMessage(checkpointText, timestamp);
  const isRight = isSignatureRight(signature.bytes.slice(timestampLength), message, witness.publicKey, hashing);
  return isRight ? timestamp : null;
}

/** Every known witness's cosignature on a note; a wrong one of a known witness spoils the note, as any known key's does. */
export function cosignaturesOf(
  note: string | Uint8Array,
  witnesses: readonly VerifierKey[],
  hashing: Hashing = portableHashing,
): Cosignature[] {
  const { text, signatures } = parseNote(note);
  return signatures.flatMap((signature) => {
    const witness = witnesses.find((key) => key.type === keyTypes.cosignature && isSignatureOf(signature, key));
    if (!witness) return [];
    const timestamp = verifyCosignature(text, signature, witness, hashing);
    if (timestamp === null) throw invalidInput("signature_wrong");
    return [{ witness, timestamp }];
  });
}
