import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tracks } from "../case/vocabulary";
import {
  checklists,
  isSignalCode,
  mergeSignals,
  observedSignals,
  signalAnswersSchema,
  signalCodes,
  signalOf,
  signalPoints,
  signalStrengthSummary,
  trackOfSignal,
} from "./checklists";

describe("the checklists", () => {
  it("hold fifteen signals of stolen photos and seventeen of bots, each code once", () => {
    expect(checklists.stolen_photo_scammer).toHaveLength(15);
    expect(checklists.redirecting_bot).toHaveLength(17);
    expect(new Set(signalCodes).size).toBe(32);
    for (let number = 1; number <= 15; number += 1)
      expect(isSignalCode(`SPS-${String(number).padStart(2, "0")}`)).toBe(true);
    for (let number = 1; number <= 17; number += 1)
      expect(isSignalCode(`RB-${String(number).padStart(2, "0")}`)).toBe(true);
  });

  it("give each signal the strength of the reference", () => {
    const ofStrength = (strength: number): string[] =>
      signalCodes.filter((code) => signalOf(code)?.strength === strength).sort();
    expect(ofStrength(3)).toEqual([
      "RB-02",
      "RB-03",
      "RB-05",
      "RB-06",
      "RB-13",
      "RB-17",
      "SPS-01",
      "SPS-02",
      "SPS-03",
      "SPS-06",
      "SPS-09",
      "SPS-15",
    ]);
    expect(ofStrength(1)).toEqual(["RB-07", "RB-09", "RB-15", "SPS-07", "SPS-14"]);
  });

  it("show eight signals first, strong ones before weak ones", () => {
    for (const track of tracks) {
      const first = checklists[track].filter((signal) => signal.isShownFirst);
      expect(first).toHaveLength(8);
      expect(first.map((signal) => signal.strength)).toEqual(
        first.map((signal) => signal.strength).sort((a, b) => b - a),
      );
    }
  });

  it("have a label for each signal, and a caution exactly where the list says so, in both languages", () => {
    for (const language of ["en", "fr"]) {
      const file = new URL(`../../i18n/messages/${language}/signals.json`, import.meta.url);
      const messages = JSON.parse(readFileSync(file, "utf8")) as Record<string, { label: string; caution?: string }>;
      expect(Object.keys(messages).sort()).toEqual([...signalCodes].sort());
      for (const code of signalCodes) {
        expect(messages[code]?.label, code).toBeTruthy();
        expect(messages[code]?.caution !== undefined, code).toBe(signalOf(code)?.hasCaution);
      }
    }
  });

  it("know the track of every code", () => {
    for (const track of tracks) for (const { code } of checklists[track]) expect(trackOfSignal(code)).toBe(track);
  });
});

describe("signalAnswersSchema", () => {
  it("takes answers of its own track and keeps them in the order of the checklist", () => {
    const answers = signalAnswersSchema("stolen_photo_scammer").parse({ "SPS-05": "no", "SPS-01": "yes" });
    expect(Object.entries(answers)).toEqual([
      ["SPS-01", "yes"],
      ["SPS-05", "no"],
    ]);
    expect(signalAnswersSchema("redirecting_bot").parse({})).toEqual({});
  });

  it("refuses codes of the other track, unknown codes, other answers and inherited names", () => {
    const schema = signalAnswersSchema("redirecting_bot");
    for (const answers of [
      { "SPS-01": "yes" },
      { "RB-99": "yes" },
      { "RB-01": "maybe" },
      { "RB-01": true },
      { constructor: "yes" },
      JSON.parse('{"__proto__": "yes"}') as unknown,
      ["RB-01"],
      null,
    ]) {
      expect(schema.safeParse(answers).success, JSON.stringify(answers)).toBe(false);
    }
  });
});

describe("mergeSignals", () => {
  it("lets one yes outweigh any number of no, and no outweigh unknown, whatever the order of reports", () => {
    const reports = [
      { "SPS-01": "no", "SPS-05": "unknown", "RB-01": "yes" },
      { "SPS-01": "yes", "SPS-05": "no" },
      { "SPS-01": "no", "SPS-07": "unknown" },
    ] as const;
    const merged = { "SPS-01": "yes", "SPS-05": "no", "SPS-07": "unknown", "RB-01": "yes" };
    expect(mergeSignals(reports)).toEqual(merged);
    expect(mergeSignals([...reports].reverse())).toEqual(merged);
    expect(JSON.stringify(mergeSignals([...reports].reverse()))).toBe(JSON.stringify(mergeSignals(reports)));
  });

  it("leaves out codes that no checklist has", () => {
    expect(mergeSignals([{ "SPS-99": "yes", "SPS-02": "yes" }])).toEqual({ "SPS-02": "yes" });
    expect(mergeSignals([])).toEqual({});
  });
});

describe("strength and points", () => {
  const answers = { "SPS-01": "yes", "SPS-05": "yes", "SPS-07": "yes", "SPS-03": "no", "SPS-06": "unknown" } as const;

  it("count what was observed and nothing else", () => {
    expect(observedSignals(answers)).toEqual(["SPS-01", "SPS-05", "SPS-07"]);
    expect(signalStrengthSummary(answers)).toEqual({ strong: 1, medium: 1, weak: 1 });
    expect(signalPoints(answers)).toBe(17);
    expect(signalPoints({})).toBe(0);
  });

  it("never exceed fifty points", () => {
    const all = Object.fromEntries(signalCodes.map((code) => [code, "yes"] as const));
    expect(signalPoints(all)).toBe(50);
  });
});
