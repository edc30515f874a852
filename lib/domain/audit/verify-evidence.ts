import { areEqual, fromBase64 } from "./bytes";
import { type Opening, parseLeaf, verifyOpening } from "./entry-leaf";
import { Findings, type ShownEntry, type Verdict } from "./findings";
import { type Hashing, portableHashing } from "./hashing";
import { KeyTrust, type ReadCheckpoint, type TrustOptions } from "./key-trust";
import { type EntryPromise, isPromise, parsePromise } from "./log-statements";
import { leafHash, verifyInclusion } from "./merkle-tree";
import { type Manifest, parseEvidence, type Receipt } from "./receipt";
import { parseNote } from "./signed-note";
import { isTlogProof, parseTlogProof } from "./tlog-proof";
import { verifyConsistencyOf } from "./verify-growth";

export interface VerifyOptions extends TrustOptions {
  readonly now: Date;
  /** The bytes that a proof is about, where it does not bring them along. */
  readonly leaf?: Uint8Array;
}

interface Placed {
  readonly index: number;
  readonly hashes: readonly string[];
}

const longestEvidence = 64_000_000;

const decoded = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array(0);

/** Judges one piece of evidence. What is proven is said only for keys that the reader already knew. */
class Judgement {
  readonly findings = new Findings();
  readonly trust: KeyTrust;
  readonly entries: ShownEntry[] = [];
  private isAnythingProven = false;
  private isWitnessed = false;

  constructor(
    private readonly options: VerifyOptions,
    private readonly hashing: Hashing,
  ) {
    this.trust = new KeyTrust(options, this.findings, hashing);
  }

  /** A checkpoint of this log, or of any where none is named. */
  checkpoint(note: string, origin: string | null): ReadCheckpoint | null {
    const read = this.trust.readCheckpoint(note);
    if (!read) return null;
    if (origin !== null && read.checkpoint.origin !== origin) {
      this.findings.add("origin_differs");
      return null;
    }
    if (read.isTrusted) {
      this.isAnythingProven = true;
      this.findings.add("checkpoint", { origin: read.checkpoint.origin, size: read.checkpoint.size });
      this.isWitnessed = this.trust.hearWitnesses(note) || this.isWitnessed;
    }
    return read;
  }

  /** Whether the tree holds the leaf there. */
  isIncluded(bytes: Uint8Array, { index, hashes }: Placed, { checkpoint }: ReadCheckpoint): boolean {
    const { size, root } = checkpoint;
    const claim = { index, size, root, leafHash: leafHash(bytes, this.hashing), proof: hashes.map(decoded) };
    if (verifyInclusion(claim, this.hashing)) return true;
    this.findings.add("inclusion_wrong", { index, size });
    return false;
  }

  /** Those of the opened values that the leaf committed to; whatever it did not is said. */
  open(bytes: Uint8Array, opened: readonly Opening[], index: number | null): readonly Opening[] {
    try {
      const leaf = parseLeaf(bytes);
      return opened.filter((opening) => {
        const isRight = verifyOpening(leaf, opening, this.hashing);
        if (!isRight) this.findings.add("opening_wrong", { field: opening.field, index });
        return isRight;
      });
    } catch {
      this.findings.add("leaf_malformed", { index });
      return [];
    }
  }

  show(entry: ShownEntry): void {
    this.entries.push(entry);
  }

  /** A promise of this log; true where a known key gave it. */
  promise(note: string): { said: EntryPromise; isTrusted: boolean } | null {
    try {
      const said = parsePromise(parseNote(note).text);
      const isTrusted = this.trust.isSigned(note, said.origin, null);
      if (isTrusted) {
        this.isAnythingProven = true;
        this.findings.add("promise", { origin: said.origin, at: said.at, seconds: said.withinSeconds });
      }
      return { said, isTrusted };
    } catch {
      this.findings.add("unreadable");
      return null;
    }
  }

  /** What an entry that is promised and not yet shown to be sealed amounts to. */
  await(said: EntryPromise): void {
    const due = new Date(Date.parse(said.at) + said.withinSeconds * 1000);
    this.findings.add(this.options.now > due ? "promise_overdue" : "promise_pending", { due: due.toISOString() });
  }

  conclude(kind: Verdict["kind"], origin: string | null): Verdict {
    if (this.isAnythingProven) {
      this.findings.add("content_true");
      if (!this.isWitnessed) this.findings.add("time_true");
      this.findings.add("nothing_missing");
      this.findings.add("one_history");
    }
    return this.findings.verdict(kind, origin, this.entries);
  }
}

