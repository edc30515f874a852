import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { buildCsv } from "./build-csv";
import { buildEml, noticeMessageId } from "./build-eml";
import { buildJson } from "./build-json";
import { noticeTitle } from "./compose-notice";
import { isMailbox, oneHeaderLine, quotedPrintable } from "./mime";
import type { NoticeInput } from "./notice-input";
import { plainText } from "./plain-text";
import { article16Notice, sampleCase, sampleChannel, sampleNotice, textIn } from "./sample-notice-input";
import { wordingIn } from "./wording-in";

const naughtyFile = fixture("text/naughty-strings/blns.json");
const naughty = naughtyFile === undefined ? [] : (JSON.parse(readFileSync(naughtyFile, "utf8")) as string[]);

interface Part {
  headers: Map<string, string>;
  body: string;
}

/** A small reader of messages, written from the RFCs and not from the writer. */
function readPart(source: string): Part {
  const border = source.indexOf("\r\n\r\n");
  const head = source.slice(0, border).replace(/\r\n[ \t]/gu, (fold) => fold.slice(2));
  const headers = new Map<string, string>();
  for (const line of head.split("\r\n").filter((each) => each !== "")) {
    const colon = line.indexOf(":");
    expect(colon, line).toBeGreaterThan(0);
    const name = line.slice(0, colon).toLowerCase();
    expect(headers.has(name), name).toBe(false);
    headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, body: source.slice(border + 4) };
}

const bytesOf = (binary: string): Buffer => Buffer.from(binary, "latin1");

function readQuoted(body: string): string {
  const joined = body.replace(/[ \t]+(?=\r\n)/gu, "").replace(/=\r\n/gu, "");
  return bytesOf(
    joined.replace(/=([0-9A-F]{2})/gu, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
  ).toString("utf8");
}

function readWords(value: string): string {
  return value
    .replace(/(\?=)\s+(=\?)/gu, "$1$2")
    .replace(/=\?utf-8\?B\?([^?]*)\?=/giu, (_, word: string) => Buffer.from(word, "base64").toString("utf8"));
}

function readMessage(bytes: Uint8Array): { headers: Map<string, string>; parts: Part[] } {
  const source = Buffer.from(bytes).toString("latin1");
  const { headers, body } = readPart(source);
  const boundary = /boundary="([^"]+)"/u.exec(headers.get("content-type") ?? "")?.[1] ?? "";
  const pieces = body.split(`--${boundary}`);
  expect(pieces.shift()?.trim()).toBe("");
  expect(pieces.pop()).toBe("--\r\n");
  return { headers, parts: pieces.map((piece) => readPart(piece.replace(/^\r\n/u, "").replace(/\r\n$/u, ""))) };
}

const allowed = [
  "content-language",
  "content-type",
  "date",
  "from",
  "message-id",
  "mime-version",
  "subject",
  "to",
  "x-unsent",
];

const toMailbox: NoticeInput = {
  ...sampleNotice,
  platform: "telegram",
  channel: sampleChannel("telegram-abuse-mailbox"),
};

