import { describe, expect, test } from "vitest";
import { ledgerPeriod, silentAfterDays } from "./ledger-months";

const at = (text: string) => new Date(text);

describe("whole months of a period", () => {
  test("of a year are those that began in it and have been silent long enough", () => {
    expect(ledgerPeriod(365, at("2026-11-22T10:00:00Z"))).toEqual({
      from: at("2025-11-22T10:00:00Z"),
      first: at("2025-12-01T00:00:00Z"),
      last: at("2026-11-01T00:00:00Z"),
    });
  });

  test("a month is whole on its fifteenth day after the end and not a millisecond before", () => {
    const last = (now: string) => ledgerPeriod(365, at(now)).last.toISOString().slice(0, 10);
    expect(last("2026-03-15T00:00:00.000Z")).toBe("2026-03-01");
    expect(last("2026-03-14T23:59:59.999Z")).toBe("2026-02-01");
    expect(last("2026-01-02T00:00:00.000Z")).toBe("2025-12-01");
  });

  test("the month in which a period begins is never whole, even where it begins with the month", () => {
    const { from, first } = ledgerPeriod(31, at("2026-11-01T00:00:00Z"));
    expect(from).toEqual(at("2026-10-01T00:00:00Z"));
    expect(first).toEqual(from);
    expect(ledgerPeriod(90, at("2026-12-30T00:00:00Z")).first).toEqual(at("2026-11-01T00:00:00Z"));
  });

  test("none is whole in thirty days, and everything is then read line by line", () => {
    for (let day = 1; day <= 28; day += 1) {
      const now = at(`2026-02-${String(day).padStart(2, "0")}T12:00:00Z`);
      const { from, first, last } = ledgerPeriod(30, now);
      expect([first, last]).toEqual([from, from]);
    }
  });

  test("the three parts of any period meet without a gap and without an overlap", () => {
    for (let hour = 0; hour < 24 * 400; hour += 7) {
      const now = new Date(Date.UTC(2026, 0, 1, hour));
      for (const days of [30, 90, 365, null]) {
        const { from, first, last } = ledgerPeriod(days, now);
        expect(from <= first && first <= last && last <= now).toBe(true);
        if (first < last) {
          expect([first.toISOString().slice(8), last.toISOString().slice(8)]).toEqual(
            Array(2).fill("01T00:00:00.000Z"),
          );
          expect(now.getTime() - last.getTime()).toBeGreaterThanOrEqual(silentAfterDays * 86_400_000);
        }
      }
    }
  });
});
