import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { innerLink, unwrapLink } from "../addresses/unwrap-link";
import { findingsOf } from "./findings";
import { identifyingParts } from "./identifying";
import { landingDomainOf } from "./landing-domain";
import { readPage, readRefresh } from "./meta-refresh";
import { nextStep } from "./next-step";
import { observablesOf } from "./observables";
import { parameterKindOf, parametersOf } from "./parameters";
import { readLink } from "./read-link";
import { isProbableShortener } from "./shortener-check";
import type { Hop } from "./trace";

const inner = "https://landing.example/a?b=1";
const packed = encodeURIComponent(inner);

describe("a wrapped link", () => {
  it.each([
    `https://l.facebook.com/l.php?u=${packed}&h=AT0`,
    `http://lm.facebook.com/l.php?h=AT0&amp;u=${packed}`,
    `https://l.instagram.com/?u=${packed}&e=AT1`,
    `https://www.instagram.com/linkshim/?u=${packed}`,
    `https://www.google.fr/url?sa=t&url=${packed}&usg=x`,
    `https://www.google.com/aclk?sa=L&adurl=${packed}`,
    `https://www.youtube.com/redirect?event=channel_description&q=${packed}`,
    `https://href.li/?${inner}`,
    `https://vk.com/away.php?to=${packed}`,
    `https://steamcommunity.com/linkfilter/?url=${packed}`,
    `https://out.reddit.com/t3_x?url=${packed}&token=y`,
    `https://t.umblr.com/redirect?z=${packed}&t=x`,
    `https://slack-redir.net/link?url=${packed}`,
    `https://eur01.safelinks.protection.outlook.com/?url=${packed}&data=05`,
    `https://urldefense.proofpoint.com/v2/url?u=${packed.replaceAll("_", "_5F").replaceAll("%2F", "_").replaceAll("%", "-")}&d=Dw`,
    `https://urldefense.com/v3/__https://landing.example/a?b=1__;!!abc!def$`,
    `https://urldefense.us/v3/__https://landing.example/a*b=1__;Pw!!abc!def$`,
    `https://linkprotect.cudasvc.com/url?a=${packed}&c=E,1`,
    `https://secure-web.cisco.com/1abc/${packed}`,
    `https://click.redditmail.com/CL0/${encodeURIComponent(inner).replaceAll("%3A", ":")}/1/0100/x=1`,
    `https://link.zhihu.com/?target=${packed}`,
    `https://www.tiktok.com/link/v2?aid=1988&target=${packed}`,
    `https://lnk.bio/go?d=${packed}&hash=1`,
    `https://linkvertise.com/1/x/dynamic?r=${Buffer.from(inner).toString("base64url")}`,
    `https://prf.hn/click/camref:1/destination:${packed}`,
    `https://example.sjv.io/c/1/2/3?u=${packed}`,
    `https://l.facebook.com/l.php?u=${encodeURIComponent(`https://www.google.com/url?q=${packed}`)}`,
  ])("is read without asking anybody: %s", (link) => expect(unwrapLink(link)).toBe(inner));

  it("fills in what a mail filter packed apart, runs of it too", () => {
    const bytes = Buffer.from("?&é").toString("base64url");
    expect(unwrapLink(`https://urldefense.com/v3/__https://a.example/x*b=1*c=*__;${bytes}!!k!t$`)).toBe(
      "https://a.example/x?b=1&c=%C3%A9",
    );
    const run = Buffer.from("???").toString("base64url");
    expect(unwrapLink(`https://urldefense.com/v3/__https://a.example/x**B__;${run}!!k!t$`)).toBe(
      "https://a.example/x???",
    );
  });

  it.each([
    "https://landing.example/?url=https://other.example/",
    "https://www.google.com/search?q=https://a.example/",
    "mailto:a@b.example",
    "",
  ])("is none, and is left as it is: %s", (link) => expect(innerLink(link)).toBeNull());

  it("that wraps itself for ever comes to an end", () => {
    const loop = "https://href.li/?https://href.li/?";
    expect(typeof unwrapLink(loop.repeat(50))).toBe("string");
  });
});

