import type { ErrorDetails } from "../errors";
import type { Opening } from "./entry-leaf";

/** What a verifier says of a piece of evidence, as keys of messages: page and command line say the same words. */

/** Each key with how much weight it has. */
export const findingLevels = {
  // Proven, in these words and no others.
  inclusion: "proven",
  inclusion_of_all: "proven",
  opened: "proven",
  promise: "proven",
  checkpoint: "proven",
  growth: "proven",
  key_rotated: "proven",
  witnessed: "proven",
  // What people would like to read into it.
  content_true: "not_proven",
  time_true: "not_proven",
  nothing_missing: "not_proven",
  one_history: "not_proven",
  leaf_not_given: "not_proven",
  promise_pending: "promise_pending",
  promise_overdue: "promise_overdue",
  no_pinned_key: "unknown_signer",
  signer_unknown: "unknown_signer",
  pinned_key_malformed: "unknown_signer",
  witness_key_malformed: "unknown_signer",
  unreadable: "broken",
  signature_wrong: "broken",
  cosignature_wrong: "broken",
  rotation_wrong: "broken",
  key_retired: "broken",
  origin_differs: "broken",
  promise_differs: "broken",
  leaf_malformed: "broken",
  inclusion_wrong: "broken",
  opening_wrong: "broken",
  repeated_entry: "broken",
  growth_wrong: "broken",
  two_histories: "broken",
} as const;

export type FindingKey = keyof typeof findingLevels;
export type FindingLevel = (typeof findingLevels)[FindingKey];

export interface Finding {
  readonly level: FindingLevel;
  readonly key: FindingKey;
  readonly details: ErrorDetails;
}

export const evidenceKinds = ["receipt", "manifest", "checkpoint", "promise", "proof", "growth", "unknown"] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** From the worst: a verdict is as good as its worst finding that decides anything. */
export const outcomes = ["broken", "unknown_signer", "promise_overdue", "promise_pending", "proven"] as const;
export type Outcome = (typeof outcomes)[number];

/** An entry of the evidence with those of its values that the leaf did commit to. */
export interface ShownEntry {
  readonly index: number | null;
  readonly opened: readonly Opening[];
}

export interface Verdict {
  readonly kind: EvidenceKind;
  readonly outcome: Outcome;
  readonly origin: string | null;
  readonly findings: readonly Finding[];
  readonly entries: readonly ShownEntry[];
}

/** Gathers findings; each kind of check adds its own. */
export class Findings {
  readonly list: Finding[] = [];

  add(key: FindingKey, details: ErrorDetails = {}): void {
    this.list.push({ level: findingLevels[key], key, details });
  }

  has(level: FindingLevel): boolean {
    return this.list.some((finding) => finding.level === level);
  }

  verdict(kind: EvidenceKind, origin: string | null, entries: readonly ShownEntry[] = []): Verdict {
    const worst = outcomes.find((level) => this.has(level));
    return { kind, outcome: worst ?? "unknown_signer", origin, findings: this.list, entries };
  }
}
