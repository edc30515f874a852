export interface FoundWord {
  /** The word that was looked for, as it was given. */
  readonly word: string;
  /** Positions in UTF-16 units, as JavaScript and the browser's selections count. */
  readonly start: number;
  readonly end: number;
}

interface Token {
  readonly plain: string;
  readonly start: number;
  readonly end: number;
}

/** One spelling for reading: no accents, no capitals, ligatures and full-width signs as plain letters. */
const plainOf = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("ł", "l");

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: found, index }) => ({
    plain: plainOf(found),
    start: index,
    end: index + found.length,
  }));
}

/**
 * Where words stand in a text, whatever their accents, capitals and what is between their parts: "Élodie  Martin-Roy" is found by
 * "elodie martin roy". Never inside a longer word. Words that hold no letter and no digit are found nowhere.
 */
export function findWords(text: string, words: readonly string[]): FoundWord[] {
  const tokens = tokensOf(text);
  const found: FoundWord[] = [];
  for (const word of words) {
    const wanted = tokensOf(word).map(({ plain }) => plain);
    if (wanted.length === 0) continue;
    for (let at = 0; at + wanted.length <= tokens.length; at += 1) {
      if (!wanted.every((plain, index) => tokens[at + index]?.plain === plain)) continue;
      const [first, last] = [tokens[at], tokens[at + wanted.length - 1]];
      if (first && last) found.push({ word, start: first.start, end: last.end });
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}