describe("text of any kind", () => {
  const urls = fixture("urls");
  const naughty = fixture("text/naughty-strings/blns.json");
  const stringsIn = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    if (Array.isArray(value)) return value.flatMap(stringsIn);
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
  };
  it.skipIf(urls === undefined || naughty === undefined)(
    "is read and never thrown over (skipped without the shared fixtures)",
    () => {
      const files = readdirSync(urls ?? "").filter((name) => name.endsWith(".json"));
      const strings = [...files.map((name) => path.join(urls ?? "", name)), naughty ?? ""].flatMap((file) =>
        stringsIn(JSON.parse(readFileSync(file, "utf8"))),
      );
      expect(strings.length).toBeGreaterThan(5000);
      const answer = { status: 200, refresh: null, html: "" };
      for (const text of strings) {
        for (const link of [
          text,
          readLink(text) ?? "",
          `https://l.facebook.com/l.php?u=${text}`,
          `https://urldefense.com/v3/__${text}__;!!`,
        ]) {
          innerLink(link);
          parametersOf(link);
          identifyingParts(link);
          landingDomainOf(link);
          nextStep({ ...answer, location: text }, "https://a.example/");
        }
        isProbableShortener(text);
        nextStep(
          {
            ...answer,
            location: null,
            refresh: text,
            html: `<meta http-equiv=refresh content="0;url=${text}"><a ${text}`,
          },
          "https://a.example/",
        );
      }
    },
    60_000,
  );

  it("is read in time that grows no faster than the text, whatever it repeats", () => {
    for (const piece of [
      "<",
      "<a ",
      "<!--",
      "<meta ",
      "<script>location",
      '<a b="',
      "<a b='",
      "&#",
      "<base href=",
      " ",
      "location ",
      "window.",
      "window . ",
      ...[
        "</",
        "</a ",
        "</a b='",
        "<!",
        "<!--!",
        "<script></scriptx",
        "<title></titl",
        "window.open(",
        "<?",
        "<p onload='",
      ],
    ]) {
      const begun = performance.now();
      readPage(piece.repeat(Math.floor(262_144 / piece.length)));
      readPage(`<script>${piece.repeat(Math.floor(262_144 / piece.length))}</script>`);
      expect(performance.now() - begun, piece).toBeLessThan(2000);
    }
  }, 60_000);
});

describe("where a page says that it moves on", () => {
  const to = (html: string) => readPage(html).refresh?.url ?? null;
  it.each([
    [`<meta http-equiv="refresh" content="0; url=/x">`, "/x"],
    [`<META CONTENT=0;URL=/x HTTP-EQUIV=REFRESH>`, "/x"],
    [`<meta content='5,  uRl = "/x" rest' http-equiv=' Refresh '/>`, "/x"],
    [`<meta http-equiv=refresh content="0;/x">`, "/x"],
    [`<meta http-equiv=refresh content="0.5 /x">`, "/x"],
    [
      `<meta\nhttp-equiv\n=\nrefresh\ncontent\n=\n"1;url=&#104;&#x74;tp&colon;//a.example/?a=1&amp;b=2"\n>`,
      "http://a.example/?a=1&b=2",
    ],
    [`<noscript><meta http-equiv=refresh content="0;url=/x"></noscript>`, "/x"],
    [`<body><p>late</p><meta http-equiv=refresh content="0;url=/x">`, "/x"],
    [`<!--><meta http-equiv=refresh content="0;url=/x">`, "/x"],
    [`<meta http-equiv=refresh http-equiv=none content="0;url=/x">`, "/x"],
  ])("%s", (html, url) => expect(to(html)).toBe(url));

  it.each([
    `<!-- <meta http-equiv=refresh content="0;url=/x"> -->`,
    `<script>"<meta http-equiv=refresh content='0;url=/x'>"</script>`,
    `<textarea><meta http-equiv=refresh content="0;url=/x"></textarea>`,
    `<template><meta http-equiv=refresh content="0;url=/x"></template>`,
    `<meta name=refresh content="0;url=/x">`,
    `<meta http-equiv=refresh content="0;url=/x`,
    `<meta http-equiv=refresh content="soon;url=/x">`,
    `<p title='<meta http-equiv=refresh content="0;url=/x">'>`,
  ])("not here: %s", (html) => expect(to(html)).toBeNull());

  it("is told from a script that would move it, which is noted and no more", () => {
    for (const script of [
      `location = "/x"`,
      `window.location.href='/x'`,
      `top.location.replace("/x")`,
      `document.location.assign(u)`,
      `self["location"] = "/x"`,
    ])
      expect(readPage(`<script>${script}</script>`), script).toMatchObject({ isByScript: true, refresh: null });
    for (const script of [`if (location == "/x") {}`, `var mylocation = 1`, `x.location_id = 2`, `read(location.href)`])
      expect(readPage(`<script>${script}</script>`).isByScript, script).toBe(false);
  });

  it("counts seconds as browsers do", () => {
    expect(readRefresh("10; url=x")?.delaySeconds).toBe(10);
    expect(readRefresh(".5; url=x")?.delaySeconds).toBe(0);
    expect(readRefresh("x")).toBeNull();
  });
});

