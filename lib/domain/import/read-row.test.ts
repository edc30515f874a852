import { describe, expect, it } from "vitest";
import { readDate } from "./dates";
import { guessMapping, lacksOf, type ImportOptions } from "./mapping";
import { readRow, rowIdentity } from "./read-row";
import { readAge, readOutcome, readPlatform, readState, readTrack } from "./words";

const now = new Date("2026-11-20T12:00:00Z");
const options = (given: Partial<ImportOptions>): ImportOptions => ({
  mapping: [],
  constants: { platform: null, track: "redirecting_bot", ageAnswer: "no" },
  isMonthFirst: false,
  onError: "skip",
  isDryRun: false,
  language: "fr",
  ...given,
});

describe("dates", () => {
  it.each([
    ["2026-02-03", "2026-02-03T00:00:00.000Z"],
    ["2026-02-03 14:05", "2026-02-03T14:05:00.000Z"],
    ["2026-02-03T14:05:06+02:00", "2026-02-03T12:05:06.000Z"],
    ["03/02/2026", "2026-02-03T00:00:00.000Z"],
    ["3.2.26", "2026-02-03T00:00:00.000Z"],
    ["3 février 2026", "2026-02-03T00:00:00.000Z"],
    ["mardi 3 févr. 2026", "2026-02-03T00:00:00.000Z"],
    ["February 3, 2026", "2026-02-03T00:00:00.000Z"],
    ["1er août 2026", "2026-08-01T00:00:00.000Z"],
    ["46056", "2026-02-03T00:00:00.000Z"],
  ])("reads %s", (cell, iso) => expect(readDate(cell)?.toISOString()).toBe(iso));

  it("reads the month first only where it is told to", () => {
    expect(readDate("02/03/2026")?.toISOString()).toBe("2026-03-02T00:00:00.000Z");
    expect(readDate("02/03/2026", true)?.toISOString()).toBe("2026-02-03T00:00:00.000Z");
  });

  it.each(["31/02/2026", "2026-13-01", "hier", "", "99/99/9999", "2026-02-03T25:00", "12"])("refuses %s", (cell) =>
    expect(readDate(cell)).toBeNull(),
  );
});

describe("words of French and English spreadsheets", () => {
  it.each([
    ["Photos volées", "stolen_photo_scammer"],
    ["BOT", "redirecting_bot"],
    ["Scammer", "stolen_photo_scammer"],
  ])("%s is a track", (cell, track) => expect(readTrack(cell)).toBe(track));
  it.each([
    ["Supprimé", "actioned"],
    ["en attente", "notified"],
    ["Sans réponse", "unanswered"],
    ["???", null],
  ])("%s as a state is %s", (cell, state) => expect(readState(cell)).toBe(state));
  it.each([
    ["compte suspendu", "account_suspended"],
    ["Refusée", "refused"],
    ["no answer", "no_answer"],
  ])("%s is an outcome", (cell, outcome) => expect(readOutcome(cell)).toBe(outcome));
  it.each([
    ["doute", "unsure"],
    ["Oui", "yes"],
    ["majeure", "no"],
  ])("%s answers the question of age", (cell, age) => expect(readAge(cell)).toBe(age));
  it.each([
    ["Insta", "instagram"],
    ["twitter", "x"],
    ["X / Twitter", "x"],
    ["youtube_id", "youtube"],
    ["Télégram", "telegram"],
    ["Myspace", null],
  ])("%s is the platform %s", (cell, platform) => expect(readPlatform(cell)).toBe(platform));
});

