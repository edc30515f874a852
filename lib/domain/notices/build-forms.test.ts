import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { buildCsv } from "./build-csv";
import { buildFormText, formFields } from "./build-form-text";
import { buildJson } from "./build-json";
import { buildMarkdown, escapeMarkdown } from "./build-markdown";
import { buildAllForms } from "./builders";
import { channelSeeds } from "./channels";
import { composeNotice, withPlainLineEnds } from "./compose-notice";
import type { NoticeInput } from "./notice-input";
import { plainText } from "./plain-text";
import { article16Notice, sampleCase, sampleChannel, sampleNotice, secondCase, textIn } from "./sample-notice-input";

const naughtyFile = fixture("text/naughty-strings/blns.json");
const naughty = naughtyFile === undefined ? [] : (JSON.parse(readFileSync(naughtyFile, "utf8")) as string[]);

/** Reads a paragraph of Markdown back to its text: hard line ends, entities for blanks, backslashes before punctuation. */
const readMarkdown = (source: string): string =>
  source
    .replace(/\\\n/gu, "\n")
    .replace(/&#32;/gu, " ")
    .replace(/&#9;/gu, "\t")
    .replace(/\\([!-/:-@[-`{-~])/gu, "$1");

const inputs: readonly NoticeInput[] = [sampleNotice, article16Notice];

describe("every form", () => {
  it("is the same to the byte for the same notice", () => {
    for (const input of inputs) expect(buildAllForms(structuredClone(input))).toEqual(buildAllForms(input));
  });

  it("has a neutral file name and a media type", () => {
    expect(buildAllForms(sampleNotice).map(({ file }) => file.fileName)).toEqual([
      "notice-57.txt",
      "notice-57.md",
      "notice-57.eml",
      "notice-57.csv",
      "notice-57.json",
      "notice-57.xarf.json",
      "notice-57.stix.json",
      "notice-57.misp.json",
    ]);
  });

  it("says when one person alone decided, in both languages", () => {
    for (const [language, words] of [
      ["en", "one person"],
      ["fr", "une seule personne"],
    ] as const) {
      for (const seed of channelSeeds) {
        const cases = [{ ...sampleCase, platform: seed.platform ?? "x", decidedBy: "one_person" as const }];
        const input = { ...sampleNotice, language, platform: seed.platform ?? "x", channel: seed, cases };
        for (const { format, file } of buildAllForms(input)) {
          const text = format === "eml" ? plainText(input) : textIn(file.bytes);
          expect(text, `${seed.id} ${format} ${language}`).toContain(words);
        }
      }
    }
  });

  it("carries exact addresses: the platform has to find them", () => {
    for (const { format, file } of buildAllForms(sampleNotice)) {
      // Inside an e-mail and a XARF report the text stands in an encoding of its own.
      const text = format === "eml" || format === "xarf" ? plainText(sampleNotice) : textIn(file.bytes);
      for (const url of ["https://www.instagram.com/mina.lorel_priv/", "https://www.instagram.com/p/Cx0000000aa/"]) {
        expect(format === "markdown" ? readMarkdown(text) : text, format).toContain(url);
      }
    }
  });

  it("never carries the team's own word for a track", () => {
    for (const input of inputs) {
      for (const { file } of buildAllForms(input)) expect(textIn(file.bytes)).not.toMatch(/scammer/iu);
    }
  });

  it("can be shown while almost everything is still missing", () => {
    const empty = {
      ...sampleNotice,
      cases: [],
      explanation: "",
      ruleCited: "",
      notifier: { organisation: "", signatory: "", roleMailbox: "" },
    };
    expect(buildAllForms(empty)).toHaveLength(5);
    expect(buildAllForms({ ...empty, kind: "illegal_content_notice" })).toHaveLength(5);
  });
});

describe("formFields", () => {
  const bluesky = (explanation: string): NoticeInput => ({
    ...sampleNotice,
    platform: "bluesky",
    channel: sampleChannel("bluesky-in-app"),
    explanation,
  });

  it("fills the desk's fields in the desk's order", () => {
    const fields = formFields(sampleNotice);
    expect(fields.map((field) => field.key)).toEqual(["email", "impostor", "links", "observed"]);
    expect(fields[1]?.text).toBe("mina.lorel_priv, ora.delin.x2");
    expect(fields[2]?.text.split("\n")).toEqual([
      "https://www.instagram.com/mina.lorel_priv/",
      "https://www.instagram.com/p/Cx0000000aa/",
      "https://www.instagram.com/ora.delin.x2/",
    ]);
  });

  it("counts in code points, and says by how many a text is over the limit without cutting it", () => {
    const text = formFields(bluesky("🎭".repeat(1900))).at(-1);
    expect(text?.maxLength).toBe(2000);
    expect(text?.length).toBe([...(text?.text ?? "")].length);
    expect(text?.overBy).toBe((text?.length ?? 0) - 2000);
    expect(text?.overBy).toBeGreaterThan(0);
    expect(text?.text.startsWith("🎭".repeat(1900))).toBe(true);
    const handles = formFields({
      ...sampleNotice,
      cases: [{ ...sampleCase, locations: { ...sampleCase.locations, handle: "🎭é" } }],
    });
    expect(handles[1]?.length).toBe(2);
    expect(handles[1]?.overBy).toBe(0);
  });

  it("gives a subject and the whole letter to a desk without fields of its own", () => {
    const fields = formFields({
      ...sampleNotice,
      platform: "telegram",
      channel: sampleChannel("telegram-abuse-mailbox"),
    });
    expect(fields.map((field) => field.key)).toEqual(["subject", "message"]);
    expect(fields[1]?.text).toBe(plainText({ ...sampleNotice, channel: sampleChannel("telegram-abuse-mailbox") }));
  });

  it("lists an address once though two cases name it", () => {
    const twin = { ...secondCase, locations: sampleCase.locations };
    expect(formFields({ ...sampleNotice, cases: [sampleCase, twin] })[2]?.text.split("\n")).toHaveLength(2);
  });
});

describe("composeNotice", () => {
  it("says once what was observed on many accounts alike", () => {
    const ring = Array.from({ length: 40 }, (_, index) => ({
      ...sampleCase,
      number: index,
      locations: { ...sampleCase.locations, handle: `bot${index}` },
    }));
    const observed = composeNotice({ ...sampleNotice, cases: ring }).sections.find(
      (section) => section.key === "observed",
    );
    expect(observed?.blocks).toHaveLength(1);
  });

  it("names the cases where they differ in mandate or in how they were decided", () => {
    const text = plainText({
      ...sampleNotice,
      cases: [sampleCase, { ...secondCase, decidedBy: "one_person", onBehalf: "none", mandateLabel: null }],
    });
    expect(text).toContain("Our case 440: Decided by one person");
    expect(text).toContain("Our case 440: Without a mandate");
    expect(plainText(sampleNotice)).not.toContain("Our cases 412, 440");
  });

  it("tells an earlier life once, oldest first, in the desk's language", () => {
    const lives = composeNotice(article16Notice).sections.find((section) => section.key === "lives");
    expect(lives?.blocks).toEqual([
      {
        kind: "list",
        lead: null,
        items: [
          "Notre dossier 177\u00a0: compte supprimé, 10 juin 2026.",
          "Notre dossier 288\u00a0: disparition observée, 2 novembre 2026.",
        ],
      },
    ]);
  });

  it("brings grounds, category and good faith into an Art. 16 notice and none of the first two into a terms report", () => {
    const keys = (input: NoticeInput): string[] => composeNotice(input).sections.map((section) => section.key);
    expect(keys(article16Notice)).toEqual(expect.arrayContaining(["legal_grounds", "dsa", "good_faith"]));
    expect(keys({ ...sampleNotice, legalGrounds: ["FR-CP-313-1"] })).not.toContain("legal_grounds");
    expect(keys(sampleNotice)).not.toContain("dsa");
  });

  it("names the role that confirmed good faith and no person", () => {
    const text = plainText(article16Notice);
    expect(text).toContain("Confirmé le 22 novembre 2026 par une personne de l’organisation (relecture).");
  });

  it("refuses a date that cannot be read", () => {
    expect(() => composeNotice({ ...sampleNotice, preparedAt: "soon" })).toThrow("notice_date");
  });
});

describe("escapeMarkdown", () => {
  it("makes nothing of what looks like a construct", () => {
    for (const text of [
      "# a",
      "- a",
      "+ a",
      "1. a",
      "2) a",
      "> a",
      "=== ",
      "---",
      "| a |",
      "<b>",
      "[a](b)",
      "*a*",
      "`a`",
      "&lt;",
      "$x$",
    ]) {
      const escaped = escapeMarkdown(text);
      expect(escaped).toMatch(/\\/u);
      expect(readMarkdown(escaped)).toBe(text);
    }
  });
});

describe("hostile text", () => {
  it.skipIf(naughty.length === 0)("stands in every form as it was written (skips without the fixtures)", () => {
    expect(naughty.length).toBeGreaterThan(500);
    for (const text of naughty) {
      const explanation = `before ${text} after\n${text}\n\n${text} end`;
      const input: NoticeInput = {
        ...sampleNotice,
        explanation,
        ruleCited: text,
        cases: [{ ...sampleCase, mandateLabel: text, locations: { ...sampleCase.locations, handle: text } }],
        notifier: { organisation: text, signatory: text, roleMailbox: "signalement@collectif.example" },
      };
      const written = withPlainLineEnds(explanation);

      const json = JSON.parse(textIn(buildJson(input).bytes)) as {
        explanation: string;
        cases: { handle: string; mandate: string }[];
        notifier: { organisation: string };
      };
      expect(json.explanation).toBe(written);
      expect(json.cases[0]).toMatchObject({ handle: text, mandate: text });
      expect(json.notifier.organisation).toBe(text);

      expect(textIn(buildFormText(input).bytes)).toContain(written);
      expect(formFields(input).find((field) => field.key === "impostor")?.text).toBe(text);
      expect(plainText(input)).toContain(written);

      const markdown = textIn(buildMarkdown(input).bytes);
      expect(readMarkdown(markdown)).toContain(written);
      expect(markdown).not.toMatch(/(?<!\\)<[a-z!/]/iu);

      const csv = textIn(buildCsv(input).bytes);
      const rows = parse(csv, { bom: true, columns: true, record_delimiter: "\r\n" }) as unknown as Record<
        string,
        string
      >[];
      expect(rows[0]?.["handle"]?.replaceAll("'", "")).toBe(text.replaceAll("'", ""));
      for (const row of rows) {
        for (const cell of Object.values(row)) expect(/^[\s\uFEFF"]*[=+\-@\t\r＝＋－＠]/u.test(cell), cell).toBe(false);
      }
    }
  });
});
