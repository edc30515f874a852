import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { type MessageShape, readMessage } from "@/lib/testing/read-message";
import { clientMessages, loadMessages, namespaces, serverNamespaces } from "./load-messages";
import { locales } from "./locales";

const root = path.resolve(import.meta.dirname, "../..");
const filesOf = (locale: string): string[] =>
  readdirSync(path.join(import.meta.dirname, "messages", locale))
    .map((file) => file.replace(/\.json$/, ""))
    .sort();

function textsOf(tree: unknown, prefix = ""): [string, string][] {
  if (typeof tree === "string") return [[prefix, tree]];
  if (typeof tree !== "object" || tree === null) return [[prefix, ""]];
  return Object.entries(tree).flatMap(([key, value]) => textsOf(value, prefix === "" ? key : `${prefix}.${key}`));
}

/** A language may decline by a number that another only prints; names, dates and tags are the same. */
const asked = ({ placeholders, tags }: MessageShape): string =>
  [...placeholders.map((placeholder) => placeholder.replace(/:(?!date$).*/, "")), ...tags.map((tag) => `<${tag}>`)]
    .filter((name, index, all) => all.indexOf(name) === index)
    .join(" ");

const french = textsOf(await loadMessages("fr"));
const english = textsOf(await loadMessages("en"));
const inEnglish = new Map(english);

function sourcesUnder(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(folder, file));
}

describe("messages", () => {
  it("are listed: every file of a folder is a namespace, in both languages", () => {
    expect(filesOf("en")).toEqual([...namespaces].sort());
    expect(filesOf("fr")).toEqual(filesOf("en"));
  });

  it("have the same keys in both languages", () => {
    expect(french.map(([key]) => key).sort()).toEqual(english.map(([key]) => key).sort());
  });

  it("are never empty", () => {
    expect([...french, ...english].filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
  });

  it("ask for the same placeholders and tags in both languages", () => {
    const differing = french.flatMap(([key, text]) => {
      const [here, there] = [text, inEnglish.get(key) ?? ""].map((message) => asked(readMessage(message)));
      return here === there ? [] : [{ key, fr: here, en: there }];
    });
    expect(differing).toEqual([]);
  });

  it.each(locales)("can all be printed (%s)", async (locale) => {
    const faults: string[] = [];
    const messages = await loadMessages(locale);
    const translate = createTranslator({
      locale,
      messages,
      timeZone: "UTC",
      onError: (error) => faults.push(error.message),
    });
    const print = (key: string, values: object) =>
      (translate.markup as (key: string, values: object) => string)(key, values);
    for (const [key, text] of locale === "fr" ? french : english) {
      const { placeholders, tags, fault } = readMessage(text);
      if (fault !== null) faults.push(`${key}: ${fault}`);
      const values = placeholders.map((placeholder): [string, unknown] => {
        const [name = "", kind] = placeholder.split(":");
        if (kind === "date") return [name, new Date(0)];
        return [name, kind === "text" || kind === "select" ? "x" : 2];
      });
      const wrap = tags.map((tag): [string, unknown] => [tag, (chunks: string) => chunks]);
      print(key, Object.fromEntries<unknown>([...values, ...wrap]));
    }
    expect(faults).toEqual([]);
  });

  it("are written with French care: curved apostrophes, no line broken before a high mark", () => {
    const careless = french.filter(([, text]) => /\p{L}'\p{L}| [?!;»]|« | :(?= |$)/u.test(text));
    expect(careless).toEqual([]);
  });

  it("reach the browser unless only the server prints them, and no client component asks for those", () => {
    const sent = Object.keys(clientMessages(Object.fromEntries(english) as never));
    expect(sent.length).toBeGreaterThan(0);
    const asking = [...sourcesUnder("app"), ...sourcesUnder("lib")].filter((file) => {
      const source = readFileSync(path.join(root, file), "utf8");
      return (
        source.startsWith('"use client";') &&
        serverNamespaces.some((name) => source.includes(`useTranslations("${name}`))
      );
    });
    expect(asking).toEqual([]);
  });
});