describe("the guess of what columns mean", () => {
  it("goes by headers in both languages, then by what stands in the rows", () => {
    expect(guessMapping(["Lien", "Vu le", "Filière", "Commentaires", "Statut"], [])).toEqual([
      "address",
      "observed_on",
      "track",
      "observed",
      "state",
    ]);
    expect(guessMapping(["A", "B", "C"], [["https://x.com/a", "insta", "2026-01-01"]])).toEqual([
      "address",
      "platform",
      "observed_on",
    ]);
  });
  it("takes a column headed by a word for handles for links, where links stand in it", () => {
    expect(guessMapping(["Compte", "Vu"], [["https://x.com/a", ""]])).toEqual(["address", "observed"]);
    expect(guessMapping(["Compte", "Vu"], [["@a", ""]])).toEqual(["handle", "observed"]);
  });
  it("finds a column of accounts for each platform, and gives no meaning twice", () => {
    expect(guessMapping(["twitter", "instagram", "tiktok", "url", "link"], [])).toEqual([
      "account:x",
      "account:instagram",
      "account:tiktok",
      "address",
      null,
    ]);
  });
  it("says what must still be settled", () => {
    expect(lacksOf({ mapping: ["handle"], constants: { platform: null, track: null, ageAnswer: null } })).toEqual([
      "platform",
      "track",
      "ageAnswer",
    ]);
    expect(
      lacksOf({ mapping: ["observed"], constants: { platform: null, track: "redirecting_bot", ageAnswer: "no" } }),
    ).toEqual(["address"]);
    expect(
      lacksOf({ mapping: ["address", "track", "age"], constants: { platform: null, track: null, ageAnswer: null } }),
    ).toEqual([]);
  });
});

describe("a row", () => {
  it("with several accounts becomes a report for each, and a bad one among them is named", () => {
    const read = readRow(
      ["perle_un", "deux mots", ""],
      options({ mapping: ["account:x", "account:instagram", "account:tiktok"] }),
      now,
    );
    expect(read.reports.map(({ address }) => [address.platform, address.key])).toEqual([["x", "perle_un"]]);
    expect(read.problems).toMatchObject([{ field: "account:instagram" }]);
  });
  it("in a notice's dates alone is history, and never answered before it was sent", () => {
    const mapping: ImportOptions["mapping"] = ["address", "notified_on", "outcome", "informed_on"];
    expect(
      readRow(["https://x.com/a_b", "2026-11-01", "", ""], options({ mapping }), now).reports[0]?.history,
    ).toMatchObject({ state: "notified" });
    expect(
      readRow(["https://x.com/a_b", "2026-11-01", "refusé", "2026-10-01"], options({ mapping }), now).problems[0]
        ?.reason,
    ).toBe("answered_before_sent");
  });
  it("from the future, or past its retention, is refused", () => {
    const mapping: ImportOptions["mapping"] = ["address", "state", "informed_on"];
    expect(readRow(["https://x.com/a_b", "refusé", "2026-12-24"], options({ mapping }), now).problems[0]?.reason).toBe(
      "date_in_future",
    );
    expect(readRow(["https://x.com/a_b", "refusé", "2026-10-01"], options({ mapping }), now).problems[0]?.reason).toBe(
      "retention_over",
    );
    expect(readRow(["https://x.com/a_b", "refusé", "2026-11-10"], options({ mapping }), now).problems).toEqual([]);
  });
  it("is the same report however its address was written, and another one with another word", () => {
    const mapping: ImportOptions["mapping"] = ["address", "observed"];
    const identity = (cells: string[]): string =>
      rowIdentity(readRow(cells, options({ mapping }), now).reports[0] as never);
    expect(identity(["https://x.com/Perle_Un", "vu"])).toBe(identity(["twitter.com/perle_un?s=20", "vu"]));
    expect(identity(["https://x.com/perle_un", "vu"])).not.toBe(identity(["https://x.com/perle_un", "revu"]));
  });
  it("never throws, whatever stands in it", () => {
    const mapping: ImportOptions["mapping"] = [
      "address",
      "platform",
      "track",
      "observed",
      "observed_on",
      "age",
      "state",
      "notified_on",
      "outcome",
      "informed_on",
    ];
    for (const cell of ["\0", "=1+1", "\u202Eabc", "a".repeat(10_000), "💥", "NULL", "-1", "{}"]) {
      expect(() =>
        readRow(
          mapping.map(() => cell),
          options({ mapping }),
          now,
        ),
      ).not.toThrow();
    }
  });
});
