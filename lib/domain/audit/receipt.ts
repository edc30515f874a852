import { z } from "zod";
import { DomainError, invalidInput } from "../errors";
import { fromBase64, toBase64 } from "./bytes";
import type { Opening } from "./entry-leaf";

/** The files that the desk hands out: what a reporter keeps of a report, what goes with an exported case, that the log only grew. */

const longestText = 1_000_000;
const mostEntries = 50_000;
/** A tree whose leaves can be counted is never deeper. */
const mostHashes = 64;
const mostKeys = 100;

const encodedBytes = z
  .string()
  .max(longestText)
  .refine((text) => fromBase64(text) !== null);
const text = z.string().max(longestText);
const openingSchema = z.strictObject({
  table: text,
  row: text,
  field: text,
  value: text.nullable(),
  nonce: encodedBytes,
});
const indexSchema = z.int().nonnegative();
const hashesSchema = z.array(encodedBytes).max(mostHashes);
const keysSchema = z.array(text).max(mostKeys);
const version = z.literal(1);

const receiptSchema = z.strictObject({
  format: z.literal("demasque-receipt"),
  version,
  origin: text,
  promise: text,
  leaf: encodedBytes,
  opened: z.array(openingSchema).max(1000),
  proof: z.strictObject({ index: indexSchema, hashes: hashesSchema, checkpoint: text }).optional(),
  /** Statements by which one key of the log names the next. */
  keys: keysSchema,
});

const manifestEntrySchema = z.strictObject({
  leaf: encodedBytes,
  index: indexSchema,
  proof: hashesSchema,
  opened: z.array(openingSchema).max(1000),
});
const manifestSchema = z.strictObject({
  format: z.literal("demasque-manifest"),
  version,
  origin: text,
  /** The case's number, as people write it. */
  case: text,
  checkpoint: text,
  entries: z.array(manifestEntrySchema).max(mostEntries),
  keys: keysSchema,
});

/** Two checkpoints of the log and the proof that it only grew between them. */
const growthSchema = z.strictObject({
  format: z.literal("demasque-growth"),
  version,
  from: indexSchema,
  to: indexSchema,
  older: text,
  newer: text,
  hashes: hashesSchema,
  keys: keysSchema,
});

export type Growth = z.infer<typeof growthSchema>;
export type Receipt = z.infer<typeof receiptSchema>;
export type Manifest = z.infer<typeof manifestSchema>;

/** What would tell who did something or at which minute: bundles leave the house, and open neither. */
const neverInManifest: ReadonlySet<string> = new Set(["actor", "at", "request"]);

export interface ReceiptParts {
  readonly origin: string;
  readonly promise: string;
  readonly leaf: Uint8Array;
  readonly opened: readonly Opening[];
  /** Once the entry is sealed. */
  readonly proof?: { readonly index: number; readonly hashes: readonly Uint8Array[]; readonly checkpoint: string };
  readonly keys: readonly string[];
}

export function buildReceipt({ origin, promise, leaf, opened, proof, keys }: ReceiptParts): Receipt {
  return {
    format: "demasque-receipt",
    version: 1,
    origin,
    promise,
    leaf: toBase64(leaf),
    opened: [...opened],
    ...(proof && { proof: { ...proof, hashes: proof.hashes.map(toBase64) } }),
    keys: [...keys],
  };
}

export interface ManifestParts {
  readonly origin: string;
  readonly caseRef: string;
  readonly checkpoint: string;
  readonly entries: readonly {
    readonly leaf: Uint8Array;
    readonly index: number;
    readonly proof: readonly Uint8Array[];
    readonly opened: readonly Opening[];
  }[];
  readonly keys: readonly string[];
}

export function buildManifest({ origin, caseRef, checkpoint, entries, keys }: ManifestParts): Manifest {
  for (const { field } of entries.flatMap(({ opened }) => opened))
    if (neverInManifest.has(field)) throw invalidInput("manifest_field", { field });
  return {
    format: "demasque-manifest",
    version: 1,
    origin,
    case: caseRef,
    checkpoint,
    entries: entries.map(({ leaf, index, proof, opened }) => ({
      leaf: toBase64(leaf),
      index,
      proof: proof.map(toBase64),
      opened: [...opened],
    })),
    keys: [...keys],
  };
}

/** The file as it is written: indented, since people open it to see what it says of them. */
export const formatEvidence = (file: Receipt | Manifest | Growth): string => `${JSON.stringify(file, null, 2)}\n`;

const evidenceSchema = z.discriminatedUnion("format", [receiptSchema, manifestSchema, growthSchema]);

/** Reads any of the files; believes nothing in it. */
export function parseEvidence(json: string): Receipt | Manifest | Growth {
  try {
    return evidenceSchema.parse(JSON.parse(json));
  } catch (cause) {
    throw new DomainError("invalid_input", "evidence_malformed", {}, { cause });
  }
}
