import { describe, expect, it } from "vitest";
import { acceptedLocale, chooseLocale, knownTimeZone } from "./locales";

describe("chooseLocale", () => {
  it("takes the device's choice, then the account's, then what the browser asks for, then English", () => {
    expect(chooseLocale({ cookie: "fr", setting: "en", acceptLanguage: "en" })).toBe("fr");
    expect(chooseLocale({ setting: "fr", acceptLanguage: "en" })).toBe("fr");
    expect(chooseLocale({ acceptLanguage: "fr-CA" })).toBe("fr");
    expect(chooseLocale({})).toBe("en");
  });

  it("ignores a cookie or a setting that is no language of ours", () => {
    expect(chooseLocale({ cookie: "../../etc", setting: "xx", acceptLanguage: "fr" })).toBe("fr");
  });
});

describe("acceptedLocale", () => {
  it.each([
    ["de, fr;q=0.8, en;q=0.9", "en"],
    ["de-AT, fr", "fr"],
    ["en;q=0, fr;q=0.1", "fr"],
    ["FR-fr", "fr"],
    ["*", undefined],
    ["", undefined],
    [",;q=,;;q=x,fr", "fr"],
  ])("reads %j as %s", (header, expected) => {
    expect(acceptedLocale(header)).toBe(expected);
  });

  it("stays quick on a header made to be slow", () => {
    expect(acceptedLocale(`${"a;".repeat(500_000)}fr`)).toBeUndefined();
  });
});

describe("knownTimeZone", () => {
  it("keeps a zone and drops everything else a cookie may hold", () => {
    expect(knownTimeZone("Europe/Paris")).toBe("Europe/Paris");
    expect(knownTimeZone("Mars/Olympus")).toBeUndefined();
    expect(knownTimeZone("<script>")).toBeUndefined();
    expect(knownTimeZone(undefined)).toBeUndefined();
  });
});
