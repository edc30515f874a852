import { stripInvisible, trimWord } from "../addresses/clean-text";

// Names and numbers are written in letters made for formulas, in keycaps, in digits of other scripts, so that no program finds them.

/** The zeros of scripts whose digits telephones are written in. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];

/** The ASCII letters or digits that one sign stands for; the sign itself where it is none of these spellings. */
function plainSign(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0xa0) return sign;
  // Keycaps, and lines drawn through letters.
  if ((code >= 0x20d0 && code <= 0x20f0) || (code >= 0x0334 && code <= 0x0338) || stripInvisible(sign) === "")
    return "";
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  const zero = zeros.find((one) => code >= one && code < one + 10);
  if (zero !== undefined) return String(code - zero);
  const folded = sign.normalize("NFKC");
  return /^(?:[A-Za-z0-9]|1\d|20)$/.test(folded) ? folded : sign;
}

export interface PlainText {
  readonly text: string;
  /** Where in the text as it was given what stands from one place to another begins and ends. */
  readonly placeOf: (start: number, end: number) => { start: number; end: number };
}

/** A text with such spellings undone, and the way back to the text as it was given. */
export function plainText(given: string): PlainText {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const sign of given) {
    const plain = plainSign(sign);
    for (let unit = 0; unit < plain.length; unit += 1) {
      starts.push(plain === sign ? at + unit : at);
      ends.push(plain === sign ? at + unit + 1 : at + sign.length);
    }
    text += plain;
    at += sign.length;
  }
  return {
    text,
    placeOf: (start, end) => ({ start: starts[start] ?? given.length, end: ends[end - 1] ?? 0 }),
  };
}

/** A name or a number typed alone, without what a sentence or a bio puts around it. */
export const plainValue = (given: string): string => trimWord(plainText(given).text.trim()).trim();
