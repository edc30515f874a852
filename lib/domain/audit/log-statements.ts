import { invalidInput } from "../errors";
import { fromBase64, toBase64 } from "./bytes";
import { hashLength } from "./merkle-tree";
import {
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  type SigningKey,
  signNote,
  type VerifierKey,
} from "./signed-note";

/** What a log says besides its checkpoints, each a signed note: that it will hold an entry, and that another key speaks for it. */

/** Seconds within which an entry is sealed; longer is an alarm for the desk, and evidence for whoever holds the promise. */
export const sealedWithin = 300;

export interface EntryPromise {
  readonly origin: string;
  readonly leafHash: Uint8Array;
  /** ISO 8601, UTC, by the log's own clock. */
  readonly at: string;
  readonly withinSeconds: number;
}

export interface KeyRotation {
  readonly origin: string;
  readonly newKey: VerifierKey;
  /** The greatest tree that the old key signed. */
  readonly size: number;
  readonly at: string;
}

const promiseTitle = "demasque receipt v1";
const rotationTitle = "demasque key rotation v1";
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/;

const isInstant = (text: string): boolean => instant.test(text) && !Number.isNaN(Date.parse(text));

/** The lines of a text that ends with a line's end. */
const linesOf = (text: string): string[] => text.split("\n").slice(0, -1);

function formatPromise({ origin, leafHash, at, withinSeconds }: EntryPromise): string {
  return `${promiseTitle}\n${origin}\n${toBase64(leafHash)}\n${at}\nsealed within ${withinSeconds} seconds\n`;
}

/** Reads what was promised; says nothing of who promised it. */
export function parsePromise(text: string): EntryPromise {
  const [title, origin = "", encoded = "", at = "", within = "", ...more] = linesOf(text);
  const leafHash = fromBase64(encoded);
  const seconds = /^sealed within ([1-9]\d{0,5}) seconds$/.exec(within)?.[1];
  if (title !== promiseTitle || origin === "" || leafHash?.length !== hashLength || !isInstant(at))
    throw invalidInput("promise_malformed");
  if (seconds === undefined || more.length > 0) throw invalidInput("promise_malformed");
  return { origin, leafHash, at, withinSeconds: Number(seconds) };
}

/** Given at once, before the entry is sealed: a log that drops the entry has signed the proof of it. */
export function signPromise(promise: EntryPromise, seed: Uint8Array): string {
  const text = formatPromise(promise);
  parsePromise(text);
  return signNote(text, { name: promise.origin, seed });
}

function formatRotation({ origin, newKey, size, at }: KeyRotation): string {
  return `${rotationTitle}\n${origin}\n${formatVerifierKey(newKey)}\n${size}\n${at}\n`;
}

export function parseRotation(text: string): KeyRotation {
  const [title, origin = "", key = "", size = "", at = "", ...more] = linesOf(text);
  const isWhole = /^(0|[1-9]\d*)$/.test(size) && Number.isSafeInteger(Number(size));
  if (title !== rotationTitle || origin === "" || !isWhole || !isInstant(at) || more.length > 0)
    throw invalidInput("rotation_malformed");
  const newKey = parseVerifierKey(key);
  if (newKey.name !== origin) throw invalidInput("rotation_malformed");
  return { origin, newKey, size: Number(size), at };
}

/** The old key names its successor; from then on it signs no greater tree. */
export function signRotation(rotation: KeyRotation, oldKey: SigningKey): string {
  const text = formatRotation(rotation);
  parseRotation(text);
  if (oldKey.name !== rotation.origin) throw invalidInput("rotation_malformed");
  return signNote(text, oldKey);
}

/** Whether the text of a note is a promise, told by its first line alone. */
export const isPromise = (note: string): boolean => parseNote(note).text.startsWith(`${promiseTitle}\n`);
