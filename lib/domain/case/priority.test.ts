import { describe, expect, it } from "vitest";
import { signalCodes } from "../signals/checklists";
import {
  neutralAccuracy,
  pointCaps,
  priorityPoints,
  queueRank,
  reportPoints,
  returnPoints,
  secondsPerPoint,
} from "./priority";

const everything = {
  signals: Object.fromEntries(signalCodes.map((code) => [code, "yes"] as const)),
  independentReporters: 5_000,
  reporterAccuracies: Array.from({ length: 5_000 }, () => 1),
  isPersonWaiting: true,
  life: 9,
};

describe("priorityPoints", () => {
  it("caps each part, and all of them together at one hundred", () => {
    expect(priorityPoints(everything)).toEqual({
      signals: 50,
      reports: 20,
      personWaiting: 15,
      returned: 15,
      total: 100,
    });
    expect(Object.values(pointCaps).reduce((sum, cap) => sum + cap, 0)).toBe(100);
  });

  it("gives nothing for a case about which nothing is known", () => {
    const nothing = { signals: {}, independentReporters: 0, isPersonWaiting: false, life: 1 };
    expect(priorityPoints(nothing)).toEqual({ signals: 0, reports: 0, personWaiting: 0, returned: 0, total: 0 });
  });

  it("is made of integers whatever the facts", () => {
    for (const independentReporters of [0, 1, 2, 3.7, -4, Number.NaN]) {
      for (const accuracy of [-1, 0, 0.33, 2, Number.NaN]) {
        const points = priorityPoints({ ...everything, independentReporters, reporterAccuracies: [accuracy], life: 2 });
        for (const part of Object.values(points)) expect(Number.isInteger(part)).toBe(true);
        expect(points.total).toBeLessThanOrEqual(100);
        expect(points.reports).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe("reportPoints", () => {
  it("lets each further reporter weigh less than the one before", () => {
    const exact = [1, 2, 3, 4, 6, 10].map((count) => reportPoints(count));
    expect(exact).toEqual([5, 9, 12, 14, 16, 19]);
  });

  it("weighs a reporter by accuracy, one without a record as neutral", () => {
    expect(reportPoints(1, [1])).toBe(10);
    expect(reportPoints(1, [0])).toBe(0);
    expect(reportPoints(2, [neutralAccuracy, neutralAccuracy])).toBe(reportPoints(2));
    expect(reportPoints(3, [1, 0, 0.5])).toBe(reportPoints(3, [0.5, 1, 0]));
  });
});

describe("returnPoints", () => {
  it("counts the first return, then the second and all later ones alike", () => {
    expect([1, 2, 3, 4].map(returnPoints)).toEqual([0, 10, 15, 15]);
  });
});

describe("queueRank", () => {
  const opened = new Date("2026-11-20T08:00:00Z");
  const threeDaysLater = new Date("2026-11-23T08:00:00Z");

  it("puts more points first, and among equals the older case", () => {
    expect(queueRank(51, opened)).toBeGreaterThan(queueRank(50, opened));
    expect(queueRank(50, opened)).toBeGreaterThan(queueRank(50, threeDaysLater));
  });

  it("values one point as three days of waiting", () => {
    expect(queueRank(50, opened)).toBe(queueRank(51, threeDaysLater));
    expect(secondsPerPoint).toBe(3 * 24 * 3600);
  });

  it("is a whole number that a bigint column and JavaScript both hold exactly", () => {
    const rank = queueRank(100, new Date("2026-11-20T08:00:00.999Z"));
    expect(Number.isSafeInteger(rank)).toBe(true);
    expect(Number.isSafeInteger(queueRank(0, new Date("9999-12-31T23:59:59Z")))).toBe(true);
  });
});
