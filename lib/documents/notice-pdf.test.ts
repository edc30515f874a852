import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { article16Notice, botNotice, sampleNotice } from "@/lib/domain/notices/sample-notice-input";
import { fixture } from "@/lib/testing/fixtures";
import { buildNoticePdf } from "./notice-pdf";
import { drawable } from "./pdf-document";

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** The streams of a file, inflated. */
function streams(bytes: Uint8Array): string[] {
  const parts = latin(bytes)
    .split(/stream\r?\n/u)
    .slice(1);
  return parts.flatMap((part) => {
    const body = Buffer.from(part.slice(0, part.indexOf("endstream")), "latin1");
    try {
      return inflateSync(body).toString("latin1");
    } catch {
      return [];
    }
  });
}

/** The text of a file: the glyphs of each page, read back through the fonts' own maps to Unicode. */
function textIn(bytes: Uint8Array): string {
  const file = latin(bytes);
  const all = streams(bytes);
  const maps = new Map<string, Map<string, string>>();
  const objects = new Map(
    [...file.matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/gu)].map(([, id = "", body = ""]) => [id, body]),
  );
  const inflate = (id: string): string => {
    const body = objects.get(id) ?? "";
    const start = body.indexOf("stream\n") + 7;
    return inflateSync(Buffer.from(body.slice(start, body.indexOf("\nendstream")), "latin1")).toString("latin1");
  };
  for (const [, name = "", id = ""] of file.matchAll(/\/(F\d+) (\d+) 0 R/gu)) {
    const toUnicode = /\/ToUnicode (\d+) 0 R/u.exec(objects.get(id) ?? "")?.[1];
    if (toUnicode === undefined) continue;
    const map = new Map<string, string>();
    let next = 0;
    for (const [, first = "0", list = ""] of inflate(toUnicode).matchAll(
      /<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gu,
    )) {
      next = parseInt(first, 16);
      for (const [, code = ""] of list.matchAll(/<([0-9a-f ]*)>/gu)) {
        map.set(
          next.toString(16).padStart(4, "0"),
          Buffer.from(code.replaceAll(" ", ""), "hex").swap16().toString("utf16le"),
        );
        next += 1;
      }
    }
    maps.set(name, map);
  }
  return all
    .filter((stream) => stream.includes(" Tf"))
    .map((stream) => {
      let font = "";
      let text = "";
      for (const [, name, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/gu)) {
        if (name !== undefined) font = name;
        for (const [, run = ""] of (shown ?? "").matchAll(/<([0-9a-f]+)>/gu))
          for (const glyph of run.match(/.{4}/gu) ?? []) text += maps.get(font)?.get(glyph) ?? "\uFFFD";
        if (shown !== undefined) text += " ";
      }
      return text;
    })
    .join("\n");
}

describe("the notice as a paper", () => {
  test("the same notice gives the same bytes", () => {
    for (const input of [sampleNotice, article16Notice])
      expect(Buffer.from(buildNoticePdf(structuredClone(input)).bytes).equals(buildNoticePdf(input).bytes)).toBe(true);
  });

  test.each(["en", "fr"] as const)(
    "is tagged, titled, says its language and the day, and no author (%s)",
    (language) => {
      const file = latin(buildNoticePdf({ ...sampleNotice, language }).bytes);
      expect(file).toContain("/MarkInfo");
      expect(file).toMatch(/\/StructTreeRoot \d+ 0 R/u);
      expect(file).toContain(`/Lang (${language})`);
      expect(file).toContain("/DisplayDocTitle true");
      for (const tag of ["H1", "H2", "P", "L", "LI", "LBody"]) expect(file).toContain(`/S /${tag}\n`);
      expect(file).toContain("(D:20261122000000Z)");
      expect(file).not.toMatch(/\/Author|\/Keywords|06:31|063100/u);
      expect(file).not.toContain("/BaseFont /Helvetica");
      expect(file.match(/\/FontFile2/gu)).toHaveLength(3);
    },
  );

  test("says what the notice says, in letters that can be searched, with page numbers and the log's state", () => {
    const text = textIn(buildNoticePdf({ ...article16Notice, language: "fr" }).bytes);
    const words = text.replace(/\s+/gu, " ");
    for (const part of [
      "mina.lorel_priv",
      "https://www.instagram.com/p/Cx0000000aa/",
      "Bonne foi",
      "Page 1 sur",
      "7051",
    ])
      expect(words).toContain(part);
    expect(words).toMatch(/observées/u);
    expect(words).not.toContain("\uFFFD");
  });

  test("shows a look-alike, an emoji and an invisible mark by its code: nothing of a name vanishes", () => {
    expect(drawable("p\u0430yp\u200Bal 🎭 \u202Eé « ça »", "text")).toBe(
      "p[U+0430]yp[U+200B]al [U+1F3AD] [U+202E]é « ça »",
    );
    const explanation = "Observed on p\u0430ypal 🎭 and nowhere else, since March.";
    expect(textIn(buildNoticePdf({ ...botNotice, explanation }).bytes)).toContain("p[U+0430]ypal [U+1F3AD]");
  });

  const naughtyFile = fixture("text/naughty-strings/blns.json");
  test.skipIf(naughtyFile === undefined)("prints whatever was written, to the end (skips without the fixtures)", () => {
    const naughty = JSON.parse(readFileSync(naughtyFile ?? "", "utf8")) as string[];
    for (let start = 0; start < naughty.length; start += 40) {
      const explanation = naughty.slice(start, start + 40).join("\n");
      const { bytes } = buildNoticePdf({ ...botNotice, explanation });
      const pages = /\/Count (\d+)/u.exec(latin(bytes))?.[1] ?? "";
      const text = textIn(bytes)
        .replace(/\s+/gu, "")
        // A line that goes over the foot of a page.
        .replace(new RegExp(`Page\\d+of${pages}`, "gu"), "");
      expect(text).not.toContain("\uFFFD");
      const lines = explanation.replace(/\r\n?/gu, "\n").split("\n");
      for (const line of lines) expect(text).toContain(drawable(line, "text").replace(/\s+/gu, ""));
    }
  });
});
