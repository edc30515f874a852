import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bandsOf, likeness, nearThreshold, shinglesOf } from "./bio-text";
import { commonReason } from "./common-values";
import { observableSubkinds } from "./observable";
import { isCanonical, parseObservable } from "./parse-observable";
import { proposalsIn } from "./proposals";
import { recognise } from "./recognise";

const seen = (text: string): string[] =>
  recognise(text).map(({ reading }) =>
    reading.ok
      ? `${reading.observable.subkind} ${reading.observable.canonical}`
      : `${reading.subkind}! ${reading.problem}`,
  );

describe("a pasted bio", () => {
  it.each([
    ["Dispo ce soir 🔥 snap : lou.vesper, tg @Lou_Vesper", ["snapchat lou.vesper", "telegram lou_vesper"]],
    [
      "Paiement PayPal : lou@exemple.fr ou wero 06 12 34 56 78",
      ["paypal_email lou@exemple.fr", "payment_phone +33612345678"],
    ],
    ["écris-moi à lou@exemple.fr", []],
    ["WhatsApp +33 6 12 34 56 78", ["whatsapp_phone +33612345678"]],
    ["FR14 2004 1010 0505 0001 3M02 606 merci", ["iban FR1420041010050500013M02606"]],
    ["t.me/+AbCdEfGhIjKlMnOp et paypal.me/Lou", ["telegram_invite AbCdEfGhIjKlMnOp", "paypal_me lou"]],
    ["carte cadeau Amazon ou PCS acceptées", ["gift_card amazon", "gift_card pcs"]],
    ["$LouVesper only, 50$ or $20", ["cash_app louvesper"]],
    ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", ["bitcoin! bitcoin_checksum"]],
    [
      "viens hxxps://x.rencontre[.]com/land?affid=1234 vite",
      [
        "link https://x.rencontre.com/land?affid=1234",
        "domain rencontre.com",
        "affiliate_id rencontre.com affiliate 1234",
      ],
    ],
    ["snap moi ce soir", []],
    ["", []],
  ])("%j holds %j", (text, expected) => {
    expect(seen(text)).toEqual(expected);
  });

  it("says where each value stands", () => {
    const text = "Coucou, snap: lou.vesper !";
    const [one] = recognise(text);
    expect(one && text.slice(one.start, one.end)).toBe("lou.vesper");
  });

  it("is kept without what could lead to a payee or a caller", () => {
    const reading = parseObservable(
      "bio_text",
      "Coucou c'est Lou, mes photos sont sur demande. PayPal : lou@exemple.fr, tél 06 12 34 56 78, paypal.me/LouVesper, FR14 2004 1010 0505 0001 3M02 606",
    );
    const kept = reading.ok ? reading.observable.canonical : "";
    expect(kept).toMatch(/^Coucou c'est Lou/);
    expect(kept).not.toMatch(/exemple|12 34|LouVesper|2004/);
    expect(reading.ok && isCanonical(reading.observable)).toBe(true);
  });
});

describe("near bios", () => {
  const template =
    "Salut c'est Léa 21 ans, nouvelle ici. Mes photos privées et vidéos en DM, paiement rapide, réponse immédiate 💋";
  const near = (a: string, b: string): number => likeness(shinglesOf(a), shinglesOf(b));
  const shareBand = (a: string, b: string): boolean => bandsOf(a).some((band) => bandsOf(b).includes(band));

  it("are one text with a name and an age changed, other accents, other signs, other capitals", () => {
    const other =
      "SALUT, c’est Zoé, 23 ans !! nouvelle ici — mes photos privees et videos en dm / paiement rapide / réponse immédiate";
    expect(near(template, other)).toBeGreaterThanOrEqual(nearThreshold);
    expect(shareBand(template, other)).toBe(true);
  });

  it("are two texts where they only speak of the same", () => {
    const other =
      "Créatrice de contenu depuis 2019, toutes mes photos sont sur ma page officielle. Pas de rencontre, pas de DM payants.";
    expect(near(template, other)).toBeLessThan(0.2);
    expect(shareBand(template, other)).toBe(false);
  });

  it("share a band in at least 94 of 100 pairs at the threshold, and in no more than 1 of 100 pairs that are unlike", () => {
    // Words of no language, drawn by a fixed rule.
    let state = 7;
    const draw = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const word = (): string => Array.from({ length: 4 + draw(6) }, () => String.fromCharCode(97 + draw(26))).join("");
    const words = (count: number): string[] => Array.from({ length: count }, word);
    let [close, closeFound, unlikeFound] = [0, 0, 0];
    for (let pair = 0; pair < 400; pair += 1) {
      const one = words(16);
      const changed = one.map((each, at) => (at === 3 || at === 10 ? word() : each));
      const score = near(one.join(" "), changed.join(" "));
      if (score >= nearThreshold && score < 0.75) {
        close += 1;
        if (shareBand(one.join(" "), changed.join(" "))) closeFound += 1;
      }
      if (shareBand(one.join(" "), words(16).join(" "))) unlikeFound += 1;
    }
    expect(close).toBeGreaterThan(100);
    expect(closeFound / close).toBeGreaterThanOrEqual(0.94);
    expect(unlikeFound / 400).toBeLessThanOrEqual(0.01);
  });
});

describe("values that everybody has", () => {
  const reasonOf = (subkind: Parameters<typeof parseObservable>[0], text: string) => {
    const reading = parseObservable(subkind, text);
    return reading.ok ? commonReason(reading.observable) : reading.problem;
  };
  it("tie nothing: a shortener's domain, a page of links, a service's front page, a brand, an empty parameter", () => {
    expect(reasonOf("domain", "bit.ly")).toBe("shortener");
    expect(reasonOf("domain", "linktr.ee")).toBe("link_hub");
    expect(reasonOf("link", "https://www.paypal.com/")).toBe("payment_service");
    expect(reasonOf("gift_card", "pcs")).toBe("brand");
    expect(reasonOf("affiliate_id", "rencontre.com affiliate 1")).toBe("no_value");
  });
  it("do not hide what is somebody's: a short link, one's own page of links, an id", () => {
    expect(reasonOf("link", "https://bit.ly/3xYz")).toBeNull();
    expect(reasonOf("link", "https://linktr.ee/lou")).toBeNull();
    expect(reasonOf("domain", "rencontre.com")).toBeNull();
    expect(reasonOf("affiliate_id", "rencontre.com affiliate 8812")).toBeNull();
  });
});

const folder = "../shared/fixtures";
describe.skipIf(!existsSync(folder))("any text of the fixtures", () => {
  it("is read as every kind and looked through without a throw, and what is found reads as itself", () => {
    const naughty = JSON.parse(readFileSync(`${folder}/text/naughty-strings/blns.json`, "utf8")) as string[];
    const urls = (JSON.parse(readFileSync(`${folder}/urls/urltestdata.json`, "utf8")) as unknown[]).flatMap((one) =>
      typeof one === "object" && one !== null && "input" in one ? [String(one.input)] : [],
    );
    expect(naughty.length + urls.length).toBeGreaterThan(800);
    for (const text of [...naughty, ...urls]) {
      for (const subkind of observableSubkinds) {
        const reading = parseObservable(subkind, text);
        if (reading.ok)
          expect([text, reading.observable.canonical, isCanonical(reading.observable)]).toEqual([
            text,
            reading.observable.canonical,
            true,
          ]);
      }
      recognise(`${text} snap: ${text}`);
      proposalsIn(text, null);
    }
  });

  it("takes no time to speak of at the largest size that is read", () => {
    const started = performance.now();
    for (const sign of ["a", "1", "@", "$", ".", "snap:", "0x", "bc1", "FR14 ", "é ", "http://", "+33 6 "])
      recognise(sign.repeat(10_000).slice(0, 10_000));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
