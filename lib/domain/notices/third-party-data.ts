import { hasKnownDomain } from "../addresses/top-level-domains";
import { ibanLengths } from "./iban-lengths";

/** Data of third persons that a text may carry by accident. It is flagged before sending; a human masks or keeps it. */
export type ThirdPartyKind = "phone" | "email" | "iban";

export interface ThirdPartySpan {
  readonly kind: ThirdPartyKind;
  /** Positions in UTF-16 units, as JavaScript and the browser's selections count. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Full-width letters and digits and the various blanks and dashes as ASCII, unit for unit, so that positions stay true. */
function foldForms(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/gu, " ")
    .replace(/[\u2010-\u2015\u2212]/gu, "-")
    .replace(/[\u00B7\u2022\u2219]/gu, "·");
}

const localPart = String.raw`(?<![\p{L}\p{N}._%+@-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}`;
const label = String.raw`[\p{L}\p{N}-]{1,63}`;
const dotSign = String.raw`(?:\.| ?[([{] ?(?:\.|dot|point) ?[)\]}] ?)`;
const atSign = String.raw`(?:@| ?[([{] ?(?:@|at|arobase|chez) ?[)\]}] ?)`;
const emailPattern = new RegExp(`${localPart}${atSign}${label}(?:${dotSign}${label}){1,6}`, "giu");
/**
 * Spelled in words or with blanks. "at" is a word of any sentence, so that the dot has to be spelled too; "point" as well, so that what
 * follows it has to be an ending that French addresses have.
 */
const spokenPattern = new RegExp(
  `${localPart}(?: @ (?<plain>${label}(?:\\.${label}){1,4})| (?:arobase|arobas) (?<half>${label}(?:\\.${label}){1,4})|` +
    ` (?:at|chez|arobase|arobas) ${label} (?:dot (?<dotted>\\p{L}{2,12})|point (?:com|fr|net|org|eu|be|ch|lu|ca|io|info)))(?![\\p{L}\\p{N}])`,
  "giu",
);

/** After a plus or two zeros any country; a leading zero as in France, Belgium, Switzerland; three-three-four as in America. */
const phonePattern =
  /(?<![\p{L}\p{N}+]|\p{N}-)(?:(?:\+|00) ?[1-9]\d{0,2}(?:[ ./()-]{0,3}\d){6,13}|(?!\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?!\d))0[1-9](?:[ ./_·-]{0,2}\d){7,9}|\(?[2-9]\d{2}\)?[ .-]{1,2}\d{3}[ .-]\d{4})(?!-?\p{N}|\p{L})/gu;

/** Links and addresses that are made of a number: there the digits are somebody's telephone after all. */
const dialPattern = /(?<=\bwa\.me\/|[?&]phone=|\btel:)\+?\d{7,15}(?!\d)/giu;

/** Looked for ahead of every position, so that a false start does not swallow the true one behind it. */
const ibanPattern = /(?<![\p{L}\p{N}])(?=([A-Z]{2}[ .-]?\d{2}(?:[\s.-]{0,2}[A-Z0-9]){11,30}))/giu;

/** With its scheme, or a host with a path: what stands in it belongs to an address. */
const linkPattern =
  /(?:(?:https?|hxxps?):\/\/|(?<![\p{L}\p{N}.@-])(?:[\p{L}\p{N}-]{1,63}\[?\.\]?){1,4}[a-z]{2,12}\/)[^\s<>"']+/giu;

export const linkPlaces = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(linkPattern)].map((link) => ({ start: link.index, end: link.index + link[0].length }));

/** Remainder of an IBAN by 97, taken digit by digit (ISO 13616): 1 for a valid one. */
function ibanRemainder(iban: string): number {
  let remainder = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const digits = /\d/u.test(sign) ? sign : String(sign.charCodeAt(0) - 55);
    for (const digit of digits) remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder;
}

export function isIban(text: string): boolean {
  const compact = text.replace(/[\s.-]/gu, "").toUpperCase();
  return ibanLengths[compact.slice(0, 2)] === compact.length && ibanRemainder(compact) === 1;
}

/** The part of a candidate that has the length of its country: what follows in the sentence is not part of it. */
function ibanWithin(candidate: string): string | null {
  const wanted = ibanLengths[candidate.slice(0, 2).toUpperCase()] ?? 0;
  let taken = 0;
  for (let index = 0; index < candidate.length; index += 1) {
    if (/[\s.-]/u.test(candidate[index] ?? "")) continue;
    taken += 1;
    if (taken !== wanted) continue;
    const piece = candidate.slice(0, index + 1);
    return isIban(piece) && !/^[A-Z0-9]/iu.test(candidate.slice(index + 1)) ? piece : null;
  }
  return null;
}

