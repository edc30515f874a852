import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { DomainError } from "@/lib/domain/errors";
import { fixture } from "@/lib/testing/fixtures";
import { utf8 } from "./bytes";
import {
  cosign,
  cosignaturesOf,
  formatCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  verifyCheckpoint,
  verifyCosignature,
} from "./checkpoint";
import { portableHashing } from "./hashing";
import { emptyRoot, leafHash } from "./merkle-tree";
import { formatSignature, keyTypes, parseNote, parseVerifierKey, verifierKeyOf, withSignature } from "./signed-note";
import { appendLeaves } from "./tiles";

const published = fixture("checkpoints");
const read = (name: string): Buffer => readFileSync(path.join(published ?? "", name));
const sizes = [0, 1, 2, 3, 4, 5, 6, 7];
const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof DomainError ? error.reason : `a defect: ${String(error)}`;
  }
  return "nothing";
};

describe.skipIf(published === undefined)("checkpoints nobody here made (skipped where they are absent)", () => {
  const key = published === undefined ? null : parseVerifierKey(read("PUBLIC_KEY.txt").toString().trim());
  const texts = published === undefined ? [] : (JSON.parse(read("leaves.json").toString()) as string[]);

  it.each(sizes)("are read, verified and written again to the byte: size %i", (size) => {
    const note = read(`checkpoint.${size}`);
    const checkpoint = verifyCheckpoint(note, [key!]);
    expect(checkpoint).toMatchObject({ origin: "example.com/log/testdata", size, extensions: [] });
    const { text, signatures } = parseNote(note);
    expect(formatCheckpoint(checkpoint)).toBe(text);
    expect(`${text}\n${signatures.map(formatSignature).join("")}`).toBe(note.toString());
    expect(verifyCheckpoint(note, [key!], nodeHashing)).toEqual(checkpoint);
  });

  it("have the roots of their leaves", () => {
    const leaves = texts.map((text) => leafHash(utf8(text), portableHashing));
    for (const size of sizes) {
      const { root } = verifyCheckpoint(read(`checkpoint.${size}`), [key!]);
      expect(root).toEqual(appendLeaves(0, new Map(), leaves.slice(0, size), portableHashing).root);
    }
    expect(verifyCheckpoint(read("checkpoint.0"), [key!]).root).toEqual(emptyRoot(portableHashing));
  });

  it("are refused with any one bit flipped", () => {
    const note = read("checkpoint.7");
    let tried = 0;
    for (let at = 0; at < note.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = Uint8Array.from(note);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        if (refusal(() => verifyCheckpoint(flipped, [key!], nodeHashing)) === "nothing")
          expect.fail(`byte ${at}, bit ${bit}`);
        tried++;
      }
    }
    expect(tried).toBe(note.length * 8);
  });
});

const seed = new Uint8Array(32).fill(5);
const origin = "desk.example/4f1c";
const log = verifierKeyOf({ name: origin, seed });
const root = new Uint8Array(32).fill(9);
const checkpoint = { origin, size: 12, root, extensions: [] };
const witnessSeed = new Uint8Array(32).fill(6);
const witnessName = "witness.example/w1";
const witness = verifierKeyOf({ name: witnessName, seed: witnessSeed }, keyTypes.cosignature);

