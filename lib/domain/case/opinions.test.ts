import { describe, expect, it } from "vitest";
import { checklists, signalCodes } from "../signals/checklists";
import {
  caseAfterDecision,
  checkedReasons,
  isFake,
  lackOf,
  lapsedBefore,
  outcomeOfRound,
  soloReadyAt,
  stateOfClassification,
} from "./opinions";
import { lifecycle } from "./lifecycle";
import { classifications, tracks, type Classification } from "./vocabulary";

const opinion = (reviewerId: string, classification: Classification, isSolo = false) => ({
  reviewerId,
  classification,
  isSolo,
});
const now = new Date("2026-11-20T08:00:00Z");
const pairs = classifications.flatMap((a) => classifications.map((b) => [a, b] as const));
const triples = pairs.flatMap(([a, b]) => classifications.map((c) => [a, b, c] as const));

describe("the outcome of a round", () => {
  it("is open while nobody or one person has spoken", () => {
    expect(outcomeOfRound([])).toEqual({ kind: "undecided", opinions: 0 });
    for (const one of classifications)
      expect(outcomeOfRound([opinion("a", one)])).toEqual({ kind: "undecided", opinions: 1 });
  });

  it.each(pairs)("of two persons (%s, %s) is decided exactly when they agree, whatever the end", (a, b) => {
    const outcome = outcomeOfRound([opinion("a", a), opinion("b", b)]);
    if (a === b)
      expect(outcome).toEqual({ kind: "decided", classification: a, basis: "two_agree", decidedBy: "two_persons" });
    else expect(outcome).toEqual({ kind: "undecided", opinions: 2 });
  });

  it("of three persons follows the two who agree, and is undetermined where all three differ", () => {
    for (const [a, b, c] of triples.filter(([first, second]) => first !== second)) {
      const outcome = outcomeOfRound([opinion("a", a), opinion("b", b), opinion("c", c)]);
      const agreed = c === a || c === b ? c : null;
      expect(outcome).toEqual({
        kind: "decided",
        classification: agreed ?? "undetermined",
        basis: agreed ? "two_of_three" : "three_differ",
        decidedBy: "two_persons",
      });
    }
  });

  it("does not depend on the order of the opinions", () => {
    for (const [a, b, c] of triples) {
      const given = [opinion("a", a), opinion("b", b), opinion("c", c)] as const;
      const expected = outcomeOfRound(given);
      for (const order of [
        [1, 0, 2],
        [2, 1, 0],
        [0, 2, 1],
        [1, 2, 0],
      ]) {
        expect(outcomeOfRound(order.flatMap((place) => given[place] ?? []))).toEqual(expected);
      }
    }
  });

  it("lets one person confirm their own opinion in solo work, and says that it was one person", () => {
    for (const one of classifications) {
      expect(outcomeOfRound([opinion("a", one), opinion("a", one, true)])).toEqual({
        kind: "decided",
        classification: one,
        basis: "solo",
        decidedBy: "one_person",
      });
    }
  });

  it("never takes a solo confirmation for a second person", () => {
    expect(outcomeOfRound([opinion("a", "authentic"), opinion("b", "authentic", true)])).toEqual({
      kind: "undecided",
      opinions: 1,
    });
    expect(outcomeOfRound([opinion("a", "authentic"), opinion("a", "undetermined", true)])).toEqual({
      kind: "undecided",
      opinions: 1,
    });
    expect(
      outcomeOfRound([opinion("a", "authentic"), opinion("b", "undetermined"), opinion("a", "authentic", true)]),
    ).toEqual({
      kind: "undecided",
      opinions: 2,
    });
  });
});

describe("what follows from a decision", () => {
  it.each(classifications)("%s leads to a state that the lifecycle offers after a second opinion", (classification) => {
    expect(lifecycle.second_opinion.give_opinion as readonly string[]).toContain(stateOfClassification[classification]);
  });

  it("confirms the two kinds of fakes and nothing else, and asks for a notice within a week", () => {
    for (const classification of classifications) {
      const after = caseAfterDecision(classification, "redirecting_bot", now);
      expect(after.state === "confirmed").toBe(isFake(classification));
      expect(after.dueAt?.toISOString() ?? null).toBe(isFake(classification) ? "2026-11-27T08:00:00.000Z" : null);
    }
  });

  it("lets the track follow the kind of fake that was decided, and keeps it otherwise", () => {
    for (const track of tracks) {
      for (const classification of classifications) {
        expect(caseAfterDecision(classification, track, now).track).toBe(
          isFake(classification) ? classification : track,
        );
      }
    }
  });

  it("waits 24 hours before one person confirms, and 72 before a lone authentic opinion erases", () => {
    expect(soloReadyAt(now).toISOString()).toBe("2026-11-21T08:00:00.000Z");
    expect(lapsedBefore(now).toISOString()).toBe("2026-11-17T08:00:00.000Z");
  });
});

describe("what an opinion lacks", () => {
  it("is an answer first, then one strong signal of the kind of fake that it names", () => {
    expect(lackOf({ classification: null, reasons: ["SPS-01"] })).toBe("answer_missing");
    for (const track of tracks) {
      expect(lackOf({ classification: track, reasons: [] })).toBe("strong_signal_missing");
      for (const signal of checklists[track]) {
        expect(lackOf({ classification: track, reasons: [signal.code] })).toBe(
          signal.strength === 3 ? null : "strong_signal_missing",
        );
      }
    }
    expect(lackOf({ classification: "stolen_photo_scammer", reasons: ["RB-03"] })).toBe("strong_signal_missing");
  });

  it("is nothing where the account is found not to be a fake", () => {
    for (const classification of classifications.filter((one) => !isFake(one))) {
      expect(lackOf({ classification, reasons: [] })).toBeNull();
    }
  });

  it("refuses codes of no checklist and keeps the others once, in the order of the checklists", () => {
    expect(() => checkedReasons({ classification: "authentic", reasons: ["SPS-99"] })).toThrow(/unknown_signal/);
    expect(() => checkedReasons({ classification: "redirecting_bot", reasons: ["RB-01"] })).toThrow(
      /strong_signal_missing/,
    );
    expect(checkedReasons({ classification: "redirecting_bot", reasons: ["RB-01", "RB-03", "RB-01"] })).toEqual([
      "RB-03",
      "RB-01",
    ]);
    expect(checkedReasons({ classification: "undetermined", reasons: [...signalCodes].reverse() })).toEqual(
      signalCodes,
    );
  });
});