describe("what a chain says", () => {
  const hop = (url: string, how: Hop["how"] = "http", status: number | null = 302): Hop => ({
    ...{ url, how, status, address: "93.184.215.14", at: "2026-01-01T00:00:00.000Z" },
    ...{ milliseconds: 1, cookiesRefused: 0, notes: [] },
  });
  const chain = [
    hop("https://bit.ly/3xQz", "asked"),
    hop("https://go.tracker.co.uk/click?aff_id=77&clickid=abc123def"),
    hop("https://lou.blogspot.com/join?utm_campaign=summer&sub1=77#?s2=9", "http", 200),
  ];

  it("is who is paid, by which click, in which campaign; each once, of every address of the chain", () => {
    const found = findingsOf(chain, chain[2]?.url ?? null);
    expect(found.parameters.map(({ name, kind }) => [name, kind])).toEqual([
      ["aff_id", "affiliate"],
      ["clickid", "click_id"],
      ["utm_campaign", "campaign"],
      ["sub1", "affiliate"],
      ["s2", "affiliate"],
    ]);
    expect(found).toMatchObject({
      landingDomain: "lou.blogspot.com",
      shorteners: ["https://bit.ly/3xQz"],
      domainCount: 3,
    });
  });

  it("ties by the link, the shortener, the affiliate and the landing domain; by the payee where it leads to one, and not by the payee's service", () => {
    const kept = observablesOf({ hops: chain, final: chain[2]?.url ?? null }).map(({ subkind, canonical }) => [
      subkind,
      canonical,
    ]);
    expect(kept).toContainEqual(["domain", "lou.blogspot.com"]);
    expect(kept).toContainEqual(["link", "https://bit.ly/3xQz"]);
    expect(kept).toContainEqual(["affiliate_id", "tracker.co.uk affiliate 77"]);
    const paying = [hop("https://paypal.me/somebody", "asked", 200)];
    expect(
      observablesOf({ hops: paying, final: "https://paypal.me/somebody" }).map(({ subkind, canonical }) => [
        subkind,
        canonical,
      ]),
    ).toEqual([["paypal_me", "somebody"]]);
  });

  it.each([
    ["https://www.example.co.uk/x", "example.co.uk"],
    ["https://a.b.github.io/", "b.github.io"],
    ["https://xn--bcher-kva.example/", "xn--bcher-kva.example"],
    ["http://93.184.215.14/", "93.184.215.14"],
    ["mailto:a@b.example", null],
  ])("%s lands on %s", (url, domain) => expect(landingDomainOf(url)).toBe(domain));

  it.each(["id", "page", "q", "lang", "v", "name"])("a parameter that says nothing of it is left out: %s", (name) =>
    expect(parameterKindOf(name)).toBeNull(),
  );
});

describe("a link that may name its reader", () => {
  it.each([
    ["https://a.example/u/kJ8sQz91LmXw04TtBv", "token"],
    ["https://a.example/9f86d081884c7d659a2feaa0c55ad015", "token"],
    ["https://a.example/?x=550e8400-e29b-41d4-a716-446655440000", "token"],
    ["https://a.example/?uid=84f7c1", "token"],
    ["https://kj8sqz91lmxw04ttbv.a.example/", "token"],
    ["https://a.example/?e=lou%40example.org", "email"],
    ["https://a.example/?fbclid=IwAR0aBcDeFg", "click_id"],
  ])("%s (%s)", (link, part) => expect(identifyingParts(link)).toContain(part));

  it.each([
    "https://a.example/",
    "https://bit.ly/3xQz9",
    "https://a.example/how-to-recognise-a-fake-account-in-seven-steps",
    "https://a.example/wp-content/uploads/2024/05/photo-12345678.jpg",
    "https://a.example/@lou_vesper",
    "https://x.com/lou/status/1790000000000000000",
    "https://a.example/?page=2&lang=fr&utm_source=instagram",
  ])("not %s", (link) => expect(identifyingParts(link)).toEqual([]));
});

it.each([
  ["  hxxps://bit[.]ly/abc ", "https://bit.ly/abc"],
  ["bit.ly/abc", "https://bit.ly/abc"],
  ["<https://a.example/?a=1&amp;b=2>", "https://a.example/?a=1&b=2"],
  ["a.example:8080/x", "https://a.example:8080/x"],
  ["https://bücher.example/", "https://xn--bcher-kva.example/"],
  ["javascript:alert(1)", "javascript:alert(1)"],
  ["two words", null],
  ["", null],
])("a link is read as people paste it: %s", (text, link) => expect(readLink(text)).toBe(link));
