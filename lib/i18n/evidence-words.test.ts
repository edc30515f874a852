import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { type FindingKey, findingLevels, type Verdict } from "@/lib/domain/audit/findings";
import { readMessage } from "@/lib/testing/read-message";
import { sayField, sayFindings } from "./evidence-words";
import { loadMessages } from "./load-messages";
import { locales } from "./locales";

/** What each finding brings along, as the verifier gives it. */
const facts: Readonly<Record<FindingKey, readonly string[]>> = {
  inclusion: ["index", "size"],
  inclusion_of_all: ["count", "size"],
  opened: ["count"],
  promise: ["at", "origin", "seconds"],
  checkpoint: ["origin", "size"],
  growth: ["from", "to"],
  key_rotated: ["origin", "size"],
  witnessed: ["at", "name"],
  content_true: [],
  time_true: [],
  nothing_missing: [],
  one_history: [],
  leaf_not_given: [],
  promise_pending: ["due"],
  promise_overdue: ["due"],
  no_pinned_key: ["origin"],
  signer_unknown: ["origin"],
  pinned_key_malformed: [],
  witness_key_malformed: [],
  unreadable: [],
  signature_wrong: ["origin"],
  cosignature_wrong: [],
  rotation_wrong: [],
  key_retired: ["origin", "size"],
  origin_differs: [],
  promise_differs: [],
  leaf_malformed: ["index"],
  inclusion_wrong: ["index", "size"],
  opening_wrong: ["field", "index"],
  repeated_entry: ["index"],
  growth_wrong: ["from", "to"],
  two_histories: ["size"],
};
const keys = Object.keys(findingLevels) as FindingKey[];

describe.each(locales)("the words of verdicts (%s)", async (locale) => {
  const messages = await loadMessages(locale);
  const words = createTranslator({ locale, messages, namespace: "verify" });
  const now = new Date("2026-11-22T12:00:00Z");
  const reader = { locale, timeZone: "UTC" };
  const say = (findings: Verdict["findings"]) =>
    sayFindings({ kind: "receipt", outcome: "proven", origin: null, findings, entries: [] }, words, now, reader);

  it("have a sentence for every finding, which wants nothing that the finding does not bring", () => {
    expect(Object.keys(messages.verify.finding).sort()).toEqual([...keys].sort());
    for (const key of keys) {
      const wanted = readMessage(messages.verify.finding[key]).placeholders.map((name) => name.replace(/:.*/, ""));
      expect(
        wanted.filter((name) => !facts[key].includes(name)),
        key,
      ).toEqual([]);
    }
  });

  it("print each with its facts, and no placeholder is left", () => {
    const value = (name: string): string | number =>
      name === "at" || name === "due" ? "2026-11-22T09:41:16Z" : ["origin", "name", "field"].includes(name) ? "x" : 3;
    for (const key of keys) {
      const details = Object.fromEntries(facts[key].map((name) => [name, value(name)]));
      const [said] = say([{ key, level: findingLevels[key], details }]);
      expect(said?.level).toBe(findingLevels[key]);
      expect(said?.sentences[0], key).not.toMatch(/[{}]|verify\.|T09:41/);
    }
  });

  it("say each thing once, the worst first, and count what is many of a kind", () => {
    const wrong = Array.from({ length: 9 }, (_, index) => ({
      key: "inclusion_wrong" as const,
      level: "broken" as const,
      details: { index, size: 9 },
    }));
    const caveat = { key: "content_true" as const, level: "not_proven" as const, details: {} };
    const said = say([caveat, caveat, ...wrong]);
    expect(said.map(({ level, sentences }) => [level, sentences.length])).toEqual([
      ["broken", 6],
      ["not_proven", 1],
    ]);
    expect(said[0]?.sentences.at(-1)).toContain("4");
  });

  it("name fields, and columns by their own words", () => {
    const name = (field: string): string => sayField(field, words, (column) => `<${column}>`);
    expect(name("day")).not.toBe("day");
    expect(name("new.state")).toContain("<state>");
    expect(name("old.a.b")).toContain("<a.b>");
    expect(name("unheard of")).toBe("unheard of");
  });
});
