import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { nodeHashing } from "@/lib/adapters/node-hashing";
import { caseStates } from "@/lib/domain/case/vocabulary";
import { DomainError } from "@/lib/domain/errors";
import { textOf, toBase64, utf8 } from "./bytes";
import { canonicalJson } from "./canonical-json";
import {
  digestOf,
  type EntryRecord,
  fieldsOf,
  leafBytesOf,
  nonceOf,
  openContent,
  openField,
  parseLeaf,
  verifyOpening,
} from "./entry-leaf";
import { portableHashing } from "./hashing";

const secret = Uint8Array.from({ length: 32 }, (_, at) => at * 7);
const hmac = (key: Uint8Array, data: string): Buffer => createHmac("sha256", key).update(data).digest();

const contentOf = (column: string, text: string): { digest: string } => ({
  digest: hmac(hmac(secret, `4711\u001f${column}`), JSON.stringify(["case", "c-1", column, text])).toString("hex"),
});
const entry: EntryRecord = {
  id: "4711",
  at: "2026-11-22T09:41:16.123456Z",
  actor: "user:9b2e",
  action: "case.decided",
  reason: null,
  requestId: "req-1",
  operation: "update",
  subjectTable: "case",
  subjectId: "c-1",
  caseId: "c-1",
  unit: "case:c-1",
  isLane: false,
  changes: {
    state: ["in_review", "notified"],
    due_at: [null, "2026-12-01"],
    note: [null, contentOf("new.note", "Photo volée à « Léa »")],
  },
};
const bytes = leafBytesOf(entry, secret, nodeHashing);
const leaf = parseLeaf(bytes);
const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof DomainError ? error.reason : `a defect: ${String(error)}`;
  }
  return "nothing";
};

describe("what the log commits to", () => {
  it("names every field of an update, with what was before and after", () => {
    expect([...fieldsOf(entry).keys()].sort()).toEqual(
      [...["action", "actor", "at", "case", "day", "id", "lane"], ...["operation", "reason", "request", "unit"]]
        .concat(["new.due_at", "new.note", "new.state", "old.due_at", "old.note", "old.state"])
        .sort(),
    );
    expect(Object.fromEntries(fieldsOf(entry))).toMatchObject({
      day: "2026-11-22",
      lane: "false",
      reason: null,
      "old.state": "in_review",
      "new.state": "notified",
    });
  });

  it("names only what is after an insert, and only what was before a delete", () => {
    const columns = (operation: string): string[] =>
      [...fieldsOf({ ...entry, operation }).keys()].filter((field) => field.includes(".")).sort();
    expect(columns("insert")).toEqual(["new.due_at", "new.note", "new.state"]);
    expect(columns("delete")).toEqual(["old.due_at", "old.note", "old.state"]);
  });

  it("is the definition, word for word, whichever arithmetic is used", () => {
    const fields: Record<string, string> = {};
    for (const [field, value] of fieldsOf(entry)) {
      const digest =
        value !== null && typeof value === "object"
          ? Buffer.from(value.digest, "hex")
          : hmac(hmac(secret, `4711\u001f${field}`), JSON.stringify(["case", "c-1", field, value]));
      fields[field] = digest.toString("base64");
    }
    expect(textOf(bytes)).toBe(canonicalJson({ version: 1, fields }));
    expect(leafBytesOf(entry, secret, portableHashing)).toEqual(bytes);
  });

  it("holds no value, readable or in another writing", () => {
    const text = textOf(bytes);
    for (const value of ["notified", "in_review", "user:9b2e", "case.decided", "2026-11-22", "req-1", "4711", "Léa"]) {
      expect(text).not.toContain(value);
      expect(text).not.toContain(toBase64(utf8(value)).slice(0, 5));
    }
  });

  it("is another one with any field, the row, the table or the secret changed", () => {
    const others: EntryRecord[] = [
      { ...entry, id: "4712" },
      { ...entry, at: "2026-11-22T09:41:16.123457Z" },
      { ...entry, actor: "user:0000" },
      { ...entry, action: "case.closed" },
      { ...entry, reason: "" },
      { ...entry, requestId: null },
      { ...entry, operation: "insert" },
      { ...entry, subjectTable: "report" },
      { ...entry, subjectId: "c-2" },
      { ...entry, caseId: null },
      { ...entry, unit: "none" },
      { ...entry, isLane: true },
      { ...entry, changes: { ...entry.changes, state: ["in_review", "rejected"] } },
      { ...entry, changes: { ...entry.changes, state: ["notified", "in_review"] } },
      { ...entry, changes: { ...entry.changes, due_at: ["null", "2026-12-01"] } },
      { ...entry, changes: { ...entry.changes, note: [null, contentOf("new.note", "Photo volée")] } },
      { ...entry, changes: {} },
    ];
    const texts = others.map((other) => textOf(leafBytesOf(other, secret, nodeHashing)));
    expect(new Set([...texts, textOf(bytes), textOf(leafBytesOf(entry, utf8("other"), nodeHashing))]).size).toBe(
      others.length + 2,
    );
  });

  it("is refused where the entry's own digest is none", () => {
    for (const digest of ["", "00", "zz".repeat(32), "AB".repeat(32)])
      expect(refusal(() => leafBytesOf({ ...entry, changes: { note: [null, { digest }] } }, secret, nodeHashing))).toBe(
        "entry_digest_malformed",
      );
  });
});

