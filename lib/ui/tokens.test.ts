import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const source = readFileSync(path.join(import.meta.dirname, "tokens.css"), "utf8");
const block = (selector: string): Map<string, string> => {
  const start = source.indexOf(`${selector} {`);
  const text = source.slice(start, source.indexOf("\n}", start));
  return new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6})/gi)].map(([, name = "", value = ""]) => [name, value]));
};
const light = block(":root");
const schemes = [
  ["light", light],
  ["dark", new Map([...light, ...block('[data-mantine-color-scheme="dark"]')])],
] as const;

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

const grounds = ["canvas", "surface", "subtle", "sunken", "raised", "accent-soft"];

describe.each(schemes)("colours (%s)", (_, tokens) => {
  const of = (name: string): string => tokens.get(name) ?? "#000000";
  const weakest = (text: string, backgrounds: readonly string[]): number =>
    Math.min(...backgrounds.map((ground) => contrast(of(text), of(ground))));

  it.each(["ink", "ink2", "ink3", "accent", "accent-hover"])("%s is readable on every ground", (text) => {
    expect(weakest(text, grounds)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["blue", "amber", "green", "red"])("%s is readable on its own soft ground and on panels", (tone) => {
    expect(weakest(tone, [`${tone}-soft`, "surface", "subtle", "canvas"])).toBeGreaterThanOrEqual(5.5);
  });

  it("frames of controls stand out", () => {
    expect(weakest("line-strong", ["surface", "subtle", "canvas"])).toBeGreaterThanOrEqual(3);
  });

  it("the main button's words are readable, at rest and under the pointer", () => {
    expect(weakest("on-accent", ["accent-fill", "accent-fill-hover"])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of("surface"), of("red"))).toBeGreaterThanOrEqual(4.5);
  });
});

describe("style sheets", () => {
  it("name colours and hold none, so that both schemes are decided in one place", () => {
    const root = path.resolve(import.meta.dirname, "../..");
    const sheets = ["app", "lib"].flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".css") && !file.endsWith("tokens.css"))
        .map((file) => path.join(folder, file)),
    );
    const holding = sheets.filter((file) =>
      /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i.test(readFileSync(path.join(root, file), "utf8")),
    );
    expect(holding).toEqual([]);
  });
});
