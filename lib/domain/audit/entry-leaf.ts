import { z } from "zod";
import { DomainError, invalidInput } from "../errors";
import { areEqual, fromBase64, fromHex, textOf, toBase64, utf8 } from "./bytes";
import { canonicalJson } from "./canonical-json";
import type { Hashing } from "./hashing";
import { hashLength } from "./merkle-tree";

/**
 * What the log holds of an entry: for each field a digest that nobody can guess the value from, since every field has a nonce
 * of its own, drawn from the secret of the unit that the entry is erased with. Whoever knows the nonce can be shown one field.
 */

/** A value as text, nothing, or the digest that the entry itself holds in place of a content. */
export type FieldValue = string | null | { readonly digest: string };

export interface EntryRecord {
  readonly id: string;
  /** ISO 8601, UTC, with microseconds. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly operation: string;
  readonly subjectTable: string;
  readonly subjectId: string;
  readonly caseId: string | null;
  /** "case:<uuid>" and so on, or "none". */
  readonly unit: string;
  readonly isLane: boolean;
  /** Column → [before, after]. */
  readonly changes: Readonly<Record<string, readonly [FieldValue, FieldValue]>>;
}

export interface Opening {
  readonly table: string;
  readonly row: string;
  readonly field: string;
  readonly value: string | null;
  /** Base64. */
  readonly nonce: string;
}

/** Field → digest. */
export type Leaf = ReadonlyMap<string, Uint8Array>;

const leafVersion = 1;
const unitSeparator = "\u001f";
const leafSchema = z.strictObject({ fields: z.record(z.string(), z.string()), version: z.literal(leafVersion) });

/** Everything that an entry says, by name. */
export function fieldsOf(entry: EntryRecord): Map<string, FieldValue> {
  const fields = new Map<string, FieldValue>([
    ["id", entry.id],
    ["at", entry.at],
    ["day", entry.at.slice(0, 10)],
    ["actor", entry.actor],
    ["action", entry.action],
    ["reason", entry.reason],
    ["request", entry.requestId],
    ["operation", entry.operation],
    ["case", entry.caseId],
    ["unit", entry.unit],
    ["lane", String(entry.isLane)],
  ]);
  for (const [column, [before, after]] of Object.entries(entry.changes)) {
    if (entry.operation !== "insert") fields.set(`old.${column}`, before);
    if (entry.operation !== "delete") fields.set(`new.${column}`, after);
  }
  return fields;
}

const nonceText = (entryId: string, field: string): string => entryId + unitSeparator + field;

const fieldText = (table: string, row: string, field: string, value: string | null): string =>
  canonicalJson([table, row, field, value]);

export const nonceOf = (secret: Uint8Array, entryId: string, field: string, hashing: Hashing): Uint8Array =>
  hashing.hmacSha256(secret, utf8(nonceText(entryId, field)));

export const digestOf = (
  nonce: Uint8Array,
  table: string,
  row: string,
  field: string,
  value: string | null,
  hashing: Hashing,
): Uint8Array => hashing.hmacSha256(nonce, utf8(fieldText(table, row, field, value)));

const hmacEach = (keys: readonly Uint8Array[], texts: readonly string[], hashing: Hashing): readonly Uint8Array[] =>
  hashing.hmacTextEach?.(keys, texts) ??
  texts.map((text, at) => hashing.hmacSha256(keys[at] ?? new Uint8Array(0), utf8(text)));

/**
 * The canonical bytes of an entry: what the log commits to. The same entry and secret give the same bytes for ever. A verifier does
 * this for every entry there is, so texts are put together here rather than one canonical value at a time.
 */
export function leafBytesOf(entry: EntryRecord, secret: Uint8Array, hashing: Hashing): Uint8Array {
  const fields: string[] = [];
  const digests: string[] = [];
  const open: number[] = [];
  const nonceTexts: string[] = [];
  const texts: string[] = [];
  const row = `[${canonicalJson(entry.subjectTable)},${canonicalJson(entry.subjectId)},`;
  for (const [field, value] of fieldsOf(entry)) {
    if (value !== null && typeof value === "object") {
      digests.push(toBase64(contentDigest(value)));
    } else {
      digests.push("");
      open.push(fields.length);
      nonceTexts.push(nonceText(entry.id, field));
      texts.push(`${row}${quotedName(field)},${canonicalJson(value)}]`);
    }
    fields.push(field);
  }
  const secrets = open.map(() => secret);
  const found = hmacEach(hmacEach(secrets, nonceTexts, hashing), texts, hashing);
  for (let at = 0; at < open.length; at++) digests[open[at] ?? 0] = toBase64(found[at] ?? new Uint8Array(0));
  let members = "";
  for (const at of orderOf(fields))
    members += `${members === "" ? "" : ","}${quotedName(fields[at] ?? "")}:"${digests[at] ?? ""}"`;
  return utf8(`{"fields":{${members}},"version":${leafVersion}}`);
}