describe("a leaf's bytes", () => {
  it.each([
    "",
    "null",
    "{}",
    '{"fields":{}}',
    '{"version":1}',
    '{"fields":{},"version":2}',
    '{"version":1,"fields":{}}',
    '{"fields":{},"version":1} ',
    '{"fields":{},"more":1,"version":1}',
    '{"fields":{"a":"AAAA"},"version":1}',
    '{"fields":{"a":1},"version":1}',
    '{"fields":{"b":"","a":""},"version":1}',
    '{"fields":{},"fields":{},"version":1}',
  ])("are refused where they are not canonical: %s", (text) => {
    expect(refusal(() => parseLeaf(utf8(text)))).toBe("leaf_malformed");
  });

  it("are read where they are", () => {
    expect(parseLeaf(utf8('{"fields":{},"version":1}')).size).toBe(0);
    expect(leaf.size).toBe(fieldsOf(entry).size);
  });

  it("are refused with a byte that is no text", () => {
    expect(refusal(() => parseLeaf(Uint8Array.of(0xff)))).toBe("text_malformed");
  });
});

describe("showing one field", () => {
  it("convinces whoever holds the leaf of each value, and of no other", () => {
    for (const [field, value] of fieldsOf(entry)) {
      if (value !== null && typeof value === "object") continue;
      const opening = openField(entry, secret, field, nodeHashing);
      expect(opening).toMatchObject({ table: "case", row: "c-1", field, value });
      expect(verifyOpening(leaf, opening, portableHashing)).toBe(true);
      for (const change of [
        { value: "another" },
        { value: value === null ? "null" : null },
        { row: "c-2" },
        { table: "report" },
        { field: field === "day" ? "at" : "day" },
        { nonce: toBase64(new Uint8Array(32)) },
        { nonce: "" },
        { nonce: "not base64" },
      ])
        expect(verifyOpening(leaf, { ...opening, ...change }, portableHashing), JSON.stringify(change)).toBe(false);
    }
  });

  it("shows a content to whom the text is given, and refuses any other text", () => {
    const opening = openContent(entry, secret, "new.note", "Photo volée à « Léa »", nodeHashing);
    expect(verifyOpening(leaf, opening, portableHashing)).toBe(true);
    expect(refusal(() => openContent(entry, secret, "new.note", "Photo", nodeHashing))).toBe("content_differs");
    expect(refusal(() => openContent(entry, secret, "new.state", "notified", nodeHashing))).toBe("field_not_open");
  });

  it("is refused for a content without its text, and for a field that is not there", () => {
    expect(refusal(() => openField(entry, secret, "new.note", nodeHashing))).toBe("field_not_open");
    expect(refusal(() => openField(entry, secret, "new.colour", nodeHashing))).toBe("field_not_open");
    expect(refusal(() => openField(entry, secret, "constructor", nodeHashing))).toBe("field_not_open");
  });

  it("says nothing of the other fields: each has a nonce of its own", () => {
    const nonces = [...fieldsOf(entry).keys()].map((field) => toBase64(nonceOf(secret, entry.id, field, nodeHashing)));
    expect(new Set(nonces).size).toBe(nonces.length);
    expect(nonces).not.toContain(toBase64(nonceOf(secret, "4712", "id", nodeHashing)));
  });
});

describe("what remains of an erased entry", () => {
  it("confirms no guess, not even of a state, a yes or a day, to whom the secret is gone", () => {
    const guesses: Record<string, readonly (string | null)[]> = {
      "new.state": caseStates,
      "old.state": caseStates,
      lane: ["true", "false"],
      day: Array.from({ length: 31 }, (_, at) => `2026-11-${String(at + 1).padStart(2, "0")}`),
      reason: [null],
    };
    // All that the log still has: the leaf, the row's name, and what could stand in for the lost secret.
    const keys = [new Uint8Array(32), new Uint8Array(0), utf8("case:c-1"), utf8("4711")];
    for (const [field, values] of Object.entries(guesses)) {
      for (const value of values) {
        for (const key of [...keys, ...keys.map((one) => nonceOf(one, entry.id, field, nodeHashing))]) {
          const guess = digestOf(key, entry.subjectTable, entry.subjectId, field, value, nodeHashing);
          expect(toBase64(guess)).not.toBe(toBase64(leaf.get(field)!));
        }
      }
    }
  });

  it("shows the same value in two entries as two different digests, so that not even repetition is told", () => {
    const other = parseLeaf(leafBytesOf({ ...entry, id: "4712" }, secret, nodeHashing));
    for (const [field, digest] of leaf)
      if (field !== "new.note") expect(toBase64(other.get(field)!)).not.toBe(toBase64(digest));
  });
});
