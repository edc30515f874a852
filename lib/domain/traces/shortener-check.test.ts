import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fixture } from "@/lib/testing/fixtures";
import { isShortener } from "../addresses/shorteners";
import { actedAsShortener, isProbableShortener } from "./shortener-check";
import type { Hop } from "./trace";

const hop = (url: string, how: Hop["how"] = "http"): Hop => ({
  ...{ url, how, status: 302, address: "93.184.215.14", at: "2026-01-01T00:00:00.000Z" },
  ...{ milliseconds: 1, cookiesRefused: 0, notes: [] },
});

describe("a shortener", () => {
  it.each([
    "bit.ly",
    "www.tinyurl.com",
    "surl.li",
    "t1p.de",
    "aka.ms",
    "grabify.link",
    "2no.co",
    "ay.gy",
    "x.page.link",
    "py.pl",
  ])("is known: %s", (host) => expect(isShortener(host)).toBe(true));

  it.each(["x7q.co", "bzz.to", "q3.gg"])("may be guessed by its name, and is not called known: %s", (host) => {
    expect([isProbableShortener(host), isShortener(host)]).toEqual([true, false]);
  });

  it.each(
    "t.me wa.me kik.me x.com linktr.ee lnk.bio bio.link paypal.me cash.app ibb.co zoom.us lci.fr w3.org exemple.fr rencontre.com lou.to.example".split(
      " ",
    ),
  )("is not guessed where a name is known for something else, or is as long as names are: %s", (host) =>
    expect([isProbableShortener(host), isShortener(host)]).toEqual([false, false]),
  );

  it("is told by what it did, on a name that is known for nothing; a page that stays, or goes on within its own domain, is none", () => {
    const landing = hop("https://rencontre.com/x");
    expect(actedAsShortener(hop("https://zorglub.co/aB3x"), landing)).toBe(true);
    expect(actedAsShortener(hop("https://zorglub.co/aB3x"), undefined)).toBe(false);
    expect(actedAsShortener(hop("https://zorglub.co/aB3x"), hop("https://www.zorglub.co/page"))).toBe(false);
    expect(actedAsShortener(hop("https://une-tres-longue-maison.example/aB3x"), landing)).toBe(false);
    expect(actedAsShortener(hop("https://zorglub.co/aB3x"), hop("https://rencontre.com/x", "meta"))).toBe(false);
  });
});

const list = fixture("domains/url-shorteners/list.txt");
const sites = fixture("profile-urls/sherlock/data.json");
describe.skipIf(list === undefined || sites === undefined)(
  "of a public list of shorteners (skipped without the shared fixtures)",
  () => {
    const names = readFileSync(list ?? "/dev/null", "utf8")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("#"));
    const data = JSON.parse(sites === undefined ? "{}" : readFileSync(sites, "utf8")) as Record<
      string,
      { urlMain?: string }
    >;
    const hosts = Object.values(data).flatMap(({ urlMain }) =>
      urlMain === undefined ? [] : [new URL(urlMain).hostname],
    );
    const share = (all: readonly string[], is: (host: string) => boolean): number => all.filter(is).length / all.length;

    it("one in seven is known by name, and no well-known site is called one", () => {
      expect(names.length).toBeGreaterThan(1400);
      expect(share(names, isShortener)).toBeGreaterThan(0.145);
      expect(hosts.filter((host) => isShortener(host))).toEqual([]);
    });

    it("more than half are guessed by their names, and one well-known site in twenty-five", () => {
      expect(share(names, isProbableShortener)).toBeGreaterThan(0.53);
      expect(share(hosts, isProbableShortener)).toBeLessThan(0.04);
    });
  },
);