function judgeReceipt(receipt: Receipt, judgement: Judgement): Verdict {
  const { findings, trust } = judgement;
  trust.follow(receipt.keys);
  const bytes = decoded(receipt.leaf);
  const promise = judgement.promise(receipt.promise);
  if (promise && promise.said.origin !== receipt.origin) findings.add("origin_differs");
  const isPromised = promise !== null && areEqual(promise.said.leafHash, leafHash(bytes, portableHashing));
  if (promise && !isPromised) findings.add("promise_differs");
  const tree = receipt.proof && judgement.checkpoint(receipt.proof.checkpoint, receipt.origin);
  const isIncluded = receipt.proof && tree ? judgement.isIncluded(bytes, receipt.proof, tree) : false;
  const index = isIncluded ? (receipt.proof?.index ?? null) : null;
  if (tree?.isTrusted && index !== null) findings.add("inclusion", { index, size: tree.checkpoint.size });
  if (!receipt.proof && promise?.isTrusted) judgement.await(promise.said);
  const opened = judgement.open(bytes, receipt.opened, index);
  const isBelieved = (isPromised && promise.isTrusted) || (index !== null && tree?.isTrusted === true);
  if (isBelieved && opened.length > 0) findings.add("opened", { count: opened.length });
  if (isBelieved) judgement.show({ index, opened });
  return judgement.conclude("receipt", receipt.origin);
}

function judgeManifest(manifest: Manifest, judgement: Judgement): Verdict {
  const { findings, trust } = judgement;
  trust.follow(manifest.keys);
  const tree = judgement.checkpoint(manifest.checkpoint, manifest.origin);
  const indexes = new Set<number>();
  let openedCount = 0;
  for (const { leaf, index, proof, opened } of manifest.entries) {
    const bytes = decoded(leaf);
    const shown = judgement.open(bytes, opened, index);
    if (indexes.has(index)) findings.add("repeated_entry", { index });
    indexes.add(index);
    if (!tree || !judgement.isIncluded(bytes, { index, hashes: proof }, tree) || !tree.isTrusted) continue;
    openedCount += shown.length;
    judgement.show({ index, opened: shown });
  }
  const count = judgement.entries.length;
  if (tree && count > 0) findings.add("inclusion_of_all", { count, size: tree.checkpoint.size });
  if (openedCount > 0) findings.add("opened", { count: openedCount });
  return judgement.conclude("manifest", manifest.origin);
}

function judgeProof(text: string, options: VerifyOptions, judgement: Judgement): Verdict {
  const proof = parseTlogProof(text);
  const tree = judgement.checkpoint(proof.checkpoint, null);
  const bytes = options.leaf ?? proof.extra;
  if (bytes === null) judgement.findings.add("leaf_not_given");
  else if (tree) {
    const claim = { index: proof.index, size: tree.checkpoint.size, root: tree.checkpoint.root };
    const isIncluded = verifyInclusion(
      { ...claim, leafHash: leafHash(bytes, portableHashing), proof: proof.hashes },
      portableHashing,
    );
    if (!isIncluded) judgement.findings.add("inclusion_wrong", { index: proof.index, size: tree.checkpoint.size });
    else if (tree.isTrusted) judgement.findings.add("inclusion", { index: proof.index, size: tree.checkpoint.size });
  }
  return judgement.conclude("proof", tree?.checkpoint.origin ?? null);
}

/** A note by itself: what surrounds it in a message or a field is not part of it. */
function judgeNote(note: string, judgement: Judgement): Verdict {
  if (isPromise(note)) {
    const promise = judgement.promise(note);
    if (promise?.isTrusted) judgement.await(promise.said);
    return judgement.conclude("promise", promise?.said.origin ?? null);
  }
  const tree = judgement.checkpoint(note, null);
  return judgement.conclude(tree ? "checkpoint" : "unknown", tree?.checkpoint.origin ?? null);
}

/**
 * What a receipt, a case's manifest, a checkpoint, two of them with what joins them, a promise or a C2SP proof proves to a reader who knows these keys. Needs no
 * server and no clock of its own; whatever it is given, it answers.
 */
export function verifyEvidence(given: string, options: VerifyOptions, hashing: Hashing = portableHashing): Verdict {
  const judgement = new Judgement(options, hashing);
  const text = `${given.replace(/^\uFEFF/, "").trim()}\n`;
  try {
    if (text.length > longestEvidence) throw new RangeError("longer than any evidence");
    if (isTlogProof(text)) return judgeProof(text, options, judgement);
    if (!text.startsWith("{")) return judgeNote(text, judgement);
    const file = parseEvidence(text);
    if (file.format === "demasque-growth") return verifyConsistencyOf(file, options, hashing);
    return file.format === "demasque-receipt" ? judgeReceipt(file, judgement) : judgeManifest(file, judgement);
  } catch {
    const unreadable = new Findings();
    unreadable.add("unreadable");
    return unreadable.verdict("unknown", null);
  }
}