type Found = Omit<ThirdPartySpan, "text">;

function matches(text: string, pattern: RegExp, kind: ThirdPartyKind): Found[] {
  return [...text.matchAll(pattern)].map((match) => ({ kind, start: match.index, end: match.index + match[0].length }));
}

function ibans(text: string): Found[] {
  return [...text.matchAll(ibanPattern)].flatMap((match) => {
    // Apart from its digits, the country's letters are written large: "at 8185…" is a word and a number.
    if (/^[a-z]{2}[ .-]/iu.test(match[1] ?? "") && !/^[A-Z]{2}/u.test(match[1] ?? "")) return [];
    const iban = ibanWithin(match[1] ?? "");
    return iban === null ? [] : [{ kind: "iban" as const, start: match.index, end: match.index + iban.length }];
  });
}

function spokenMails(text: string): Found[] {
  return [...text.matchAll(spokenPattern)].flatMap(({ 0: whole, index, groups = {} }) => {
    const host = groups["plain"] ?? groups["half"] ?? groups["dotted"] ?? "fr";
    return hasKnownDomain(host) ? [{ kind: "email" as const, start: index, end: index + whole.length }] : [];
  });
}

/** Where what may stand in a text does stand in it, in whatever capitals. */
function placesOf(text: string, words: readonly string[]): Pick<Found, "start" | "end">[] {
  const plain = text.toLowerCase();
  return words.flatMap((word) => {
    const places: Pick<Found, "start" | "end">[] = [];
    for (let at = plain.indexOf(word.toLowerCase()); at >= 0; at = plain.indexOf(word.toLowerCase(), at + 1))
      places.push({ start: at, end: at + word.length });
    return places;
  });
}

const overlaps = (a: Pick<Found, "start" | "end">, b: Pick<Found, "start" | "end">): boolean =>
  a.start < b.end && b.start < a.end;

/**
 * Phones, e-mail addresses and IBANs in a text, in order, never overlapping. `own` names what is meant to stand there: the
 * organisation's mailbox, the handles and platform ids of the notice. Numbers inside links belong to
 * addresses and are left alone, unless the link dials. What stands inside one of `own` (digits of a desk's reference) is left alone too.
 */
export function findThirdPartyData(text: string, own: readonly string[] = []): ThirdPartySpan[] {
  const folded = foldForms(text);
  const links = linkPlaces(folded);
  const ownPlaces = placesOf(
    text,
    own.filter((word) => word !== ""),
  );
  const kept: Found[] = [];
  for (const span of [
    ...ibans(folded),
    ...matches(folded, emailPattern, "email").filter((span) => !links.some((link) => overlaps(link, span))),
    ...spokenMails(folded),
    ...matches(folded, dialPattern, "phone"),
    ...matches(folded, phonePattern, "phone").filter((span) => !links.some((link) => overlaps(link, span))),
  ]) {
    if (ownPlaces.some((place) => place.start <= span.start && span.end <= place.end)) continue;
    if (!kept.some((other) => overlaps(other, span))) kept.push(span);
  }
  return kept.sort((a, b) => a.start - b.start).map((span) => ({ ...span, text: text.slice(span.start, span.end) }));
}

/** A span of any kind that a text can be masked by. */
export interface MaskableSpan extends Omit<ThirdPartySpan, "kind"> {
  readonly kind: ThirdPartyKind | "name";
}

const dot = "·";

function masked(span: MaskableSpan): string {
  if (span.kind === "name")
    return span.text.replace(/[\p{L}\p{N}\p{M}]+/gu, (part) => `${[...part][0] ?? ""}${dot.repeat(3)}`);
  if (span.kind === "email") return `${[...span.text][0] ?? ""}${dot.repeat(3)}@${dot.repeat(3)}`;
  const signs = [...span.text];
  const places = signs.flatMap((sign, index) => (/[\p{L}\p{N}]/u.test(sign) ? [index] : []));
  const shown = new Set([...places.slice(0, 2), ...places.slice(-2)]);
  return signs.map((sign, index) => (places.includes(index) && !shown.has(index) ? dot : sign)).join("");
}

/** The text with one span masked: its first and last two signs stay (of a name its initials), so that the author still knows which it was. */
export function maskSpan(text: string, span: MaskableSpan): string {
  return text.slice(0, span.start) + masked(span) + text.slice(span.end);
}

/** Masks all of them; positions of earlier ones stay true because it goes from the end. */
export function maskSpans(text: string, spans: readonly ThirdPartySpan[]): string {
  return [...spans].sort((a, b) => b.start - a.start).reduce(maskSpan, text);
}
