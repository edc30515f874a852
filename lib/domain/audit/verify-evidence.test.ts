import { describe, expect, it } from "vitest";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import {
  opened,
  smallCheckpoint,
  smallLeaf,
  smallLog,
  smallLogKey,
  smallManifest,
  smallPromise,
  smallReceipt,
  smallTree,
} from "@/lib/testing/small-log";
import { toBase64 } from "./bytes";
import { cosign, signCheckpoint } from "./checkpoint";
import type { FindingKey, Verdict } from "./findings";
import { signPromise, signRotation } from "./log-statements";
import { leafHash } from "./merkle-tree";
import { buildManifest, formatEvidence } from "./receipt";
import { formatVerifierKey, keyTypes, parseNote, signNote, verifierKeyOf, withSignature } from "./signed-note";
import { formatTlogProof } from "./tlog-proof";
import { inclusionProof } from "./tree-proofs";
import { verifyEvidence, type VerifyOptions } from "./verify-evidence";

const soon = new Date("2026-11-22T09:43:00Z");
const later = new Date("2026-11-22T10:00:00Z");
const options: VerifyOptions = { pinned: [smallLogKey], witnesses: [], now: soon };
const { origin, seed } = smallLog;
const caveats: readonly FindingKey[] = ["content_true", "time_true", "nothing_missing", "one_history"];

const verify = (text: string, more: Partial<VerifyOptions> = {}): Verdict =>
  verifyEvidence(text, { ...options, ...more }, nodeHashing);
const keysOf = ({ findings }: Verdict): FindingKey[] => findings.map(({ key }) => key);
const broken = ({ findings }: Verdict): FindingKey[] =>
  findings.filter(({ level }) => level === "broken").map(({ key }) => key);
const file = (value: Parameters<typeof formatEvidence>[0]): string => formatEvidence(value);

const witnessKey = { name: "witness.example/w1", seed: new Uint8Array(32).fill(6) };
const witness = formatVerifierKey(verifierKeyOf(witnessKey, keyTypes.cosignature));
const cosigned = (note: string, seconds = 1_795_000_000): string =>
  withSignature(note, cosign(parseNote(note).text, witnessKey, seconds));

