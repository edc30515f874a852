import { describe, expect, test } from "vitest";
import { escalationSteps, escalationText, stepRefusal, type EscalationFacts } from "./escalation";

const facts: EscalationFacts = {
  noticeNumber: 57,
  kind: "illegal_content_notice",
  recipient: "Instagram",
  handle: "mina.lorel_priv",
  profileUrl: "https://www.instagram.com/mina.lorel_priv/",
  sentAt: "2026-05-02T09:00:00Z",
  receivedAt: "2026-05-03T09:00:00Z",
  reference: "FR-0812",
  outcome: "refused",
  informedOn: "2026-05-09T00:00:00Z",
  complaintDeadline: "2026-11-09T00:00:00Z",
  complainedAt: null,
  outOfCourtAt: null,
  observed: ["The same photos were observed on another page."],
  notifier: { organisation: "Collectif Exemple", signatory: "La présidence", roleMailbox: "desk@collectif.example" },
};
const before = new Date("2026-06-01");
const after = new Date("2026-12-01");

describe("what follows a refusal or silence", () => {
  test("a complaint is open until six months after the answer, and only against a refusal", () => {
    expect(stepRefusal("complaint", facts, before)).toBeNull();
    expect(stepRefusal("complaint", facts, after)).toBe("step_too_late");
    expect(stepRefusal("complaint", { ...facts, outcome: null }, before)).toBe("step_needs_refusal");
    expect(stepRefusal("out_of_court", { ...facts, outcome: "no_answer" }, before)).toBe("step_needs_refusal");
  });

  test("a complaint is open to the end of its last day, and no longer", () => {
    expect(stepRefusal("complaint", facts, new Date("2026-11-09T00:00:01Z"))).toBeNull();
    expect(stepRefusal("complaint", facts, new Date("2026-11-09T23:59:59Z"))).toBeNull();
    expect(stepRefusal("complaint", facts, new Date("2026-11-10T00:00:00Z"))).toBe("step_too_late");
    const later = { ...facts, complaintDeadline: "2027-02-28T14:30:00Z" };
    expect(stepRefusal("complaint", later, new Date("2027-02-28T20:00:00Z"))).toBeNull();
    expect(stepRefusal("complaint", later, new Date("2027-03-01T00:00:00Z"))).toBe("step_too_late");
  });

  test("the coordinator hears of refusals and of silence, never of a measure taken", () => {
    expect(stepRefusal("coordinator", { ...facts, outcome: null }, after)).toBeNull();
    expect(stepRefusal("coordinator", facts, after)).toBeNull();
    expect(stepRefusal("coordinator", { ...facts, outcome: "account_removed" }, after)).toBe("step_measure_taken");
  });

  test.each(["en", "fr"] as const)("each text says what the record holds and in whose name, in %s", (language) => {
    for (const step of escalationSteps) {
      const text = escalationText(step, facts, language);
      for (const said of [
        facts.handle,
        facts.profileUrl,
        "57",
        "FR-0812",
        "Collectif Exemple",
        "La présidence",
        "2022/2065",
      ])
        expect(text, `${step}: ${said}`).toContain(said);
      expect(text).toMatch(language === "fr" ? /2 mai 2026/u : /2 May 2026/u);
      expect(text).not.toMatch(/undefined|null|scammer|escroc/u);
    }
  });

  test("the coordinator is told of the earlier steps", () => {
    const steps = { ...facts, complainedAt: "2026-06-01T00:00:00Z", outOfCourtAt: "2026-07-01T00:00:00Z" };
    expect(escalationText("coordinator", steps, "en")).toMatch(/1 June 2026[^]*1 July 2026/u);
    expect(escalationText("complaint", steps, "en")).not.toContain("1 July 2026");
  });
});