describe("our own checkpoints", () => {
  it("come back as they were signed", () => {
    for (const extensions of [[], ["quotes another log"]]) {
      const note = signCheckpoint({ ...checkpoint, extensions }, seed);
      expect(verifyCheckpoint(note, [log])).toEqual({ ...checkpoint, extensions });
      expect(verifyCheckpoint(note, [log], nodeHashing)).toEqual({ ...checkpoint, extensions });
    }
  });

  it("are never signed where they could not be read", () => {
    for (const odd of [
      { origin: "" },
      { size: -1 },
      { size: 1.5 },
      { size: 2 ** 53 },
      { root: new Uint8Array(31) },
      { extensions: [""] },
    ])
      expect(refusal(() => signCheckpoint({ ...checkpoint, ...odd }, seed))).toBe("checkpoint_malformed");
    expect(refusal(() => signCheckpoint({ ...checkpoint, extensions: ["a\u0001"] }, seed))).toBe("note_malformed");
  });

  it("are believed of nobody but the log that they name", () => {
    const other = verifierKeyOf({ name: "other.example/1", seed: witnessSeed });
    const note = signCheckpoint(checkpoint, seed);
    expect(refusal(() => verifyCheckpoint(note, [other]))).toBe("signer_unknown");
    const forged = signCheckpoint({ ...checkpoint, origin: "other.example/1" }, seed);
    expect(refusal(() => verifyCheckpoint(forged, [log]))).toBe("signer_unknown");
  });

  const encoded = "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=";
  it.each([
    "",
    "\n",
    `${origin}\n12\n`,
    `${origin}\n012\n${encoded}\n`,
    `${origin}\n+12\n${encoded}\n`,
    `${origin}\n-0\n${encoded}\n`,
    `${origin}\n1e3\n${encoded}\n`,
    `${origin}\n0x1\n${encoded}\n`,
    `${origin}\n 12\n${encoded}\n`,
    `${origin}\n9007199254740993\n${encoded}\n`,
    `\n12\n${encoded}\n`,
    `${origin}\n12\n${encoded}`,
    `${origin}\n12\n${encoded}\n\n`,
    `${origin}\n12\n${encoded}\n\nmore\n`,
    `${origin}\n12\n${encoded.replace("=", "")}\n`,
    `${origin}\n12\nCQkJ\n`,
    `${origin}\n12\n${encoded.replace("k=", "l=")}\n`,
  ])("are not read from %j", (text) => {
    expect(refusal(() => parseCheckpoint(text))).toBe("checkpoint_malformed");
  });
});

describe("a witness's cosignature", () => {
  const note = signCheckpoint(checkpoint, seed);
  const { text } = parseNote(note);
  const signature = cosign(text, { name: witnessName, seed: witnessSeed }, 1_679_315_147);

  it("vouches for its time, and leaves the log's signature as it was", () => {
    expect(verifyCosignature(text, signature, witness)).toBe(1_679_315_147);
    expect(verifyCosignature(text, signature, witness, nodeHashing)).toBe(1_679_315_147);
    const cosigned = withSignature(note, signature);
    expect(verifyCheckpoint(cosigned, [log])).toEqual(checkpoint);
    expect(cosignaturesOf(cosigned, [witness])).toEqual([{ witness, timestamp: 1_679_315_147 }]);
    expect(cosignaturesOf(note, [witness])).toEqual([]);
    expect(cosignaturesOf(cosigned, [])).toEqual([]);
  });

  it("is void with any one bit of it flipped, the time's bits included", () => {
    for (let bit = 0; bit < signature.bytes.length * 8; bit++) {
      const bytes = Uint8Array.from(signature.bytes);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (verifyCosignature(text, { ...signature, bytes }, witness, nodeHashing) !== null) expect.fail(`bit ${bit}`);
    }
  });

  it("is void on another checkpoint, and for another witness or kind of key", () => {
    expect(verifyCosignature(formatCheckpoint({ ...checkpoint, size: 13 }), signature, witness)).toBeNull();
    const namesake = verifierKeyOf({ name: witnessName, seed }, keyTypes.cosignature);
    expect(verifyCosignature(text, signature, namesake)).toBeNull();
    expect(verifyCosignature(text, signature, verifierKeyOf({ name: witnessName, seed: witnessSeed }))).toBeNull();
  });

  it("spoils the note where a known witness's is wrong, and is ignored where the witness is unknown", () => {
    const bytes = Uint8Array.from(signature.bytes).fill(0, 20, 21);
    const spoilt = withSignature(note, { ...signature, bytes });
    expect(refusal(() => cosignaturesOf(spoilt, [witness]))).toBe("signature_wrong");
    expect(cosignaturesOf(spoilt, [])).toEqual([]);
    expect(verifyCheckpoint(spoilt, [log])).toEqual(checkpoint);
  });

  it("does not pass for the log's own signature, nor the log's for a witness's", () => {
    const both = withSignature(note, cosign(text, { name: origin, seed }, 7));
    expect(verifyCheckpoint(both, [log])).toEqual(checkpoint);
    expect(refusal(() => verifyCheckpoint(both, [verifierKeyOf({ name: origin, seed }, keyTypes.cosignature)]))).toBe(
      "signer_unknown",
    );
  });

  it("is made of no time that cannot be told", () => {
    for (const time of [-1, 1.5, Number.NaN, 2 ** 53])
      expect(refusal(() => cosign(text, { name: witnessName, seed: witnessSeed }, time))).toBe("timestamp_malformed");
    expect(refusal(() => cosign("no checkpoint\n", { name: witnessName, seed: witnessSeed }, 1))).toBe(
      "checkpoint_malformed",
    );
  });
});
