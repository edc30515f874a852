import { describe, expect, it } from "vitest";
import { type Colleague, confirmersOf, isAlone, proposalPayloads } from "./second-person";

const colleague = (id: string, given: Partial<Colleague> = {}): Colleague => ({
  id,
  roles: ["reviewer"],
  newRoles: [],
  isBroughtByProposer: false,
  isRemovedByProposer: false,
  ...given,
});
const proposer = colleague("proposer", { roles: ["admin"] });
const subject = colleague("subject", { roles: ["volunteer"] });
const about = { proposerId: "proposer", subjectId: "subject" };

describe("who may confirm what another proposed", () => {
  const table: [string, Colleague[], string[]][] = [
    ["nobody, on a desk of one", [], []],
    ["another administrator", [colleague("a", { roles: ["admin"] })], ["a"]],
    ["administrators alone, where there is one", [colleague("a", { roles: ["admin"] }), colleague("r")], ["a"]],
    ["a reviewer of more than a week, where there is none", [colleague("r")], ["r"]],
    [
      "safeguarding and protection likewise",
      ["safeguarding", "protection"].map((role) => colleague(role, { roles: [role as "protection"] })),
      ["safeguarding", "protection"],
    ],
    ["no volunteer, no auditor", [colleague("v", { roles: ["volunteer", "auditor"] })], []],
    ["no reviewer of less than a week", [colleague("r", { newRoles: ["reviewer"] })], []],
    [
      "whoever has held one right long, though another is new",
      [colleague("r", { roles: ["reviewer", "protection"], newRoles: ["protection"] })],
      ["r"],
    ],
    [
      "nobody whom the proposer has just brought in, whatever they are",
      [colleague("a", { roles: ["admin"], isBroughtByProposer: true }), colleague("r", { isBroughtByProposer: true })],
      [],
    ],
    [
      "a reviewer, where the only other administrator was just brought in",
      [colleague("a", { roles: ["admin"], isBroughtByProposer: true }), colleague("r")],
      ["r"],
    ],
  ];
  it.each(table)("%s", (_, others, expected) => {
    expect(confirmersOf([proposer, subject, ...others], about)).toEqual(expected);
  });

  it("never the proposer and never whom it is about, whatever they hold", () => {
    const all = ["reviewer", "safeguarding", "protection", "admin"] as const;
    const team = [colleague("proposer", { roles: all }), colleague("subject", { roles: all })];
    expect(confirmersOf(team, about)).toEqual([]);
    expect(confirmersOf(team, { ...about, subjectId: null })).toEqual(["subject"]);
  });
});

describe("who is alone", () => {
  it("is whoever has nobody to confirm", () => {
    expect(isAlone([proposer, subject], about)).toBe(true);
    expect(isAlone([proposer, subject, colleague("r")], about)).toBe(false);
  });

  it("is not whoever has just sent the others away: nobody confirms, and nothing happens", () => {
    const removed = colleague("r", { isRemovedByProposer: true });
    expect(confirmersOf([proposer, subject, removed], about)).toEqual([]);
    expect(isAlone([proposer, subject, removed], about)).toBe(false);
  });

  it("and whoever is still there confirms, also in the place of an administrator who was sent away", () => {
    const gone = colleague("a", { roles: ["admin"], isRemovedByProposer: true });
    expect(confirmersOf([proposer, gone, colleague("r")], about)).toEqual(["r"]);
  });
});

describe("an address that may be proposed", () => {
  it("is https for a form, and an e-mail address for a mailbox", () => {
    const read = (url: string | null, mailbox: string | null) =>
      proposalPayloads.channel_address.safeParse({ url, mailbox }).success;
    expect(read("https://help.example.com/forms?x=1", null)).toBe(true);
    expect(read(null, "abuse@example.com")).toBe(true);
    for (const url of ["http://example.com", "javascript:alert(1)", "https://user@", "https://localhost/", "x"])
      expect(read(url, null), url).toBe(false);
    for (const mailbox of ["abuse", "a@b", "a@example.com\nBcc: b@example.com"])
      expect(read(null, mailbox), mailbox).toBe(false);
  });
});
