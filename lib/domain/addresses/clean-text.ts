// What people paste carries invisible marks, full-width letters, defanging and the punctuation of the sentence around it.

const invisible =
  /[\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB]/gu;

export const stripInvisible = (text: string): string => text.replace(invisible, "");

/** Full-width forms of ASCII to ASCII; nothing else is folded, since it may be part of an exact address. */
export const foldFullWidth = (text: string): string =>
  text
    .replace(/[\uFF01-\uFF5E]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/gu, " ");

/** A lone half of a surrogate pair is no character; functions of the URL family throw on it. */
export const replaceLoneSurrogates = (text: string): string => text.replace(/\p{Cs}/gu, "\uFFFD");

const defangedDot =
  /(?<=[\p{L}\p{N}_-])[ \t]{0,2}(?:\[ ?\. ?\]|\( ?\. ?\)|\{ ?\. ?\}|\[dot\]|\(dot\)|\{dot\}|\[point\]|\(point\))[ \t]{0,2}(?=[\p{L}\p{N}_-])/giu;

/** Undoes the spellings that keep a link from being clickable: hxxps, [.], (dot), [:], [://], [at]. */
export function refang(text: string): string {
  return text
    .replace(/\b(?:hxxp|h\*\*p|h__p|htxp|hxtp)(s?)(?=(?:\[?:\]?|\[:\/\/\])|\/\/)/gi, "http$1")
    .replace(/\b(https?)\[:\/\/\]/gi, "$1://")
    .replace(/\b(https?)\[:\]/gi, "$1:")
    .replace(/\b(https?:)\\\\/gi, "$1//")
    .replace(defangedDot, ".")
    .replace(/(?<=[\w.-])(?:\[at\]|\(at\)|\[@\]|\(@\))(?=[\w-])/gi, "@");
}

const opening = new Set("([{<'\"*`‘’“”«‹„‚¿¡→•·–—>|".split(""));
const closing = new Set(".,;:!?…'\"*`’‘”“»›„|>。，、！？；：".split(""));
/** What may as well belong to the address, where a link is all that there is. */
const sentenceEnds = new Set(".:!?…".split(""));
const pairs: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "」": "「" };
const emoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u200D\uFE0E\uFE0F\u20E3])$/u;

const isEmoji = (character: string): boolean => emoji.test(character) && !/^[\d#*©®™]$/u.test(character);

function count(text: string, character: string): number {
  let times = 0;
  for (const one of text) if (one === character) times += 1;
  return times;
}

/**
 * Takes off what the sentence put around a word: quotes, brackets without their partner, final punctuation, emoji.
 * `isAlone`: there is no sentence, so a final dot or colon stays.
 */
export function trimWord(word: string, isAlone = false): string {
  const characters = [...word];
  let start = 0;
  let end = characters.length;
  while (start < end) {
    const first = characters[start] ?? "";
    if (!opening.has(first) && !isEmoji(first) && stripInvisible(first) !== "") break;
    start += 1;
  }
  const body = characters.slice(start, end).join("");
  // "/.." at the end of a link is a step in its path.
  if (/^https?:.*\/\.{1,2}$/i.test(body)) return body;
  const surplus = new Map(
    Object.entries(pairs).map(([close, open]) => [close, count(body, close) - count(body, open)]),
  );
  while (end > start) {
    const last = characters[end - 1] ?? "";
    const isSurplus = (surplus.get(last) ?? 0) > 0;
    if (isAlone && sentenceEnds.has(last)) break;
    if (!closing.has(last) && !isSurplus && !isEmoji(last) && stripInvisible(last) !== "") break;
    if (isSurplus) surplus.set(last, (surplus.get(last) ?? 0) - 1);
    end -= 1;
  }
  return characters.slice(start, end).join("");
}

/** The readings of a piece of a path, from the exact one to the most forgiving; none is longer than the piece. */
export function readingsOf(piece: string): readonly string[] {
  const exact = piece.normalize("NFC");
  const visible = stripInvisible(exact);
  const folded = foldFullWidth(visible).trim();
  const cut = (/^[^?&#"<>\\]*/u.exec(folded)?.[0] ?? "").trim();
  // Only the end is trimmed, hence the letter in front: "[deleted]" is no name in brackets.
  const bare = trimWord(`a${cut}`).slice(1).replace(/^@/, "");
  return [
    ...new Set([exact, visible, folded, cut, folded.replace(/^@/, ""), bare, bare.replace(/[.\-,;:!)\]}]+$/u, "")]),
  ];
}
