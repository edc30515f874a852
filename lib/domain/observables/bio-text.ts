import { findThirdPartyData } from "../notices/third-party-data";
import { stripInvisible, replaceLoneSurrogates } from "../addresses/clean-text";
import { found, isPrivate, type Reading, refused } from "./observable";
import { plainLetters } from "./plain-letters";
import { recognise } from "./recognise";

/**
 * When two bios are one text. Compared are the sets of their runs of five signs (shingles), after letters are made small, accents and
 * everything that is no letter and no digit are dropped: the share of both sets that they have in common (Jaccard). Five signs are
 * longer than the words that every bio has, and short enough that one changed word spoils only the runs around it.
 */
const shingleLength = 5;
/** Below this many runs two texts are alike by accident. */
const fewestShingles = 16;
/**
 * From here on two texts are one: of a hundred signs two words may have been changed (about 0.65), not three (about 0.5). Texts that
 * only speak of the same thing in the same language stay below 0.2.
 */
export const nearThreshold = 0.6;

/** 24 bands of 4: of pairs at the threshold 96 in 100 share a band, from 0.7 on 99.8; of unrelated ones (0.05) 1 in 6,000. */
export const bandCount = 24;
const bandRows = 4;

const shingleHash = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

/** The runs of a text, each as 32 bits. */
export function shinglesOf(text: string): Set<number> {
  const signs = [...plainLetters(text)];
  const shingles = new Set<number>();
  for (let at = 0; at + shingleLength <= signs.length; at += 1)
    shingles.add(shingleHash(signs.slice(at, at + shingleLength).join("")));
  return shingles;
}

/** What both have of all that either has. */
export function likeness(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const one of a) if (b.has(one)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** One of many orders of all 32-bit numbers: mixed so that every bit moves every other. */
function mixed(value: number, seed: number): number {
  let x = (value ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/**
 * The text's bands: numbers of which near texts share at least one, so that an index finds them. The least of each order over all runs
 * (MinHash), four orders a band. Empty where the text is too short to be compared.
 */
export function bandsOf(text: string): bigint[] {
  const shingles = [...shinglesOf(text)];
  if (shingles.length < fewestShingles) return [];
  return Array.from({ length: bandCount }, (_, band) => {
    let [high, low] = [shingleHash(`${String(band)}h`), shingleHash(`${String(band)}l`)];
    for (let row = 0; row < bandRows; row += 1) {
      let least = 0xffffffff;
      for (const shingle of shingles) least = Math.min(least, mixed(shingle, band * bandRows + row));
      high = mixed(high ^ least, row);
      low = mixed((low + least) >>> 0, row + 101);
    }
    return BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
  });
}

/** Of overlapping spans the one that begins first. */
function apart<Span extends { start: number; end: number }>(spans: Span[]): Span[] {
  let end = -1;
  return [...spans]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((span) => {
      if (span.start < end) return false;
      end = span.end;
      return true;
    });
}

/** The text without what could lead to a payee or a caller: a bio is kept in clear, those are not. */
function withoutPrivate(text: string): string {
  const spans = apart([
    ...recognise(text).flatMap(({ start, end, reading }) => {
      const subkind = reading.ok ? reading.observable.subkind : reading.subkind;
      return isPrivate(subkind) ? [{ start, end, word: subkind.replaceAll("_", " ") }] : [];
    }),
    ...findThirdPartyData(text).map(({ start, end, kind }) => ({ start, end, word: kind })),
  ]);
  return spans.reduceRight((rest, { start, end, word }) => `${rest.slice(0, start)}[${word}]${rest.slice(end)}`, text);
}

/** What is taken out may have stood before something that was no word of its own until then. */
function withoutAnyPrivate(text: string): string {
  let kept = text;
  for (let round = 0; round < 4; round += 1) {
    const next = withoutPrivate(kept);
    if (next === kept) return kept;
    kept = next;
  }
  return kept;
}

/** A bio as it is kept: one spelling, no invisible signs, nothing private. */
export function readBio(text: string): Reading {
  const plain = replaceLoneSurrogates(stripInvisible(text))
    .normalize("NFC")
    .replace(/[^\S\n]+/gu, " ")
    .replace(/ ?\n[ \n]*/gu, "\n")
    .trim();
  if (plain === "") return refused("bio_text", "empty");
  if ([...plain].length > 2000) return refused("bio_text", "too_long");
  const kept = withoutAnyPrivate(plain);
  if (bandsOf(kept).length === 0) return refused("bio_text", "too_short_to_compare");
  return found("bio_text", kept);
}