describe("a receipt", () => {
  const receipt = smallReceipt(3, 9);

  it("proves the entry, its place, and the opened values to whoever pinned the key, and says what it does not prove", () => {
    const verdict = verify(file(receipt));
    expect(verdict).toMatchObject({ kind: "receipt", outcome: "proven", origin });
    expect(keysOf(verdict)).toEqual(["promise", "checkpoint", "inclusion", "opened", ...caveats]);
    expect(verdict.findings.find(({ key }) => key === "inclusion")?.details).toEqual({ index: 3, size: 9 });
    expect(verdict.entries).toEqual([{ index: 3, opened: receipt.opened }]);
    expect(verifyEvidence(file(receipt), options)).toEqual(verdict);
  });

  it("proves nothing to whoever knows no key, or another one, whatever the file brings along", () => {
    const stranger = formatVerifierKey(verifierKeyOf({ name: origin, seed: new Uint8Array(32).fill(9) }));
    for (const [pinned, key] of [
      [[], "no_pinned_key"],
      [[stranger], "signer_unknown"],
      [["rubbish"], "pinned_key_malformed"],
    ] as const) {
      const verdict = verify(file(receipt), { pinned });
      expect(verdict.outcome).toBe("unknown_signer");
      expect(keysOf(verdict)).toContain(key);
      expect(verdict.findings.some(({ level }) => level === "proven")).toBe(false);
      expect(verdict.entries).toEqual([]);
    }
  });

  it("is broken by a key that it brings along where statements belong", () => {
    const bringing = file({ ...receipt, keys: [smallLogKey] });
    expect(verify(bringing, { pinned: [] })).toMatchObject({ outcome: "broken", entries: [] });
    expect(broken(verify(bringing))).toEqual(["rotation_wrong"]);
  });

  it("shows no value of an entry that neither the promise nor the tree holds", () => {
    const leaf = toBase64(smallLeaf(4));
    const verdict = verify(file({ ...receipt, leaf, opened: opened(4, "action") }));
    expect(keysOf(verdict)).not.toContain("opened");
    expect(verdict.entries).toEqual([]);
  });

  it("is pending within the time that was promised, and overdue after it", () => {
    const promised = file(smallReceipt(3, null));
    expect(verify(promised)).toMatchObject({ outcome: "promise_pending" });
    expect(keysOf(verify(promised))).toEqual(["promise", "promise_pending", "opened", ...caveats]);
    expect(verify(promised, { now: later })).toMatchObject({ outcome: "promise_overdue" });
    expect(verify(promised, { now: later, pinned: [] }).outcome).toBe("unknown_signer");
    expect(verify(file(receipt), { now: later }).outcome).toBe("proven");
  });

  it("is broken by another leaf, place, proof, promise or log, each said by its name", () => {
    const proof = receipt.proof!;
    const cases: readonly [object, FindingKey][] = [
      [{ leaf: toBase64(smallLeaf(4)) }, "promise_differs"],
      [{ promise: smallPromise(4) }, "promise_differs"],
      [{ proof: { ...proof, index: 4 } }, "inclusion_wrong"],
      [{ proof: { ...proof, index: 9 } }, "inclusion_wrong"],
      [{ proof: { ...proof, hashes: proof.hashes.slice(1) } }, "inclusion_wrong"],
      [{ proof: { ...proof, hashes: [] } }, "inclusion_wrong"],
      [{ proof: { ...proof, checkpoint: smallCheckpoint(8) } }, "inclusion_wrong"],
      [{ proof: { ...proof, checkpoint: proof.checkpoint.replace("\n9\n", "\n8\n") } }, "signature_wrong"],
      [{ proof: { ...proof, checkpoint: "nothing" } }, "unreadable"],
      [{ promise: "nothing" }, "unreadable"],
      [{ promise: receipt.promise.replace("within 300", "within 900") }, "signature_wrong"],
      [{ origin: "other.example" }, "origin_differs"],
      [{ opened: opened(4, "action") }, "opening_wrong"],
      [{ opened: receipt.opened.map((one) => ({ ...one, value: "another" })) }, "opening_wrong"],
    ];
    for (const [change, key] of cases) {
      const verdict = verify(file({ ...receipt, ...change }));
      expect(verdict.outcome, JSON.stringify(change)).toBe("broken");
      expect(broken(verdict), JSON.stringify(change)).toContain(key);
    }
  });

  it("shows only the values that the leaf committed to", () => {
    const [action, ...others] = receipt.opened;
    const verdict = verify(file({ ...receipt, opened: [{ ...action!, value: "case.closed" }, ...others] }));
    expect(verdict.entries).toEqual([{ index: 3, opened: others }]);
    expect(broken(verdict)).toEqual(["opening_wrong"]);
  });

  it("is broken by leaf bytes that are no leaf, though promised and in the tree", () => {
    const bytes = new TextEncoder().encode("anything at all");
    const promise = signPromise(
      { origin, leafHash: leafHash(bytes, nodeHashing), at: smallLog.promisedAt, withinSeconds: 300 },
      seed,
    );
    const { proof: _, ...promised } = receipt;
    expect(broken(verify(file({ ...promised, leaf: toBase64(bytes), promise })))).toEqual(["leaf_malformed"]);
  });
});

