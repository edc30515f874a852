import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { parseAddress, parseLines, unwrapLink } from "./parse-address";

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const urls = fixture("urls");
const naughty = fixture("text/naughty-strings/blns.json");

describe.skipIf(urls === undefined)("the URL standard's tests (skipped without the shared fixtures)", () => {
  const stringsIn = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    if (Array.isArray(value)) return value.flatMap(stringsIn);
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
  };
  const files = (urls === undefined ? [] : readdirSync(urls)).filter((file) => file.endsWith(".json"));
  const strings = files.flatMap((file) => stringsIn(readJson(path.join(urls ?? "", file))));

  it("never throws, whatever the text", () => {
    const readAll = (): void => {
      for (const text of strings) {
        parseAddress(text);
        parseAddress(`https://${text}/lou`);
        parseLines(text, { platform: "youtube" });
        unwrapLink(text);
      }
    };
    expect(readAll).not.toThrow();
    expect(strings.length).toBeGreaterThan(5_000);
  }, 60_000);

  it("gives a web page the address that the standard gives it", () => {
    const inputs = strings.filter((text) => /^https?:\/\/[^\s<>"«»“”„‟]+$/i.test(text));
    const different = inputs.filter((text) => {
      const found = parseAddress(text);
      if (found.platform !== "web" || found.kind !== "profile") return false;
      const standard = new URL(text);
      standard.username = "";
      standard.password = "";
      if (!/^#!?\//.test(standard.hash)) standard.hash = "";
      // An empty query or fragment makes no other page.
      return found.profileUrl !== standard.href.replace(/[?#]+$/, "");
    });
    expect(different).toEqual([]);
    expect(inputs.length).toBeGreaterThan(300);
  });

  it("takes nothing that the standard refuses", () => {
    const accepted = strings.filter(
      (text) => /^https?:\/\/\S+$/i.test(text) && !URL.canParse(text) && parseAddress(text).kind === "profile",
    );
    expect(accepted).toEqual([]);
  });
});

describe.skipIf(naughty === undefined)("naughty strings (skipped without the shared fixtures)", () => {
  it("never throws, alone, as a path or as a handle", () => {
    const strings = naughty === undefined ? [] : (readJson(naughty) as string[]);
    const readAll = (): void => {
      for (const text of strings) {
        for (const whole of [text, `https://x.com/${text}`, `insta : @${text}`, `${text}@mastodon.social`]) {
          parseAddress(whole);
          parseLines(whole, { platform: "tiktok" });
        }
      }
    };
    expect(readAll).not.toThrow();
    expect(strings.length).toBeGreaterThan(400);
  }, 60_000);
});
