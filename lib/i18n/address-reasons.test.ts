import { describe, expect, it } from "vitest";
import { addressReasons } from "@/lib/domain/addresses/address";
import { loadMessages } from "./load-messages";
import { locales } from "./locales";

describe("the reasons of addresses", () => {
  it.each(locales)("each have a sentence of cause and one of remedy (%s)", async (locale) => {
    const sentences = (await loadMessages(locale)).address.reason;
    expect(Object.keys(sentences).sort()).toEqual([...addressReasons].sort());
    expect(Object.entries(sentences).filter(([, text]) => !/\. \p{Lu}.*\.$/su.test(text))).toEqual([]);
  });
});
