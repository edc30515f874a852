import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { platforms } from "./platforms";

interface Named {
  readonly platform: PlatformId;
  /** Also an ordinary word. */
  readonly isShy: boolean;
}

const words = new Map<string, Named>();
for (const { id, words: plain, shyWords = [] } of Object.values(platforms)) {
  for (const word of plain) words.set(word, { platform: id, isShy: false });
  for (const word of shyWords) words.set(word, { platform: id, isShy: true });
}

/** Lower case, without accents and without the French elision in front ("l'insta"). */
export const plainWord = (word: string): string =>
  word
    .replace(/^(?:l|d|s|m|t|n|c|j|qu)['’]/i, "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

export const platformNamed = (word: string): Named | null => words.get(plainWord(word)) ?? null;

/** "X/Twitter", "insta/tiktok": all of them, or none when a part is not a platform. */
export function platformsNamed(word: string): readonly Named[] {
  const parts = word.split("/");
  const named = parts.map(platformNamed);
  return named.every((one) => one !== null) ? named : [];
}
