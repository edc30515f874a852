import { describe, expect, it } from "vitest";
import { caseStates } from "../case/vocabulary";
import {
  isConsentDay,
  isReportable,
  toldCaseStates,
  toldConsentSchema,
  type ToldReport,
  toldStateOf,
} from "./told-page";

const day = (number: number): Date => new Date(Date.UTC(2026, 10, number, 9));
const sent = (on: number, rest: Partial<ToldReport> = {}): ToldReport => ({
  ...{ sentAt: day(on), removedAt: null, returnedAt: null, outcome: null },
  ...rest,
});

describe("how an account stands on her page", () => {
  it("is that it is looked at until a report has left", () => {
    expect(toldStateOf([])).toEqual({ state: "looked_at", on: null });
    expect(toldStateOf([sent(3)])).toEqual({ state: "reported", on: day(3) });
  });

  it("is the newest of its facts: gone, back, reported once more", () => {
    const gone = sent(3, { removedAt: day(5), outcome: "account_removed" });
    expect(toldStateOf([gone])).toEqual({ state: "gone", on: day(5) });
    const back = { ...gone, returnedAt: day(9) };
    expect(toldStateOf([back])).toEqual({ state: "back", on: day(9) });
    expect(toldStateOf([sent(11), back])).toEqual({ state: "reported", on: day(11) });
    expect(toldStateOf([sent(11, { removedAt: day(11), outcome: "already_gone" }), back]).state).toBe("gone");
  });

  it("says plainly that the platform left it up, and that it came back by the platform's own word", () => {
    expect(toldStateOf([sent(3, { outcome: "refused" })]).state).toBe("kept");
    expect(toldStateOf([sent(3, { outcome: "refused_unfounded" })]).state).toBe("kept");
    expect(toldStateOf([sent(3, { removedAt: day(4), outcome: "back_again" })]).state).toBe("back");
  });

  it("does not call gone what was only limited", () => {
    expect(toldStateOf([sent(3, { removedAt: day(4), outcome: "restricted" })]).state).toBe("limited");
    expect(toldStateOf([sent(3, { removedAt: day(4), outcome: "content_removed" })]).state).toBe("limited");
    expect(toldStateOf([sent(3, { removedAt: day(4), outcome: "account_suspended" })]).state).toBe("gone");
  });

  it("asks her to report everything but what is gone", () => {
    expect((["looked_at", "reported", "kept", "limited", "back"] as const).every(isReportable)).toBe(true);
    expect(isReportable("gone")).toBe(false);
  });
});

it("never speaks of drafts, of the lane, of real people's accounts, nor of what was put aside", () => {
  const left = caseStates.filter((state) => !(toldCaseStates as readonly string[]).includes(state));
  expect(left).toEqual(["draft", "rejected", "authentic", "safeguarding", "merged", "erased"]);
});

it("takes a consent without a word in it, given today or earlier anywhere on earth", () => {
  const given = { by: "person", how: "call", on: "2026-11-20" };
  expect(toldConsentSchema.safeParse(given).success).toBe(true);
  expect(toldConsentSchema.safeParse({ ...given, note: "her name" }).success).toBe(false);
  expect(toldConsentSchema.safeParse({ ...given, on: "20/11/2026" }).success).toBe(false);
  const now = new Date("2026-11-20T23:00:00Z");
  expect(isConsentDay("2026-11-21", now)).toBe(true);
  expect(isConsentDay("2026-11-22", now)).toBe(false);
});
