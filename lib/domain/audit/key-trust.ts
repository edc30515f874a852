import { DomainError } from "../errors";
import { type Checkpoint, cosignaturesOf, parseCheckpoint } from "./checkpoint";
import type { FindingKey, Findings } from "./findings";
import { type Hashing, portableHashing } from "./hashing";
import { parseRotation } from "./log-statements";
import {
  formatVerifierKey,
  keyTypes,
  parseNote,
  parseVerifierKey,
  type SignedNote,
  type VerifierKey,
  verifyNote,
} from "./signed-note";

/** Whom the reader of a piece of evidence believes: keys they were given elsewhere, never keys that the evidence brings along. */
export interface TrustOptions {
  /** Verifier keys of logs. */
  readonly pinned: readonly string[];
  /** Verifier keys of witnesses. */
  readonly witnesses: readonly string[];
}

export interface ReadCheckpoint {
  readonly checkpoint: Checkpoint;
  /** A key that the reader knows signed it; anything else is only text. */
  readonly isTrusted: boolean;
}

/** JavaScript's dates end here. */
const lastSecond = 8_640_000_000_000;

const reasonOf = (error: unknown): string => (error instanceof DomainError ? error.reason : "unexpected");

export class KeyTrust {
  private readonly logKeys: VerifierKey[];
  private readonly witnessKeys: readonly VerifierKey[];
  /** Keys that named their successor → the greatest tree that they may have signed. */
  private readonly retiredAt = new Map<VerifierKey, number>();

  constructor(
    options: TrustOptions,
    private readonly findings: Findings,
    private readonly hashing: Hashing = portableHashing,
  ) {
    this.logKeys = this.read(options.pinned, keyTypes.ed25519, "pinned_key_malformed");
    this.witnessKeys = this.read(options.witnesses, keyTypes.cosignature, "witness_key_malformed");
  }

  private read(texts: readonly string[], type: number, problem: FindingKey): VerifierKey[] {
    return texts.flatMap((text) => {
      try {
        const key = parseVerifierKey(text.trim());
        if (key.type === type) return [key];
      } catch {
        // Said below, in the same words for every way of not being such a key.
      }
      this.findings.add(problem);
      return [];
    });
  }

  /** Follows the statements, oldest first, from a key that is believed to the one that it names. */
  follow(statements: readonly string[]): void {
    for (const statement of statements) {
      let signers: readonly VerifierKey[] = [];
      try {
        const { text, signers: known } = verifyNote(statement, this.logKeys, this.hashing);
        const { origin, newKey, size } = parseRotation(text);
        signers = known.filter(({ name }) => name === origin);
        const written = formatVerifierKey(newKey);
        for (const signer of signers) this.retiredAt.set(signer, Math.min(size, this.retiredAt.get(signer) ?? size));
        if (signers.length === 0 || this.logKeys.some((key) => formatVerifierKey(key) === written)) continue;
        this.logKeys.push(newKey);
        this.findings.add("key_rotated", { origin, size });
      } catch (error) {
        // A statement by a key that the reader does not know is no ground to believe or doubt anything.
        if (reasonOf(error) !== "signer_unknown") this.findings.add("rotation_wrong");
      }
    }
  }

  /** Whether a key that the reader knows signed the note for this log; `size` where it is a tree's. */
  isSigned(note: string, origin: string, size: number | null): boolean {
    const keys = this.logKeys.filter(({ name }) => name === origin);
    try {
      const { signers } = verifyNote(note, keys, this.hashing);
      if (size === null || signers.some((key) => size <= (this.retiredAt.get(key) ?? size))) return true;
      this.findings.add("key_retired", { origin, size });
    } catch (error) {
      if (reasonOf(error) !== "signer_unknown") this.findings.add("signature_wrong", { origin });
      else this.findings.add(this.logKeys.length === 0 ? "no_pinned_key" : "signer_unknown", { origin });
    }
    return false;
  }

  /** Null where it is no checkpoint at all. */
  readCheckpoint(note: string): ReadCheckpoint | null {
    let parsed: SignedNote;
    let checkpoint: Checkpoint;
    try {
      parsed = parseNote(note);
      checkpoint = parseCheckpoint(parsed.text);
    } catch {
      this.findings.add("unreadable");
      return null;
    }
    return { checkpoint, isTrusted: this.isSigned(note, checkpoint.origin, checkpoint.size) };
  }

  /** Says which witnesses saw this checkpoint, and when. True if any did. */
  hearWitnesses(note: string): boolean {
    try {
      const heard = cosignaturesOf(note, this.witnessKeys, this.hashing);
      for (const { witness, timestamp } of heard) {
        if (timestamp > lastSecond) throw new RangeError("a time that no clock shows");
        this.findings.add("witnessed", { name: witness.name, at: new Date(timestamp * 1000).toISOString() });
      }
      return heard.length > 0;
    } catch {
      this.findings.add("cosignature_wrong");
      return false;
    }
  }
}
