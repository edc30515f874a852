import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text";
import { readTable } from "./read-table";

const text = 'lien;vu;née\nhttps://x.com/a;été, à Paris;1\nhttps://x.com/b;"deux\nlignes";2\n\nhttps://x.com/c;fin;3\n';
const utf16be = (given: string): Uint8Array => {
  const bytes = Buffer.from(given, "utf16le");
  return new Uint8Array(bytes.swap16());
};

describe("a file's text", () => {
  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["Windows-1252", Buffer.from(text, "latin1")],
    ["UTF-16 LE with a mark", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 LE without", Buffer.from(text, "utf16le")],
    ["UTF-16 BE with a mark", utf16be(`\uFEFF${text}`)],
    ["UTF-16 BE without", utf16be(text)],
  ])("is the same from %s", (_, bytes) => {
    expect(decodeText(new Uint8Array(bytes)).text).toBe(text);
  });
  it("keeps what only Windows-1252 has", () => {
    expect(decodeText(new Uint8Array([0x80, 0x20, 0x93, 0x61, 0x94])).text).toBe("€ “a”");
  });
});

describe("a table", () => {
  it.each([",", ";", "\t"])("is cut at its own delimiter (%s), with the line on which each row begins", (delimiter) => {
    const quoted = delimiter === "," ? text.replace("été, à Paris", '"été, à Paris"') : text;
    const table = readTable(quoted.replaceAll(";", delimiter));
    expect(table.delimiter).toBe(delimiter);
    expect(table.headers).toEqual(["lien", "vu", "née"]);
    expect(table.rows.map((row) => row.cells)).toEqual([
      ["https://x.com/a", "été, à Paris", "1"],
      ["https://x.com/b", "deux\nlignes", "2"],
      ["https://x.com/c", "fin", "3"],
    ]);
    expect(table.rows.map((row) => row.line).slice(0, 2)).toEqual([2, 3]);
  });
  it("of one column needs no delimiter", () => {
    expect(readTable("lien\nhttps://x.com/a\n").rows).toEqual([{ line: 2, cells: ["https://x.com/a"] }]);
  });
  it("reads ragged rows as far as they go", () => {
    expect(readTable("a,b,c\n1,2\n1,2,3,4\n").rows.map((row) => row.cells.length)).toEqual([2, 4]);
  });
  it("of JSON Lines has the union of the names, and names the line that is no object", () => {
    const table = readTable('{"url":"a"}\nnot json\n{"url":"b","notes":"n"}\n[1]\n');
    expect(table.headers).toEqual(["url", "notes"]);
    expect(table.rows.map(({ line, problem }) => [line, problem])).toEqual([
      [1, undefined],
      [2, "not_a_json_object"],
      [3, undefined],
      [4, "not_a_json_object"],
    ]);
  });
});
