import { describe, expect, test } from "vitest";
import { noticesRepliedTo, ourMessageIds, readPastedAnswer } from "./read-answer";

const id = "notice-57.1732280000@desk.example";

describe("an answer to a notice", () => {
  test("names its notice by our Message-ID, in In-Reply-To or in a chain of References, and nothing else", () => {
    const repliesTo = [
      `<${id}>`,
      `<a@b.example> <${id}> <notice-8.1732280001@desk.example>`,
      "<xnotice-9.1732280001@desk.example> <notice-0.1732280001@x> <notice-9@x>",
    ];
    expect(noticesRepliedTo(repliesTo)).toEqual([
      { number: 57, seconds: 1_732_280_000 },
      { number: 8, seconds: 1_732_280_001 },
    ]);
    expect(ourMessageIds(repliesTo.join(" "))).toEqual([id, "notice-8.1732280001@desk.example"]);
  });

  test("is tied to its notice however its headers were pasted: folded, quoted, in a chain, or below the text", () => {
    for (const pasted of [
      `References: <a@b.example>\r\n <${id}>\r\nSubject: Re: Notice\r\n\r\nThank you.`,
      `Thank you.\n\n> Message-ID: <${id}>`,
      `\uFEFF\n\nIn-Reply-To:\n\t<${id}>\nFrom: a@b.example\n\nText`,
      `${"<long-id@platform.example> ".repeat(500)}<${id}>`,
    ])
      expect(readPastedAnswer(pasted).repliesTo, pasted.slice(0, 40)).toEqual([id]);
  });

  test("pasted with its headers gives subject and date; without them neither", () => {
    const headed = readPastedAnswer(
      "From: Desk <a@b.example>\nDate: Mon, 23 Nov 2026 10:00:00 +0100\nSubject: Your case\n 77120934\n\nThank you.",
    );
    expect([headed.subject, headed.date]).toEqual(["Your case 77120934", "2026-11-23T09:00:00.000Z"]);
    const french = readPastedAnswer("De : Bureau\nObjet : Votre signalement\nDate : hier\n\nMerci.");
    expect([french.subject, french.date]).toEqual(["Votre signalement", null]);
    for (const bare of ["Thank you.", "", "Note: nothing", "Hello: 1\nText", "\n\n\n"]) {
      const { subject, date, repliesTo } = readPastedAnswer(bare);
      expect([subject, date, repliesTo], bare).toEqual(["", null, []]);
    }
  });
});