describe("buildEml", () => {
  it("is read back as a plain text with the JSON and the CSV attached, byte for byte", () => {
    for (const input of [toMailbox, article16Notice]) {
      const { parts } = readMessage(buildEml(input).bytes);
      expect(parts.map((part) => part.headers.get("content-type")?.split(";")[0])).toEqual([
        "text/plain",
        "application/json",
        "text/csv",
      ]);
      expect(readQuoted(parts[0]?.body ?? "").replaceAll("\r\n", "\n")).toBe(plainText(input));
      expect(Buffer.from(parts[1]?.body ?? "", "base64").equals(Buffer.from(buildJson(input).bytes))).toBe(true);
      expect(Buffer.from(parts[2]?.body ?? "", "base64").equals(Buffer.from(buildCsv(input).bytes))).toBe(true);
      expect(parts[1]?.headers.get("content-disposition")).toBe('attachment; filename="notice-57.json"');
    }
  });

  it("is addressed from the organisation's role mailbox to the desk's, dated and identified by the notice", () => {
    const { headers } = readMessage(buildEml(toMailbox).bytes);
    expect(headers.get("from")).toBe('"Collectif Exemple" <signalement@collectif.example>');
    expect(headers.get("to")).toBe("abuse@telegram.org");
    expect(headers.get("date")).toBe("Sun, 22 Nov 2026 06:31:00 +0000");
    expect(headers.get("message-id")).toBe(`<${noticeMessageId(toMailbox)}>`);
    expect(noticeMessageId(toMailbox)).toBe("notice-57.1795329060@desk.collectif.example");
    expect([...headers.keys()].sort()).toEqual(allowed);
  });

  it("writes every title back whole, however long and in whatever script", () => {
    for (const platformName of [
      "Instagram",
      "Réseau é".repeat(40),
      "社交".repeat(60),
      "🎭".repeat(80),
      "a".repeat(1200),
    ]) {
      const input = { ...article16Notice, platformName };
      const { headers } = readMessage(buildEml(input).bytes);
      expect(readWords(headers.get("subject") ?? "")).toBe(oneHeaderLine(noticeTitle(input, wordingIn("fr"))));
    }
  });

  it("lets no text start a header or a part of its own", () => {
    const attack = 'x\r\nBcc: all@example.com\r\n\r\n--=_demasque_notice_57\r\nContent-Type: text/html\r\n\r\n<b>"\\';
    const input: NoticeInput = {
      ...toMailbox,
      platformName: attack,
      explanation: attack,
      ruleCited: attack,
      messageIdHost: "evil.example>\r\nBcc: x@example.com",
      channel: { ...toMailbox.channel, mailbox: "abuse@telegram.org\r\nBcc: all@example.com" },
      cases: [{ ...sampleCase, locations: { ...sampleCase.locations, handle: attack } }],
      notifier: { organisation: attack, signatory: attack, roleMailbox: "signalement@collectif.example" },
    };
    const { headers, parts } = readMessage(buildEml(input).bytes);
    expect([...headers.keys()].sort()).toEqual(allowed.filter((name) => name !== "to"));
    expect(parts).toHaveLength(3);
    expect(headers.get("message-id")).toMatch(/@localhost>$/u);
    expect(readWords(headers.get("from") ?? "")).toContain("Bcc: all@example.com");
  });

  it("leaves From and To out rather than write an address that is none", () => {
    for (const roleMailbox of [
      "",
      "nobody",
      "a@b",
      "a b@c.example",
      "é@exemple.fr",
      "a@b.example, c@d.example",
      "<a@b.example>",
    ]) {
      expect(isMailbox(roleMailbox), roleMailbox).toBe(false);
      const { headers } = readMessage(
        buildEml({ ...sampleNotice, notifier: { ...sampleNotice.notifier, roleMailbox } }).bytes,
      );
      expect(headers.has("from")).toBe(false);
      expect(headers.has("to")).toBe(false);
    }
  });

  it("takes the port off the host of the Message-ID", () => {
    expect(noticeMessageId({ ...sampleNotice, messageIdHost: "localhost:3000" })).toMatch(/@localhost$/u);
    expect(noticeMessageId({ ...sampleNotice, messageIdHost: "Desk.Example" })).toMatch(/@desk\.example$/u);
  });

  it.skipIf(naughty.length === 0)(
    "carries hostile text unchanged, in lines that every server takes (skips without the fixtures)",
    () => {
      for (const text of [...naughty, ".", ".\n.", "From here", " \n\t\n ", "a=\n=20", "x".repeat(5000)]) {
        const input: NoticeInput = {
          ...toMailbox,
          platformName: text,
          explanation: `${text}\n.${text}`,
          notifier: { ...sampleNotice.notifier, organisation: text },
        };
        const file = buildEml(input);
        const source = Buffer.from(file.bytes).toString("latin1");
        expect(source).toMatch(/^[\t\r\n\x20-\x7e]*$/u);
        expect(source.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/u);
        expect(Math.max(...source.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(78);
        expect(source).not.toContain("\r\n.");
        const { headers, parts } = readMessage(file.bytes);
        expect([...headers.keys()].sort()).toEqual(allowed);
        expect(parts).toHaveLength(3);
        expect(readQuoted(parts[0]?.body ?? "").replaceAll("\r\n", "\n")).toBe(plainText(input));
        expect(readWords(headers.get("subject") ?? "")).toBe(oneHeaderLine(noticeTitle(input, wordingIn("en"))));
      }
    },
  );
});

describe("quotedPrintable", () => {
  it("keeps blanks at the end of a line, a dot at its start and the word From", () => {
    expect(quotedPrintable("a \n.\nFrom x\nb\t")).toBe("a=20\r\n=2E\r\n=46rom x\r\nb=09");
    expect(textIn(new TextEncoder().encode(readQuoted(quotedPrintable("a \n.\nFrom x\nb\t"))))).toBe(
      "a \r\n.\r\nFrom x\r\nb\t",
    );
  });
});
