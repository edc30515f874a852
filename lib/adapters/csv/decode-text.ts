import "server-only";
import iconv from "iconv-lite";
import { invalidInput } from "@/lib/domain/errors";

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** What a file begins with when it is no text; the reason says what to do instead. */
const notText: readonly { reason: string; starts: readonly number[] }[] = [
  { reason: "file_is_spreadsheet", starts: [0x50, 0x4b, 0x03, 0x04] },
  { reason: "file_is_spreadsheet", starts: [0xd0, 0xcf, 0x11, 0xe0] },
  { reason: "file_is_pdf", starts: [0x25, 0x50, 0x44, 0x46] },
  { reason: "file_is_image", starts: [0x89, 0x50, 0x4e, 0x47] },
  { reason: "file_is_image", starts: [0xff, 0xd8, 0xff] },
  { reason: "file_is_image", starts: [0x47, 0x49, 0x46, 0x38] },
  { reason: "file_is_binary", starts: [0x1f, 0x8b] },
];

function encodingOf(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  // Without a mark: Latin text in UTF-16 has a zero in every second byte.
  const sample = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  });
  const half = sample.length / 2;
  if (odd > half * 0.4 && even < half * 0.1) return "utf-16le";
  if (even > half * 0.4 && odd < half * 0.1) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/**
 * The text of a file, whatever it was saved as; a byte order mark is dropped.
 * @throws DomainError `invalid_input` for what is no text, with a reason that names what it is.
 */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  for (const { reason, starts } of notText) {
    if (starts.every((byte, index) => bytes[index] === byte)) throw invalidInput(reason);
  }
  const encoding = encodingOf(bytes);
  // Node's own decoder takes Windows-1252 for Latin-1 and loses the euro sign and the curly quotes.
  const text =
    encoding === "windows-1252" ? iconv.decode(Buffer.from(bytes), encoding) : new TextDecoder(encoding).decode(bytes);
  if (text.includes("\0")) throw invalidInput("file_is_binary");
  if (text.trim() === "") throw invalidInput("file_is_empty");
  return { text, encoding };
}
