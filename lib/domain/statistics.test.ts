import { describe, expect, test } from "vitest";
import { accuracyShare, percentileHours, statisticsOf, unfoundedAlert, type FigureCount } from "./statistics";

const count = (platform: "x" | "telegram", facts: Partial<FigureCount>): FigureCount => ({
  platform,
  track: "redirecting_bot",
  sent: 0,
  received: 0,
  answered: 0,
  removed: 0,
  refused: 0,
  unfounded: 0,
  silent: 0,
  returned: 0,
  ...facts,
});

describe("figures", () => {
  test("a percentile is an hour that was measured: that of the sorted list, whatever the order", () => {
    const hours = [1, 1, 2, 3, 5, 8, 13, 21, 34, 100];
    const counts = [...new Set(hours)]
      .reverse()
      .map((hour) => ({ hours: hour, count: hours.filter((one) => one === hour).length }));
    expect(percentileHours(counts, 0.5)).toBe(5);
    expect(percentileHours(counts, 0.9)).toBe(34);
    expect(percentileHours([{ hours: 7, count: 1 }], 0.9)).toBe(7);
    expect(percentileHours([], 0.5)).toBeNull();
  });

  test("the whole is the sum of its lines, and its times are those of all", () => {
    const { lines, total } = statisticsOf(
      [count("x", { sent: 3, removed: 1 }), count("telegram", { sent: 9, refused: 2 })],
      [
        { platform: "x", track: "redirecting_bot", step: "removal", hours: 10, count: 1 },
        { platform: "telegram", track: "redirecting_bot", step: "removal", hours: 90, count: 4 },
      ],
    );
    expect(lines.map((line) => line.platform)).toEqual(["telegram", "x"]);
    expect(total).toMatchObject({ sent: 12, removed: 1, refused: 2 });
    expect(total.times.removal).toEqual({ median: 90, p90: 90 });
    expect(lines[1]?.times.removal).toEqual({ median: 10, p90: 10 });
    expect(total.times.receipt).toBeNull();
  });

  test("silence is no decision, and unfounded ones are among the refusals", () => {
    const share = accuracyShare([
      { outcome: null, count: 50 },
      { outcome: "no_answer", count: 7 },
      { outcome: "account_removed", count: 90 },
      { outcome: "refused", count: 6 },
      { outcome: "refused_unfounded", count: 4 },
    ]);
    expect(share).toEqual({ decided: 100, actedOn: 90, refused: 10, unfounded: 4 });
  });

  test.each([
    [{ decided: 100, unfounded: 4 }, 4],
    [{ decided: 100, unfounded: 2 }, null],
    [{ decided: 10, unfounded: 1 }, null],
    [{ decided: 10, unfounded: 2 }, 20],
    [{ decided: 0, unfounded: 0 }, null],
  ])("the alarm of unfounded notices: %o gives %s", (facts, percent) => {
    expect(unfoundedAlert({ actedOn: 0, refused: facts.unfounded, ...facts })).toBe(percent);
  });
});
