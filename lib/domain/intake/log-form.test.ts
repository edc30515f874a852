import { describe, expect, it } from "vitest";
import { logFormSchema, recogniseSchema } from "./log-form";

const submissionId = "0b7a6a0e-58f4-4c3e-9a53-2f1f6a6f1c11";
function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  const given = { submissionId, track: "stolen_photo_scammer", ageAnswer: "no", ...fields };
  for (const [name, value] of Object.entries(given)) if (value !== "absent") data.set(name, value);
  return data;
}
const parsed = (fields: Record<string, string>) => logFormSchema.safeParse(form(fields));

describe("the log's form", () => {
  it("gathers the page's lines and what still stands in the field, in that order", () => {
    const lines = JSON.stringify([{ text: "@lou", platform: "x" }, { text: "t.me/lou" }]);
    expect(parsed({ lines, text: " https://x.com/a \n" }).data?.lines).toEqual([
      { text: "@lou", platform: "x" },
      { text: "t.me/lou" },
      { text: "https://x.com/a" },
    ]);
    expect(parsed({ text: "t.me/lou" }).data?.lines).toEqual([{ text: "t.me/lou" }]);
  });

  it("is refused without a track or an answer about age: neither has a default", () => {
    expect(parsed({ track: "absent" }).success).toBe(false);
    expect(parsed({ ageAnswer: "absent" }).success).toBe(false);
    expect(parsed({ ageAnswer: "perhaps" }).success).toBe(false);
    expect(parsed({}).data?.answers).toMatchObject({ ageAnswer: "no", mandateId: null, observed: "", signals: {} });
  });

  it("takes the signals of the chosen track and leaves the other track's", () => {
    const fields = { "signal.SPS-01": "yes", "signal.SPS-07": "unknown", "signal.RB-03": "yes" };
    expect(parsed(fields).data?.answers.signals).toEqual({ "SPS-01": "yes", "SPS-07": "unknown" });
    expect(parsed({ ...fields, track: "redirecting_bot" }).data?.answers.signals).toEqual({ "RB-03": "yes" });
  });

  it("refuses a signal that no checklist has, an answer that is none, and too long an observation", () => {
    expect(parsed({ "signal.SPS-99": "yes" }).success).toBe(false);
    expect(parsed({ "signal.SPS-01": "maybe" }).success).toBe(false);
    expect(parsed({ observed: "x".repeat(4001) }).success).toBe(false);
  });

  it("never throws at what is no form", () => {
    expect(parsed({ lines: "{not json" }).data?.lines).toEqual([]);
    expect(parsed({ lines: '{"text":1}' }).data?.lines).toEqual([]);
    expect(parsed({ lines: '[{"text":1}]' }).success).toBe(false);
    expect(parsed({ submissionId: "me" }).success).toBe(false);
    expect(logFormSchema.safeParse("text").success).toBe(false);
  });

  it("asks about two hundred lines at most", () => {
    const lines = (count: number) => Array.from({ length: count }, () => ({ text: "t.me/lou" }));
    expect(recogniseSchema.safeParse({ lines: lines(200) }).success).toBe(true);
    expect(recogniseSchema.safeParse({ lines: lines(201) }).success).toBe(false);
  });
});