describe("keys that changed", () => {
  const next = { name: origin, seed: new Uint8Array(32).fill(42) };
  const third = { name: origin, seed: new Uint8Array(32).fill(43) };
  const at = "2026-11-22T12:00:00Z";
  const first = signRotation({ origin, newKey: verifierKeyOf(next), size: 9, at }, { name: origin, seed });
  const second = signRotation({ origin, newKey: verifierKeyOf(third), size: 10, at }, next);
  const under = (size: number, by: Uint8Array, keys: readonly string[]): string => {
    const receipt = smallReceipt(3, size, keys);
    return file({ ...receipt, proof: { ...receipt.proof!, checkpoint: smallCheckpoint(size, by) } });
  };

  it("are followed from the pinned one, statement by statement", () => {
    expect(verify(under(10, next.seed, [first])).outcome).toBe("proven");
    expect(verify(under(12, third.seed, [first, second])).outcome).toBe("proven");
    expect(keysOf(verify(under(12, third.seed, [first, second]))).filter((key) => key === "key_rotated")).toHaveLength(
      2,
    );
  });

  it("are not followed over a gap, nor from a key that is not pinned", () => {
    expect(verify(under(12, third.seed, [second])).outcome).toBe("unknown_signer");
    expect(verify(under(12, third.seed, [second, first])).outcome).toBe("unknown_signer");
    expect(verify(under(10, next.seed, [first]), { pinned: [] }).outcome).toBe("unknown_signer");
    const self = signRotation({ origin, newKey: verifierKeyOf(next), size: 9, at }, next);
    expect(verify(under(10, next.seed, [self])).outcome).toBe("unknown_signer");
  });

  it("do not sign for a log once they named a successor, but what they signed before stays good", () => {
    expect(broken(verify(under(10, seed, [first])))).toEqual(["key_retired"]);
    expect(verify(under(9, seed, [first])).outcome).toBe("proven");
  });

  it("are not believed where the statement was changed, and that is said", () => {
    expect(broken(verify(under(10, next.seed, [first.replace("\n9\n", "\n99\n")])))).toEqual(["rotation_wrong"]);
    const otherNote = signNote("demasque key rotation v1\nnothing\n", { name: origin, seed });
    expect(broken(verify(under(9, seed, [otherNote])))).toEqual(["rotation_wrong"]);
  });
});

describe("the manifest of a case", () => {
  const manifest = smallManifest([0, 3, 4], 9);

  it("proves all its entries at once", () => {
    const verdict = verify(file(manifest));
    expect(verdict).toMatchObject({ kind: "manifest", outcome: "proven" });
    expect(keysOf(verdict)).toEqual(["checkpoint", "inclusion_of_all", "opened", ...caveats]);
    expect(verdict.entries.map(({ index }) => index)).toEqual([0, 3, 4]);
  });

  it("opens no volunteer and no minute, whoever asks for it", () => {
    for (const field of ["actor", "at", "request"]) {
      const entry = { leaf: smallLeaf(0), index: 0, proof: [], opened: opened(0, field) };
      expect(() => buildManifest({ origin, caseRef: "412", checkpoint: "", entries: [entry], keys: [] })).toThrow(
        "manifest_field",
      );
    }
    expect(file(manifest)).not.toContain("user:9b2e");
    expect(file(manifest)).not.toContain("09:41");
  });

  it("is broken by one wrong entry, and shows the others", () => {
    const [first, second, third] = manifest.entries;
    const swapped = file({ ...manifest, entries: [first!, { ...second!, leaf: third!.leaf }, third!] });
    expect(verify(swapped)).toMatchObject({ outcome: "broken" });
    expect(broken(verify(swapped))).toContain("inclusion_wrong");
    expect(verify(swapped).entries.map(({ index }) => index)).toEqual([0, 4]);
    expect(broken(verify(file({ ...manifest, entries: [first!, first!] })))).toEqual(["repeated_entry"]);
    expect(broken(verify(file({ ...manifest, origin: "other.example" })))).toEqual(["origin_differs"]);
  });
});

describe("a checkpoint, a promise or a C2SP proof by itself", () => {
  it("is told for what it is, whatever space surrounds it", () => {
    for (const around of [
      smallCheckpoint(9),
      ` \n${smallCheckpoint(9)}\n\n`,
      smallCheckpoint(9).trim(),
      `\uFEFF${smallCheckpoint(9)}`,
    ])
      expect(verify(around)).toMatchObject({ kind: "checkpoint", outcome: "proven", origin });
    expect(verify(smallPromise(3))).toMatchObject({ kind: "promise", outcome: "promise_pending" });
    expect(verify(smallPromise(3), { now: later })).toMatchObject({ kind: "promise", outcome: "promise_overdue" });
  });

  const proof = {
    extra: smallLeaf(3),
    index: 3,
    hashes: inclusionProof(3, 9, smallTree(9).tiles, nodeHashing),
    checkpoint: smallCheckpoint(9),
  };

  it("proves inclusion with the leaf that it brings, or the one it is given", () => {
    expect(keysOf(verify(formatTlogProof(proof)))).toEqual(["checkpoint", "inclusion", ...caveats]);
    const bare = formatTlogProof({ ...proof, extra: null });
    expect(keysOf(verify(bare, { leaf: smallLeaf(3) }))).toEqual(["checkpoint", "inclusion", ...caveats]);
    expect(keysOf(verify(bare))).toEqual(["checkpoint", "leaf_not_given", ...caveats]);
    expect(broken(verify(bare, { leaf: smallLeaf(4) }))).toEqual(["inclusion_wrong"]);
    expect(broken(verify(formatTlogProof({ ...proof, index: 4 })))).toEqual(["inclusion_wrong"]);
    expect(verify(formatTlogProof(proof), { pinned: [] })).toMatchObject({ outcome: "unknown_signer", kind: "proof" });
  });

  it("proves nothing of a witness's key pinned as a log's, nor the other way round", () => {
    const asWitness = formatVerifierKey(verifierKeyOf({ name: origin, seed }, keyTypes.cosignature));
    expect(keysOf(verify(smallCheckpoint(9), { pinned: [asWitness] }))).toEqual([
      "pinned_key_malformed",
      "no_pinned_key",
    ]);
    expect(keysOf(verify(smallCheckpoint(9), { witnesses: [smallLogKey] }))).toContain("witness_key_malformed");
  });
});

