import { describe, expect, it } from "vitest";
import {
  ageOf,
  fieldDay,
  formatDate,
  formatDateTime,
  formatDay,
  formatDistance,
  formatExactly,
  formatShortDate,
  formatTime,
  type Reader,
} from "./format";

const now = new Date("2026-11-20T21:41:00Z");
const paris: Reader = { locale: "fr", timeZone: "Europe/Paris" };
const london: Reader = { locale: "en", timeZone: "Europe/London" };

describe("dates", () => {
  it("fill a field with the reader's own day, by summer and winter time", () => {
    expect(fieldDay(new Date("2026-11-22T23:30:00Z"), "Europe/Paris")).toBe("2026-11-23");
    expect(fieldDay(new Date("2026-11-22T22:59:00Z"), "Europe/Paris")).toBe("2026-11-22");
    expect(fieldDay(new Date("2026-07-31T22:30:00Z"), "Europe/Paris")).toBe("2026-08-01");
    expect(fieldDay(new Date("2026-03-01T02:00:00Z"), "America/New_York")).toBe("2026-02-28");
    expect(fieldDay(new Date("2026-12-31T23:30:00Z"), "UTC")).toBe("2026-12-31");
  });

  it("are in the reader's zone, day first, on twenty-four hours", () => {
    const at = new Date("2026-11-17T23:05:00Z");
    expect(formatDateTime(at, now, paris)).toBe("18 novembre, 00:05");
    expect(formatDateTime(at, now, london)).toBe("17 November, 23:05");
    expect(formatTime(at, paris)).toBe("00:05");
  });

  it("say the year only where it is not this one, as the reader's zone sees it", () => {
    expect(formatDate(new Date("2025-03-02T12:00:00Z"), now, london)).toBe("2 March 2025");
    expect(formatDate(new Date("2025-12-31T23:30:00Z"), now, paris)).toBe("1 janvier");
  });

  it("are as short as a row has room for, day first as well, and over the lines of a day with its weekday", () => {
    const late = new Date("2026-05-12T22:30:00Z");
    expect(formatShortDate(late, london)).toBe("12 May");
    expect(formatShortDate(late, paris)).toBe("13 mai");
    expect(formatDay(late, now, paris)).toBe("mer. 13 mai");
    expect(formatDay(new Date("2025-03-02T12:00:00Z"), now, london)).toMatch(/^Sun,? 2 Mar 2025$/);
  });

  it("keep the exact instant with its zone behind every shorter form", () => {
    expect(formatExactly(new Date("2026-07-01T10:00:05Z"), paris)).toContain("12:00:05");
  });
});

describe("ages", () => {
  it("count the largest whole unit, and never a negative one", () => {
    const before = (ms: number) => ageOf(new Date(now.getTime() - ms), now);
    expect(before(59_000)).toEqual({ unit: "now", count: 0 });
    expect(before(61_000)).toEqual({ unit: "minutes", count: 1 });
    expect(before(9.9 * 3_600_000)).toEqual({ unit: "hours", count: 9 });
    expect(before(47 * 3_600_000)).toEqual({ unit: "days", count: 1 });
    expect(before(-5_000)).toEqual({ unit: "now", count: 0 });
  });

  it("are said in the reader's language", () => {
    const at = new Date("2026-11-17T21:41:00Z");
    expect(formatDistance(at, now, paris)).toBe("il y a 3 jours");
    expect(formatDistance(at, now, london)).toBe("3 days ago");
    expect(formatDistance(new Date("2026-11-20T23:41:00Z"), now, london)).toBe("in 2 hours");
    expect(formatDistance(new Date("2023-11-20T00:00:00Z"), now, london)).toBe("3 years ago");
    expect(formatDistance(new Date("2026-11-20T21:40:01Z"), now, paris)).toBe("maintenant");
    expect(formatDistance(new Date("2026-11-20T21:39:59Z"), now, london)).toBe("1 minute ago");
  });
});
