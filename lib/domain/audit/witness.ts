import { z } from "zod";
import { invalidInput } from "../errors";
import { toBase64 } from "./bytes";
import { keyTypes, parseVerifierKey } from "./signed-note";

export const witnessKinds = ["file", "email", "webhook"] as const;
export type WitnessKind = (typeof witnessKinds)[number];

/** Why a delivery did not succeed; what the screens have words for. */
export const witnessFailures = [
  "mail_not_set_up",
  "mail_failed",
  "mail_held",
  "outgoing_scheme",
  "outgoing_credentials",
  "outgoing_port",
  "outgoing_name",
  "outgoing_address",
  "outgoing_slow",
  "outgoing_failed",
  "outgoing_large",
  "witness_refused",
  "signature_wrong",
  "signer_unknown",
  "note_malformed",
  "unexpected",
] as const;
export type WitnessFailure = (typeof witnessFailures)[number];

const isWitnessKey = (text: string): boolean => {
  try {
    return parseVerifierKey(text).type === keyTypes.cosignature;
  } catch {
    return false;
  }
};

const name = z.string().trim().min(1).max(80);
/** Null for a witness that only keeps what it is sent. */
const vkey = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : text))
  .nullable()
  .refine((text) => text === null || isWitnessKey(text));

export const witnessSchema = z.discriminatedUnion("kind", [
  /** A folder below DATA_DIR/witness: mounted from elsewhere, or copied away. */
  z.object({ kind: z.literal("file"), name, vkey, target: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/) }),
  z.object({ kind: z.literal("email"), name, vkey, target: z.email().max(254) }),
  z.object({ kind: z.literal("webhook"), name, vkey, target: z.url({ protocol: /^https$/ }).max(2000) }),
]);
export type WitnessInput = z.infer<typeof witnessSchema>;

/** What a witness is asked to sign, as C2SP tlog-witness has it: the size it knows, the proof that the tree only grew, the new head. */
export function witnessRequest(knownSize: number, proof: readonly Uint8Array[], note: string): string {
  return `old ${String(knownSize)}\n${proof.map((hash) => `${toBase64(hash)}\n`).join("")}\n${note}`;
}

/** The size that a witness says it knows, where it refused because we took another for it. */
export function sizeOfConflict(text: string): number | null {
  const size = /^(0|[1-9]\d{0,15})\n?$/.exec(text)?.[1];
  return size === undefined ? null : Number(size);
}

/** Signature lines of an answer, or of a whole note. @throws DomainError `invalid_input note_malformed` where there is none. */
export function signatureLines(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.startsWith("— "));
  if (lines.length === 0 || lines.length > 16) throw invalidInput("note_malformed");
  return lines;
}
