import { ed25519 } from "@noble/curves/ed25519.js";
import { type DomainError, invalidInput } from "../errors";
import { areEqual, concatBytes, fromBase64, fromHex, isWellFormed, textOf, toBase64, toHex, utf8 } from "./bytes";
import { type Hashing, portableHashing } from "./hashing";

/** Texts signed by named keys, as C2SP signed-note has them. A text is worth nothing until a key that one knows has signed it. */

/** What a key signs: the text itself, or a checkpoint together with the time at which a witness saw it. */
export const keyTypes = { ed25519: 1, cosignature: 4 } as const;
export type KeyType = (typeof keyTypes)[keyof typeof keyTypes];

export interface VerifierKey {
  readonly name: string;
  readonly type: KeyType;
  readonly id: Uint8Array;
  readonly publicKey: Uint8Array;
}

export interface SigningKey {
  readonly name: string;
  /** 32 secret bytes, from which RFC 8032 derives the rest. */
  readonly seed: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface SignedNote {
  /** With its last line's end. Not to be believed before `verifyNote` returned it. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const keyIdLength = 4;
const publicKeyLength = 32;
const seedLength = 32;
const signatureLength = 64;
const mostSignatures = 100;
const longestNote = 1_000_000;
const control = /[\u0000-\u0009\u000b-\u001f]/;
const keyName = /^[^\p{White_Space}+]+$/u;

const malformed = (): DomainError => invalidInput("note_malformed");

function checkText(text: string): void {
  if (text.length > longestNote || !text.endsWith("\n") || control.test(text) || !isWellFormed(text)) throw malformed();
}

/** The name with its key gives the four bytes by which a signature says whose it is. */
export function keyIdOf(name: string, type: KeyType, publicKey: Uint8Array): Uint8Array {
  const identity = concatBytes(utf8(`${name}\n`), Uint8Array.of(type), publicKey);
  return portableHashing.sha256(identity).slice(0, keyIdLength);
}

export function verifierKeyOf({ name, seed }: SigningKey, type: KeyType = keyTypes.ed25519): VerifierKey {
  if (!keyName.test(name) || !isWellFormed(name) || control.test(name) || seed.length !== seedLength)
    throw invalidInput("signing_key_malformed");
  const publicKey = ed25519.getPublicKey(seed);
  return { name, type, publicKey, id: keyIdOf(name, type, publicKey) };
}

export const formatVerifierKey = ({ name, type, id, publicKey }: VerifierKey): string =>
  `${name}+${toHex(id)}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`;

/** The public key of a log's seed, as it is written down and pinned. */
export const logKeyOf = (origin: string, seed: Uint8Array): string =>
  formatVerifierKey(verifierKeyOf({ name: origin, seed }));

/** Reads "name+id+key"; the id must be the one that follows from the other two. */
export function parseVerifierKey(text: string): VerifierKey {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
  const [, name = "", hexId = "", encoded = ""] = parts ?? [];
  const [id, key] = [fromHex(hexId), fromBase64(encoded)];
  const type = Object.values(keyTypes).find((known) => known === key?.[0]);
  if (!keyName.test(name) || !isWellFormed(name) || control.test(name) || type === undefined)
    throw invalidInput("verifier_key_malformed");
  const publicKey = key?.slice(1) ?? new Uint8Array(0);
  if (publicKey.length !== publicKeyLength || id === null || !areEqual(id, keyIdOf(name, type, publicKey)))
    throw invalidInput("verifier_key_malformed");
  return { name, type, id, publicKey };
}

function parseSignature(line: string): NoteSignature {
  const [, name = "", encoded = ""] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!keyName.test(name) || bytes === null || bytes.length <= keyIdLength) throw malformed();
  return { name, keyId: bytes.slice(0, keyIdLength), bytes: bytes.slice(keyIdLength) };
}

/** Takes a note apart without believing anything that it says. */
export function parseNote(note: string | Uint8Array): SignedNote {
  const whole = typeof note === "string" ? note : textOf(note);
  checkText(whole);
  const split = whole.lastIndexOf("\n\n");
  if (split < 0) throw malformed();
  const lines = whole.slice(split + 2, -1).split("\n");
  if (lines.length > mostSignatures) throw malformed();
  return { text: whole.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

export const formatSignature = ({ name, keyId, bytes }: NoteSignature): string =>
  `— ${name} ${toBase64(concatBytes(keyId, bytes))}\n`;

export const formatNote = ({ text, signatures }: SignedNote): string =>
  `${text}\n${signatures.map(formatSignature).join("")}`;

/** What the key says about a text: its signature, and before it what else the type of key asserts. */
export function signatureBy(
  key: SigningKey,
  type: KeyType,
  message: Uint8Array,
  before = new Uint8Array(0),
): NoteSignature {
  const { name, id } = verifierKeyOf(key, type);
  return { name, keyId: id, bytes: concatBytes(before, ed25519.sign(message, key.seed)) };
}

/** The text, which ends with a line's end, with this key's signature below it. */
export function signNote(text: string, key: SigningKey): string {
  checkText(text);
  return formatNote({ text, signatures: [signatureBy(key, keyTypes.ed25519, utf8(text))] });
}

/** The note with a further signature at its end. */
export function withSignature(note: string, signature: NoteSignature): string {
  const { text, signatures } = parseNote(note);
  return formatNote({ text, signatures: [...signatures, signature] });
}

export function isSignatureRight(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
  hashing: Hashing,
): boolean {
  if (signature.length !== signatureLength) return false;
  if (hashing.verifyEd25519) return hashing.verifyEd25519(signature, message, publicKey);
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

export const isSignatureOf = ({ name, keyId }: NoteSignature, key: VerifierKey): boolean =>
  name === key.name && areEqual(keyId, key.id);

export interface VerifiedNote {
  readonly text: string;
  /** The keys, of those given, that signed it. Never empty. */
  readonly signers: readonly VerifierKey[];
}

/**
 * The text of a note that one of these keys signed. Keys that are not known are ignored; a wrong signature under a known key
 * spoils the whole note. Witnesses' keys sign something else than the text and are not asked here.
 */
export function verifyNote(
  note: string | Uint8Array,
  keys: readonly VerifierKey[],
  hashing: Hashing = portableHashing,
): VerifiedNote {
  const { text, signatures } = parseNote(note);
  const message = utf8(text);
  const signers = new Set<VerifierKey>();
  for (const signature of signatures) {
    const key = keys.find((known) => known.type === keyTypes.ed25519 && isSignatureOf(signature, known));
    if (!key) continue;
    if (!isSignatureRight(signature.bytes, message, key.publicKey, hashing)) throw invalidInput("signature_wrong");
    signers.add(key);
  }
  if (signers.size === 0) throw invalidInput("signer_unknown");
  return { text, signers: [...signers] };
}
