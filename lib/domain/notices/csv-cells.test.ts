import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { csvRecord, neutraliseCell } from "./csv-cells";

const payloads = fixture("text/csv-injection/csv-payload.txt");

/** What a spreadsheet would call a formula, written apart from the code under test. */
const looksLikeFormula = (cell: string): boolean =>
  /^[\s\u0000-\u001f\uFEFF\u200B-\u200F\u2060"]*[=+\-@＝＋－＠]/u.test(cell);

const dangerous = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  " =1",
  "\u00A0=1",
  "\uFEFF=1",
  "\u200B=1",
  "\u0000=1",
  '"=1',
  "＝1",
  "＋1",
  "－1",
  "＠SUM",
  " \t＝1",
  "foo;=1+1",
  "foo\n=1+1",
  "foo\r\n+1",
  "foo\t@SUM(1)",
  'foo;"=1',
  "foo; \u200B=1",
  ";;=1",
];

describe("neutraliseCell", () => {
  it.each(dangerous)("leaves no cell of %j that starts a formula, whatever separator a spreadsheet takes", (text) => {
    const safe = neutraliseCell(text);
    expect(looksLikeFormula(safe)).toBe(false);
    for (const piece of safe.split(/[;\t\r\n]/u)) expect(looksLikeFormula(piece), piece).toBe(false);
    expect(/^[\t\r]/u.test(safe)).toBe(false);
  });

  it("takes no letter away and adds nothing but apostrophes", () => {
    for (const text of dangerous) expect(neutraliseCell(text).replaceAll("'", "")).toBe(text);
  });

  it("leaves ordinary text, addresses and handles alone", () => {
    for (const text of [
      "",
      "mina.lorel_priv",
      "https://example.com/?a=b&c=-1",
      "a-b",
      "a = b",
      "5 - 3",
      "l’été",
      "'=1",
    ]) {
      const expected = text === "'=1" ? "''=1" : text;
      expect(neutraliseCell(text)).toBe(expected);
    }
  });

  it("does not slow down on hundreds of thousands of separators and blanks", () => {
    for (const part of ["\n", "; ", "\t\u200B", '"', "a;"]) {
      const start = performance.now();
      neutraliseCell(part.repeat(200_000));
      expect(performance.now() - start, JSON.stringify(part)).toBeLessThan(2000);
    }
  });

  it.skipIf(payloads === undefined)("disarms the published payloads (skips without the fixtures)", () => {
    const lines = readFileSync(payloads ?? "", "utf8")
      .split("\n")
      .filter((line) => line !== "");
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) {
      expect(looksLikeFormula(neutraliseCell(line)), line).toBe(false);
      expect(looksLikeFormula(neutraliseCell(`price list;${line}`).split(";")[1] ?? ""), line).toBe(false);
    }
  });
});

describe("csvRecord", () => {
  it("is read back by another reader cell by cell, quotes and line ends included", () => {
    const cells = ["plain", 'say "hello"', "two\nlines", "a,b;c", " led by a blank", "", "end\r\n"];
    expect(parse(csvRecord(cells), { record_delimiter: "\r\n" })).toEqual([cells]);
    expect(csvRecord(["a"]).endsWith("\r\n")).toBe(true);
  });
});
