import { describe, expect, it } from "vitest";
import { transition } from "../case/lifecycle";
import { outcomes } from "../case/vocabulary";
import {
  addCalendarMonths,
  caseStateAfter,
  caseStateOf,
  complaintDeadline,
  noticeDeadlines,
  receiptReminderAt,
} from "./tracking";

describe("caseStateAfter", () => {
  it("takes one measure for enough, whatever the others answered", () => {
    for (const outcome of [
      "account_removed",
      "account_suspended",
      "content_removed",
      "restricted",
      "already_gone",
      "verified_gone",
      "back_again",
    ] as const) {
      expect(caseStateAfter([outcome])).toBe("actioned");
      expect(caseStateAfter(["refused", null, outcome, "no_answer"])).toBe("actioned");
    }
  });

  it("is refused only when all refuse and unanswered only when all stay silent", () => {
    expect(caseStateAfter(["refused", "refused_unfounded"])).toBe("refused");
    expect(caseStateAfter(["no_answer", "no_answer"])).toBe("unanswered");
    expect(caseStateAfter(["refused", null])).toBe("notified");
    expect(caseStateAfter(["no_answer", null])).toBe("notified");
    expect(caseStateAfter(["refused", "no_answer"])).toBe("notified");
    expect(caseStateAfter([null])).toBe("notified");
    expect(caseStateAfter([])).toBe("notified");
  });

  it("never depends on the order of the recipients, and only leads where the lifecycle does", () => {
    const all = [...outcomes, null];
    for (const first of all) {
      for (const second of all) {
        const state = caseStateAfter([first, second]);
        expect(caseStateAfter([second, first])).toBe(state);
        for (const from of ["notified", "actioned", "refused", "unanswered"] as const) {
          expect(transition(from, "record_answer", state)).toBe(state);
        }
      }
    }
  });

  it("knows every outcome", () => {
    for (const outcome of outcomes) expect(["actioned", "refused", "unanswered"]).toContain(caseStateOf(outcome));
  });
});

describe("deadlines", () => {
  it("remind of a missing receipt after 72 hours", () => {
    expect(receiptReminderAt(new Date("2026-11-20T10:00:00Z")).toISOString()).toBe("2026-11-23T10:00:00.000Z");
  });

  it.each([
    ["2026-11-12T09:00:00Z", "2027-05-12T09:00:00.000Z"],
    ["2026-08-31T23:59:59Z", "2027-02-28T23:59:59.000Z"],
    ["2027-08-31T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    ["2026-03-31T12:00:00Z", "2026-09-30T12:00:00.000Z"],
    ["2026-12-30T12:00:00Z", "2027-06-30T12:00:00.000Z"],
    ["2028-02-29T12:00:00Z", "2028-08-29T12:00:00.000Z"],
  ])("leave six calendar months for a complaint from %s, cut to the end of a shorter month", (informed, deadline) => {
    expect(complaintDeadline(new Date(informed)).toISOString()).toBe(deadline);
  });

  it("never fall before the sixth month or in the seventh", () => {
    for (let day = 0; day < 1500; day += 1) {
      const informed = new Date(Date.UTC(2026, 0, 1 + day, 15));
      const later = addCalendarMonths(informed, 6);
      expect(
        (later.getUTCFullYear() - informed.getUTCFullYear()) * 12 + later.getUTCMonth() - informed.getUTCMonth(),
      ).toBe(6);
      expect(later.getUTCDate()).toBeLessThanOrEqual(informed.getUTCDate());
    }
  });

  it("run only while they mean something", () => {
    const sentAt = new Date("2026-11-01T00:00:00Z");
    const later = new Date("2026-11-05T00:00:00Z");
    const none = { sentAt, receivedAt: null, outcome: null, informedAt: null };
    expect(noticeDeadlines(none).receiptReminderAt).toEqual(receiptReminderAt(sentAt));
    expect(noticeDeadlines({ ...none, receivedAt: later }).receiptReminderAt).toBeNull();
    expect(noticeDeadlines({ ...none, outcome: "refused", informedAt: later })).toEqual({
      receiptReminderAt: null,
      complaintDeadline: complaintDeadline(later),
    });
    expect(noticeDeadlines({ ...none, outcome: "no_answer", informedAt: later }).complaintDeadline).toBeNull();
    expect(noticeDeadlines({ ...none, outcome: "refused" }).complaintDeadline).toBeNull();
  });
});
