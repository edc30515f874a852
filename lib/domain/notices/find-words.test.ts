import { describe, expect, test } from "vitest";
import { findWords } from "./find-words";

const found = (text: string, ...words: string[]) =>
  findWords(text, words).map(({ start, end }) => text.slice(start, end));

describe("names in a text", () => {
  test.each([
    ["Signed by Elodie Martin.", "Élodie Martin", ["Elodie Martin"]],
    ["ÉLODIE  MARTIN-ROY wrote", "élodie martin roy", ["ÉLODIE  MARTIN-ROY"]],
    ["E\u0301lodie said", "Élodie", ["E\u0301lodie"]],
    ["the page of luna.fake_", "luna_fake", ["luna.fake"]],
    ["Jean, Jeanne and jean", "Jean", ["Jean", "jean"]],
  ])("%s: %s", (text, word, expected) => expect(found(text, word)).toEqual(expected));

  test("are not found inside longer words, nor where their parts are apart", () => {
    expect(found("Martinique, Martins", "Martin")).toEqual([]);
    expect(found("Élodie then Martin", "Élodie Martin")).toEqual([]);
  });

  test("that hold no letter find nothing, and a long text is looked through at once", () => {
    expect(found("… ! ?", "…", "")).toEqual([]);
    const began = performance.now();
    expect(found("a ".repeat(20_000), "a a a b", "zz")).toEqual([]);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