describe("a witness", () => {
  it("adds the time, and only where its key is known", () => {
    const note = cosigned(smallCheckpoint(9));
    const verdict = verify(note, { witnesses: [witness] });
    expect(verdict.findings.find(({ key }) => key === "witnessed")?.details).toEqual({
      name: "witness.example/w1",
      at: "2026-11-18T11:06:40.000Z",
    });
    expect(keysOf(verdict)).not.toContain("time_true");
    expect(keysOf(verify(note))).toContain("time_true");
    expect(keysOf(verify(note))).not.toContain("witnessed");
  });

  it("vouches for nothing of a log that the reader does not know", () => {
    expect(keysOf(verify(cosigned(smallCheckpoint(9)), { witnesses: [witness], pinned: [] }))).toEqual([
      "no_pinned_key",
    ]);
  });

  it("breaks the evidence where its signature is wrong, or its time is none", () => {
    const moved = withSignature(smallCheckpoint(9), cosign(parseNote(smallCheckpoint(8)).text, witnessKey, 1));
    expect(broken(verify(moved, { witnesses: [witness] }))).toEqual(["cosignature_wrong"]);
    const never = cosigned(smallCheckpoint(9), Number.MAX_SAFE_INTEGER);
    expect(broken(verify(never, { witnesses: [witness] }))).toEqual(["cosignature_wrong"]);
  });
});

describe("anything else", () => {
  it.each([
    "",
    " ",
    "{",
    "[]",
    "null",
    "{}",
    '{"format":"demasque-receipt"}',
    '{"format":"demasque-receipt","version":2}',
    "— nobody AAAAAAA=",
    "c2sp.org/tlog-proof@v1\nindex 0\n",
    "c2sp.org/tlog-proof@v1\nindex 00\n\nx\n",
    "c2sp.org/tlog-proof@v1\nindex 0\nnot base64\n\nx\n",
    "c2sp.org/tlog-proof@v1\nextra ?\nindex 0\n\nx\n",
    "\uD800",
    "demasque receipt v1\n",
    "[".repeat(100_000),
    `{"a":${"[".repeat(100_000)}`,
  ])("is unreadable, and no error: %#", (text) => {
    expect(verify(text)).toMatchObject({ outcome: "broken" });
    expect(broken(verify(text))).toEqual(["unreadable"]);
  });

  it("never throws for a valid piece with any of its characters replaced, and never proves it", () => {
    for (const whole of [file(smallReceipt(1, 3)), file(smallManifest([1], 3)), smallCheckpoint(3)]) {
      for (let at = 0; at < whole.length; at += 3) {
        if (/\s/.test(whole.charAt(at))) continue;
        const changed = `${whole.slice(0, at)}\u0007${whole.slice(at + 1)}`;
        const { outcome } = verify(changed);
        if (outcome === "proven") expect.fail(`at ${at}: ${whole.slice(at - 20, at + 20)}`);
      }
    }
  });

  it("of another log, under a known name but another key, is of an unknown signer", () => {
    const forged = signCheckpoint(
      { origin, size: 9, root: smallTree(9).root, extensions: [] },
      new Uint8Array(32).fill(50),
    );
    expect(verify(forged).outcome).toBe("unknown_signer");
  });
});
