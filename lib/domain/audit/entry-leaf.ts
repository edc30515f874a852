import { z } from "zod";
import { DomainError, invalidInput } from "../errors";
import { areEqual, concatBytes, fromBase64, fromHex, textOf, toBase64, utf8, writeBase64 } from "./bytes";
import { canonicalJson } from "./canonical-json";
import type { FieldTexts, Hashing } from "./hashing";
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
  const columns = Object.keys(entry.changes);
  const values = valuesOf(entry, columns);
  return new Map(shapeOf(entry.operation, columns).fields.map((field, at) => [field, values[at] ?? null]));
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

/** What follows from the names of an entry's fields alone: entries have few shapes, a verifier sees each of them very often. */
interface Shape {
  /** In the order in which `valuesOf` gives their values. */
  readonly fields: readonly string[];
  /** Each name as JSON writes it, with the comma that follows it in the digest's text. */
  readonly heads: readonly string[];
  /** The leaf after a zero byte, as `leafHash` wants it, with room for the digests. */
  readonly preimage: Uint8Array;
  /** Where in it each field's digest begins. */
  readonly places: readonly number[];
}

/** More than any desk has. */
const shapesKept = 2000;
const shapes = new Map<string, Shape>();

const fixedFields = [
  ...["id", "at", "day", "actor", "action", "reason"],
  ...["request", "operation", "case", "unit", "lane"],
] as const;
const digestDigits = 44;

function shapeOf(operation: string, columns: readonly string[]): Shape {
  const isInsert = operation === "insert";
  const isDelete = operation === "delete";
  // No name holds the sign that parts them here.
  const name = `${isInsert ? "+" : isDelete ? "-" : "="}${columns.join("\u0000")}`;
  const known = shapes.get(name);
  if (known) return known;
  const fields: string[] = [...fixedFields];
  for (const column of columns) {
    if (!isInsert) fields.push(`old.${column}`);
    if (!isDelete) fields.push(`new.${column}`);
  }
  const shape = makeShape(fields);
  if (shapes.size < shapesKept) shapes.set(name, shape);
  return shape;
}

function makeShape(fields: readonly string[]): Shape {
  const order = fields.map((_, at) => at).sort((a, b) => ((fields[a] ?? "") < (fields[b] ?? "") ? -1 : 1));
  const places = new Array<number>(fields.length).fill(0);
  const parts: Uint8Array[] = [];
  let length = 0;
  const add = (text: string) => {
    const part = utf8(text);
    parts.push(part);
    length += part.length;
  };
  add('\u0000{"fields":{');
  for (const [position, at] of order.entries()) {
    add(`${position === 0 ? "" : ","}${canonicalJson(fields[at] ?? "")}:"`);
    places[at] = length;
    add(`${"A".repeat(digestDigits)}"`);
  }
  add(`},"version":${leafVersion}}`);
  const heads = fields.map((field) => `${canonicalJson(field)},`);
  return { fields, heads, preimage: concatBytes(...parts), places };
}

/** In the order of the shape's fields. */
function valuesOf(entry: EntryRecord, columns: readonly string[]): FieldValue[] {
  const { id, at, actor, action, reason, requestId, operation, caseId, unit, isLane, changes } = entry;
  const values: FieldValue[] = [id, at, at.slice(0, 10), actor, action, reason, requestId, operation];
  values.push(caseId, unit, isLane ? "true" : "false");
  const [isInsert, isDelete] = [operation === "insert", operation === "delete"];
  for (const column of columns) {
    const sides = changes[column];
    if (!isInsert) values.push(sides?.[0] ?? null);
    if (!isDelete) values.push(sides?.[1] ?? null);
  }
  return values;
}

/** The digests of those texts by the definition, one by one. */
function digestEach(secret: Uint8Array, { nonceStart, names, start, heads, tails }: FieldTexts, hashing: Hashing) {
  return concatBytes(
    ...names.map((name, at) => {
      const nonce = hashing.hmacSha256(secret, utf8(nonceStart + name));
      return hashing.hmacSha256(nonce, utf8(start + (heads[at] ?? "") + (tails[at] ?? "")));
    }),
  );
}

/**
 * The canonical bytes of an entry after a zero byte: what the log commits to, as its hash is taken. A verifier makes them for every
 * entry there is, so they are written digest by digest into what all entries of a shape have alike.
 */
export function leafPreimageOf(entry: EntryRecord, secret: Uint8Array, hashing: Hashing): Uint8Array {
  const columns = Object.keys(entry.changes);
  const { fields, heads, preimage, places } = shapeOf(entry.operation, columns);
  const bytes = preimage.slice();
  const values = valuesOf(entry, columns);
  const open = { names: [] as string[], heads: [] as string[], tails: [] as string[], places: [] as number[] };
  for (let at = 0; at < fields.length; at++) {
    const value = values[at] ?? null;
    const place = places[at] ?? 0;
    if (value !== null && typeof value === "object") {
      writeBase64(contentDigest(value), 0, bytes, place);
      continue;
    }
    open.names.push(fields[at] ?? "");
    open.heads.push(heads[at] ?? "");
    open.tails.push(value === null ? "null]" : `${canonicalJson(value)}]`);
    open.places.push(place);
  }
  const start = `[${canonicalJson(entry.subjectTable)},${canonicalJson(entry.subjectId)},`;
  const texts = { nonceStart: nonceText(entry.id, ""), names: open.names, start, heads: open.heads, tails: open.tails };
  const digests = hashing.fieldDigests?.(secret, texts) ?? digestEach(secret, texts, hashing);
  for (let at = 0; at < open.places.length; at++) writeBase64(digests, at * hashLength, bytes, open.places[at] ?? 0);
  return bytes;
}

/** The canonical bytes of an entry: what the log commits to. The same entry and secret give the same bytes for ever. */
export const leafBytesOf = (entry: EntryRecord, secret: Uint8Array, hashing: Hashing): Uint8Array =>
  leafPreimageOf(entry, secret, hashing).slice(1);

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