/** Entries have few shapes: what follows from names alone is kept, up to a number that no desk has. */
const shapesKept = 2000;
const quotedNames = new Map<string, string>();
const orders = new Map<string, readonly number[]>();

function quotedName(field: string): string {
  const known = quotedNames.get(field);
  if (known !== undefined) return known;
  const quoted = canonicalJson(field);
  if (quotedNames.size < shapesKept) quotedNames.set(field, quoted);
  return quoted;
}

/** The places of the fields in the order of their names; no name holds the sign that parts them here. */
function orderOf(fields: readonly string[]): readonly number[] {
  const shape = fields.join("\u0000");
  const known = orders.get(shape);
  if (known) return known;
  const name = (at: number): string => fields[at] ?? "";
  const order = fields.map((_, at) => at).sort((a, b) => (name(a) < name(b) ? -1 : 1));
  if (orders.size < shapesKept) orders.set(shape, order);
  return order;
}

function contentDigest(value: { readonly digest: string }): Uint8Array {
  const digest = fromHex(value.digest);
  if (digest?.length !== hashLength) throw invalidInput("entry_digest_malformed");
  return digest;
}

/** Reads a leaf; bytes that are not the canonical ones of what they say are refused. */
export function parseLeaf(bytes: Uint8Array): Leaf {
  const text = textOf(bytes);
  const digests = new Map<string, Uint8Array>();
  try {
    const leaf = leafSchema.parse(JSON.parse(text));
    if (canonicalJson(leaf) !== text) throw invalidInput("leaf_malformed");
    for (const [field, encoded] of Object.entries(leaf.fields))
      digests.set(field, fromBase64(encoded) ?? new Uint8Array(0));
  } catch (cause) {
    throw new DomainError("invalid_input", "leaf_malformed", {}, { cause });
  }
  if ([...digests.values()].some((digest) => digest.length !== hashLength)) throw invalidInput("leaf_malformed");
  return digests;
}

function opening(entry: EntryRecord, field: string, value: string | null, nonce: Uint8Array): Opening {
  return { table: entry.subjectTable, row: entry.subjectId, field, value, nonce: toBase64(nonce) };
}

/** Shows one field. Of a content the entry holds only a digest: `openContent` shows it, given the text. */
export function openField(entry: EntryRecord, secret: Uint8Array, field: string, hashing: Hashing): Opening {
  const value = fieldsOf(entry).get(field);
  if (value === undefined || (value !== null && typeof value !== "string"))
    throw invalidInput("field_not_open", { field });
  return opening(entry, field, value, nonceOf(secret, entry.id, field, hashing));
}

/** Shows a content column whose text the caller still has; any other text than the one entered is refused. */
export function openContent(
  entry: EntryRecord,
  secret: Uint8Array,
  field: string,
  text: string,
  hashing: Hashing,
): Opening {
  const value = fieldsOf(entry).get(field);
  if (value === undefined || value === null || typeof value === "string")
    throw invalidInput("field_not_open", { field });
  const nonce = nonceOf(secret, entry.id, field, hashing);
  const digest = digestOf(nonce, entry.subjectTable, entry.subjectId, field, text, hashing);
  if (!areEqual(digest, contentDigest(value))) throw invalidInput("content_differs", { field });
  return opening(entry, field, text, nonce);
}

/** Whether the leaf committed to this value of this field. */
export function verifyOpening(leaf: Leaf, { table, row, field, value, nonce }: Opening, hashing: Hashing): boolean {
  const committed = leaf.get(field);
  const key = fromBase64(nonce);
  if (committed === undefined || key?.length !== hashLength) return false;
  return areEqual(committed, digestOf(key, table, row, field, value, hashing));
}
