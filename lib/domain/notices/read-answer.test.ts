import { describe, expect, test } from "vitest";
import type { Outcome } from "../case/vocabulary";
import { noticesRepliedTo, outcomeIn, referenceIn } from "./read-answer";

const mail = (text: string, subject = "") => ({ subject, text, repliesTo: [] });

describe("an answer to a notice", () => {
  test("names its notice by our Message-ID, in In-Reply-To or in a chain of References, and nothing else", () => {
    const repliesTo = [
      "<notice-57.1732280000@desk.example>",
      "<a@b.example> <notice-57.1732280000@desk.example> <notice-8.1732280001@desk.example>",
      "<xnotice-9.1732280001@desk.example> <notice-0.1732280001@x> <notice-9@x>",
    ];
    expect(noticesRepliedTo(repliesTo)).toEqual([
      { number: 57, seconds: 1_732_280_000 },
      { number: 8, seconds: 1_732_280_001 },
    ]);
  });

  test.each([
    ["Your report #FR-2024-00812 was received", "FR-2024-00812"],
    ["Case number: 77120934.", "77120934"],
    ["Référence : AB12-99871", "AB12-99871"],
    ["We looked at this case carefully.", ""],
    ["", ""],
  ])("gives the desk's own number: %s", (text, reference) => {
    expect(referenceIn(mail(text))).toBe(reference);
  });

  test.each<[string, Outcome | "received" | null]>([
    ["We have received your report and will look into it.", "received"],
    ["Nous accusons réception de votre signalement.", "received"],
    ["We reviewed the account and found that it doesn’t violate our rules.", "refused"],
    ["Après examen, ce compte n’enfreint pas nos règles.", "refused"],
    ["Your notice is manifestly unfounded.", "refused_unfounded"],
    ["The account has been suspended.", "account_suspended"],
    ["We removed the profile you reported.", "account_removed"],
    ["Le compte signalé a été supprimé.", "account_removed"],
    ["The posts you reported were taken down.", "content_removed"],
    ["This page no longer exists.", "already_gone"],
    ["Its visibility was restricted.", "restricted"],
    ["Hello!", null],
  ])("seems to say: %s", (text, outcome) => {
    expect(outcomeIn(mail(text))).toBe(outcome);
  });

  test("is never read from what is quoted below it", () => {
    expect(outcomeIn(mail("Bonjour,\n> the account has been suspended\n> removed the profile"))).toBeNull();
  });
});
