import { z } from "zod";

/** The few pieces of RFC 5322, 2045 and 2047 that one message with attachments needs. Every line ends with CRLF. */
export const lineEnd = "\r\n";

const utf8 = new TextEncoder();
const encodedWordLimit = 75;
const headerLineLimit = 76;

export function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export function base64Lines(bytes: Uint8Array): string {
  return (base64(bytes).match(/.{1,76}/gu) ?? []).join(lineEnd);
}

/** Header values hold no line end and no control character: nothing in a text can start a header of its own. */
export function oneHeaderLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ").trim();
}

/** RFC 2047: words of at most 75 characters, cut between characters, never inside one. */
function encodedWords(text: string, roomOnFirstLine: number): string {
  const frame = "=?utf-8?B??=".length;
  const bytesIn = (room: number): number => Math.floor((Math.min(room, encodedWordLimit) - frame) / 4) * 3;
  const words: string[] = [];
  let piece = "";
  let size = 0;
  for (const character of text) {
    const bytes = utf8.encode(character).length;
    if (size > 0 && size + bytes > bytesIn(words.length === 0 ? roomOnFirstLine : encodedWordLimit)) {
      words.push(piece);
      piece = "";
      size = 0;
    }
    piece += character;
    size += bytes;
  }
  words.push(piece);
  return words.map((word) => `=?utf-8?B?${base64(utf8.encode(word))}?=`).join(`${lineEnd} `);
}

/** Plain words, folded before spaces; null where a word is too long to be left as it is. */
function foldedWords(text: string, roomOnFirstLine: number): string | null {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const room = lines.length === 0 ? roomOnFirstLine : headerLineLimit;
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= room - 1) {
      line = longer;
      continue;
    }
    if (word.length > headerLineLimit - 2 || line === "") return null;
    lines.push(line);
    line = word;
  }
  return [...lines, line].join(`${lineEnd} `);
}

export function textHeader(name: string, text: string): string {
  const value = oneHeaderLine(text);
  const room = headerLineLimit - name.length - 2;
  const isPlain = /^[\x20-\x7e]*$/u.test(value) && !value.includes("=?");
  return `${name}: ${(isPlain ? foldedWords(value, room) : null) ?? encodedWords(value, room)}${lineEnd}`;
}

const mailbox = z.email().max(254);

/** True for an address that can stand in a header as it is: ASCII, no quotes, no comments. */
export function isMailbox(text: string): boolean {
  return mailbox.safeParse(text).success;
}

/** `Name <address>`; the address must have passed `isMailbox`. */
export function mailboxHeader(name: string, displayName: string, address: string): string {
  const shown = oneHeaderLine(displayName);
  const room = headerLineLimit - name.length - 2;
  if (shown === "") return `${name}: ${address}${lineEnd}`;
  const isPlain = /^[\x20-\x7e]+$/u.test(shown) && !shown.includes("=?") && shown.length <= room - 4;
  const phrase = isPlain ? `"${shown.replace(/["\\]/gu, "\\$&")}"` : encodedWords(shown, room);
  const oneLine = `${name}: ${phrase} <${address}>`;
  return oneLine.length <= headerLineLimit ? oneLine + lineEnd : `${name}: ${phrase}${lineEnd} <${address}>${lineEnd}`;
}

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The instant in UTC, as RFC 5322 writes it. */
export function mailDate(instant: Date): string {
  const day = `${days[instant.getUTCDay()] ?? ""}, ${String(instant.getUTCDate()).padStart(2, "0")}`;
  const month = `${months[instant.getUTCMonth()] ?? ""} ${instant.getUTCFullYear()}`;
  return `${day} ${month} ${instant.toISOString().slice(11, 19)} +0000`;
}

const hex = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;

/** Written out: what is not printable ASCII, a blank at the end, and what a relay may change at the start of a row. */
function quotedLine(line: string): string {
  const bytes = utf8.encode(line);
  const rows: string[] = [];
  let row = line.startsWith("From ") ? hex(0x46) : "";
  for (const [index, byte] of bytes.entries()) {
    if (index === 0 && row !== "") continue;
    const isBlank = byte === 0x20 || byte === 0x09;
    const isLiteral = isBlank ? index < bytes.length - 1 : byte >= 0x21 && byte <= 0x7e && byte !== 0x3d;
    const piece = isLiteral ? String.fromCharCode(byte) : hex(byte);
    if (row.length + piece.length > 75) {
      rows.push(row);
      row = "";
    }
    row += row === "" && piece === "." ? hex(0x2e) : piece;
  }
  return [...rows, row].join(`=${lineEnd}`);
}

/** RFC 2045 section 6.7. Line ends of the text (LF) become CRLF; every other control character is written as its bytes. */
export function quotedPrintable(text: string): string {
  return text.split("\n").map(quotedLine).join(lineEnd);
}
