import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { DomainError } from "@/lib/domain/errors";
import { fixture } from "@/lib/testing/fixtures";
import { utf8 } from "./bytes";
import {
  formatNote,
  formatVerifierKey,
  keyTypes,
  parseNote,
  parseVerifierKey,
  signNote,
  verifierKeyOf,
  verifyNote,
  withSignature,
} from "./signed-note";

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof DomainError ? error.reason : `a defect: ${String(error)}`;
  }
  return "nothing";
};
const specification = fixture("checkpoints/c2sp-signed-note.md");

describe.skipIf(specification === undefined)("the specification's own examples (skipped where they are absent)", () => {
  const text = specification === undefined ? "" : readFileSync(specification, "utf8");
  const key = /example\.com\/foo\+530d903a\+\S+/.exec(text)?.[0] ?? "";
  const note = /^This is an example message\.\n\n— .*\n/m.exec(text)?.[0] ?? "";

  it("are verified, by both ways of doing so", () => {
    for (const hashing of [undefined, nodeHashing]) {
      const { text: message, signers } = verifyNote(note, [parseVerifierKey(key)], hashing);
      expect(message).toBe("This is an example message.\n");
      expect(signers.map(formatVerifierKey)).toEqual([key]);
    }
    expect(formatNote(parseNote(note))).toBe(note);
  });

  it("keep what is before the last empty line, empty lines included", () => {
    const poem = /^Ognuno[\s\S]*?wNtIc=\n/m.exec(text)?.[0] ?? "";
    expect(parseNote(poem).text).toMatch(/sole:\n\ned è subito sera\.\n$/);
    expect(formatNote(parseNote(poem))).toBe(poem);
  });
});

const alice = { name: "alice.example", seed: new Uint8Array(32).fill(1) };
const bob = { name: "bob.example", seed: new Uint8Array(32).fill(2) };
const [aliceKey, bobKey] = [verifierKeyOf(alice), verifierKeyOf(bob)];
const note = signNote("A line.\n\nAnother, « in French ».\n", alice);
const bobsLine = parseNote(signNote(parseNote(note).text, bob)).signatures[0]!;

describe("a signed note", () => {
  it("is believed for the keys that one knows, and names them", () => {
    expect(verifyNote(note, [aliceKey, bobKey])).toEqual({ text: parseNote(note).text, signers: [aliceKey] });
    const both = withSignature(note, bobsLine);
    expect(verifyNote(both, [aliceKey, bobKey]).signers).toEqual([aliceKey, bobKey]);
    expect(verifyNote(both, [bobKey]).signers).toEqual([bobKey]);
    expect(verifyNote(utf8(both), [bobKey]).signers).toEqual([bobKey]);
  });

  it("is refused where no known key signed it, a namesake and a key of another kind being unknown", () => {
    const namesake = verifierKeyOf({ ...bob, name: alice.name });
    const witness = verifierKeyOf(alice, keyTypes.cosignature);
    for (const keys of [[], [bobKey], [namesake], [witness]])
      expect(refusal(() => verifyNote(note, keys))).toBe("signer_unknown");
  });

  it("is refused whole where a known key's signature is wrong, even beside a right one", () => {
    const wrong = { ...bobsLine, bytes: bobsLine.bytes.map((byte, at) => (at === 9 ? byte ^ 1 : byte)) };
    const spoilt = withSignature(note, wrong);
    expect(refusal(() => verifyNote(spoilt, [aliceKey, bobKey]))).toBe("signature_wrong");
    expect(
      refusal(() => verifyNote(withSignature(note, { ...bobsLine, bytes: Uint8Array.of(1) }), [aliceKey, bobKey])),
    ).toBe("signature_wrong");
    expect(verifyNote(spoilt, [aliceKey]).signers).toEqual([aliceKey]);
    const twice = withSignature(note, { ...parseNote(note).signatures[0]!, bytes: new Uint8Array(64) });
    expect(refusal(() => verifyNote(twice, [aliceKey]))).toBe("signature_wrong");
  });

  it("is refused with another text under the same signatures", () => {
    expect(refusal(() => verifyNote(note.replace("A line", "A lie"), [aliceKey]))).toBe("signature_wrong");
    expect(refusal(() => verifyNote(note.replace("A line", "A lie"), [aliceKey], nodeHashing))).toBe("signature_wrong");
  });

  const line = "— a.example AAAAAAA=\n";
  it.each([
    "",
    "\n",
    "text\n",
    "text\n\n",
    `text\n${line}`,
    `text\n\n${line.trim()}`,
    `text\n\n${line}\n`,
    `text\n\n${line}more\n`,
    `te\u0007xt\n\n${line}`,
    `te\txt\n\n${line}`,
    `text\r\n\r\n${line}`,
    `text\n\n${line.replace("—", "-")}`,
    `text\n\n— AAAAAAA=\n`,
    `text\n\n— a.example AAAAAA==\n`,
    `text\n\n— a.example AAAAAAB=\n`,
    `text\n\n— a.example  AAAAAAA=\n`,
    `text\n\n— a+b AAAAAAA=\n`,
    `text\n\n— a\u00a0b AAAAAAA=\n`,
    `\uD800\n\n${line}`,
    `text\n\n${line.repeat(101)}`,
    `${"x".repeat(1_000_001)}\n\n${line}`,
  ])("is not read from %#", (text) => {
    expect(refusal(() => parseNote(text))).toBe("note_malformed");
  });

  it("is read with a hundred signatures, and never where its bytes are no text", () => {
    expect(parseNote(`text\n\n${line.repeat(100)}`).signatures).toHaveLength(100);
    expect(refusal(() => parseNote(Uint8Array.of(0xc3, 0x28)))).toBe("text_malformed");
  });

  it("is not made of a text that could not be read again", () => {
    for (const text of ["", "no end", "a\tb\n", "\uD800\n"])
      expect(refusal(() => signNote(text, alice))).toBe("note_malformed");
    for (const text of ["\n", "a\n\n", "\n\na\n"])
      expect(verifyNote(signNote(text, alice), [aliceKey]).text).toBe(text);
  });
});

describe("a verifier key", () => {
  it("comes back as it was written, for each kind", () => {
    for (const type of Object.values(keyTypes)) {
      const key = verifierKeyOf(alice, type);
      expect(parseVerifierKey(formatVerifierKey(key))).toEqual(key);
    }
    expect(verifierKeyOf(alice).id).not.toEqual(verifierKeyOf(alice, keyTypes.cosignature).id);
  });

  const text = formatVerifierKey(aliceKey);
  const [name = "", id = "", ...encoded] = text.split("+");
  const key = encoded.join("+");
  it.each([
    "",
    name,
    `${name}+${id}`,
    `+${id}+${key}`,
    `other.example+${id}+${key}`,
    `${name}+00000000+${key}`,
    `${name}+${id.toUpperCase()}x+${key}`,
    `${name}+${id}+${key.slice(0, -4)}`,
    `${name}+${id}+${key} `,
    `a b+${id}+${key}`,
    `${name}+${id}+AA${key.slice(2)}`,
    `${name}\n+${id}+${key}`,
  ])("is refused where a part is missing, changed or does not belong: %s", (other) => {
    expect(refusal(() => parseVerifierKey(other))).toBe("verifier_key_malformed");
  });

  it("is made of no name and no seed that others could not read", () => {
    for (const odd of [
      { name: "" },
      { name: "a b" },
      { name: "a+b" },
      { name: "a\u0001" },
      { seed: new Uint8Array(31) },
    ])
      expect(refusal(() => verifierKeyOf({ ...alice, ...odd }))).toBe("signing_key_malformed");
  });
});
