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
    ["snap : lou_v21 💋 | tg : @lou_vesper", ["snapchat lou_v21", "telegram lou_vesper"]],
    ["𝗦𝗻𝗮𝗽 : 𝐥𝐨𝐮_𝐯𝟐𝟏", ["snapchat lou_v21"]],
    ["Ⓢⓝⓐⓟ ⓛⓞⓤ_ⓥ②①", ["snapchat lou_v21"]],
    ["👻 lou.v21", ["snapchat lou.v21"]],
    ["👻: louvesper", ["snapchat louvesper"]],
    ["👻louvesper21", ["snapchat louvesper21"]],
    ["SC 👉🏻 louvesper", ["snapchat louvesper"]],
    ["Snap ➡️ louvesper", ["snapchat louvesper"]],
    ["snapchat → lou.v", ["snapchat lou.v"]],
    ["mon snap c’est louvesper", ["snapchat louvesper"]],
    ["mon snap est lou.v ajoute moi", ["snapchat lou.v"]],
    ["ajoute moi sur snap !", []],
    ["snap privé 20€", []],
    ["snap gratuit en DM", []],
    ["snap dispo", []],
    ["Snap sur demande", []],
    ["snap: sur demande", []],
    ["tg: t.me/lou_vesper", ["telegram lou_vesper"]],
    ["telegram @lou_vesper", ["telegram lou_vesper"]],
    ["Telegram : lou_vesper (pas de gratuit)", ["telegram lou_vesper"]],
    ["télégramme 👉 lou_vesper", ["telegram lou_vesper"]],
    ["tlgm @lou_vesper", ["telegram lou_vesper"]],
    ["✈️ @lou_vesper", ["telegram lou_vesper"]],
    ["WhatsApp: 06 12 34 56 78", ["whatsapp_phone +33612345678"]],
    ["wsp 06.12.34.56.78", ["whatsapp_phone +33612345678"]],
    ["whatsapp ➡️ +33 6 12 34 56 78", ["whatsapp_phone +33612345678"]],
    ["0️⃣6️⃣ 1️⃣2️⃣ 3️⃣4️⃣ 5️⃣6️⃣ 7️⃣8️⃣", ["phone +33612345678"]],
    ["06•12•34•56•78", ["phone +33612345678"]],
    ["06_12_34_56_78", ["phone +33612345678"]],
    ["𝟎𝟔 𝟏𝟐 𝟑𝟒 𝟓𝟔 𝟕𝟖", ["phone +33612345678"]],
    ["né le 01/02/2003, 20 ans", []],
    ["1 photo 10€, 10 photos 50€", []],
    ["100 abonnés 2023 2024", []],
    ["PayPal lou@exemple.fr", ["paypal_email lou@exemple.fr"]],
    ["PP : lou@exemple.fr", ["paypal_email lou@exemple.fr"]],
    ["Paypal entre proches lou[at]exemple.fr", ["paypal_email lou@exemple.fr"]],
    ["paypal: louvesper", ["paypal_me louvesper"]],
    ["PayPal.me/LouVesper", ["paypal_me louvesper"]],
    ["paypal accepté", []],
    ["Paypal, lydia, pcs", ["gift_card pcs"]],
    ["paypal uniquement", []],
    ["Paypal : oui", []],
    ["paypal ou virement", []],
    ["lydia : 06 12 34 56 78", ["payment_phone +33612345678"]],
    ["Lydia @lou.v", ["lydia_handle lou.v"]],
    ["revolut @louv21", ["revolut louv21"]],
    ["Revolut: revolut.me/louv21", ["revolut louv21"]],
    ["revtag @louv21", ["revolut louv21"]],
    ["CashApp $LouV", ["cash_app louv"]],
    ["cash app: $LouV", ["cash_app louv"]],
    ["$20 pour 5", []],
    ["$$$ money", []],
    ["A$AP Rocky", []],
    ["$USD", ["cash_app usd"]],
    ["Signal: lou.42", ["signal_username lou.42"]],
    ["signal lou.42", ["signal_username lou.42"]],
    ["me signaler ne sert à rien", []],
    ["Signal moi", []],
    ["BTC 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", ["bitcoin 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"]],
    ["ETH: 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ["ethereum 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"]],
    ["IBAN FR76 3000 6000 0112 3456 7890 189 BIC AGRIFRPP", ["iban FR7630006000011234567890189"]],
    [
      "J'accepte transcash, pcs, neosurf et paysafecard",
      ["gift_card transcash", "gift_card pcs", "gift_card neosurf", "gift_card paysafecard"],
    ],
    ["coupon PCS ou transcash", ["gift_card pcs", "gift_card transcash"]],
    ["carte cadeau Amazon/Zalando", ["gift_card amazon"]],
    ["Ma chanson sur Apple Music et Amazon Music", []],
    ["j'adore netflix and chill", []],
    ["code promo SHEIN", []],
    ["mes photos 👉 linktr.ee/louvesper", ["link https://linktr.ee/louvesper", "domain linktr.ee"]],
    ["bit.ly/3AbCdEf ← tout ici", ["link https://bit.ly/3AbCdEf", "domain bit.ly"]],
    ["wa.me/33612345678", ["whatsapp_phone +33612345678"]],
    ["https://wa.me/c/33612345678", ["whatsapp_phone +33612345678"]],
    ["mym.fans/louvesper", ["link https://mym.fans/louvesper", "domain mym.fans"]],
    ["J'ai 20.5 ans env. voilà.Merci", []],
    ["Paris.Lyon.Marseille", []],
    ["e.g. this", []],
    ["lou.vesper", []],
    ["rdv à 20h.Bisous", []],
    ["sgnl://signal.me/#p/+33612345678", ["signal_phone +33612345678"]],
    ["snapchat://add/louvesper", ["snapchat louvesper"]],
    ["insta: lou.v / snap: lou.v2", ["snapchat lou.v2"]],
    ["Snap:lou.v;TG:lou_ves", ["snapchat lou.v", "telegram lou_ves"]],
    ["snap\nlou.v", []],
    ["Mon tel c'est le 07 68 12 34 56 appelle", ["phone +33768123456"]],
    ["+1 (415) 555-2671", ["phone +14155552671"]],
    ["tva FR12345678901", []],
    ["siret 123 456 789 00012", []],
    ["2024-01-15 12:30", []],
    ["192.168.1.1", []],
    ["1234 5678 9012 3456", []],
    ["Wero 0612345678 Lou", ["payment_phone +33612345678"]],
    [
      "throne.com/louvesper amazon.fr/hz/wishlist/ls/2ABCDEF345GHI",
      ["throne louvesper", "amazon_wishlist 2ABCDEF345GHI"],
    ],
    ["leetchi.com/c/pour-lou-qM6Pq8", ["leetchi pour-lou-qM6Pq8"]],
  ])("%j holds %j", (text, expected) => {
    expect(seen(text)).toEqual(expected);
  });

  it("says where each value stands", () => {
    const text = "Coucou, snap: lou.vesper !";
    const [one] = recognise(text);
    expect(one && text.slice(one.start, one.end)).toBe("lou.vesper");
  });

  it("written in letters made for formulas, in keycaps or with marks that nobody sees holds the same, at its place", () => {
    const text = "✨ 𝗦𝗻𝗮𝗽 : 𝐥𝐨𝐮_𝐯𝟐𝟏 ✨ 0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣ ✨ t\u200B.me/lou\u200B_ves";
    expect(seen(text)).toEqual(["snapchat lou_v21", "phone +33612345678", "telegram lou_ves"]);
    expect(recognise(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "𝐥𝐨𝐮_𝐯𝟐𝟏",
      "0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8",
      "t\u200B.me/lou\u200B_ves",
    ]);
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

  it("are one text in other letters: bold, small capitals, Cyrillic look-alikes, struck through, cut by invisible marks", () => {
    const each = (change: (letter: string) => string): string => Array.from(template).map(change).join("");
    const capitals = Array.from("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ");
    const cyrillic = new Map(
      ["aа", "eе", "oо", "pр", "cс", "iі"].map((pair): [string, string] => [pair.charAt(0), pair.charAt(1)]),
    );
    for (const other of [
      each((one) => (/[a-z]/.test(one) ? String.fromCodePoint(0x1d41a + one.charCodeAt(0) - 97) : one)),
      each((one) => capitals["abcdefghijklmnopqrstuvwyz".indexOf(one.toLowerCase())] ?? one),
      each((one) => cyrillic.get(one) ?? one),
      each((one) => `${one}\u0336`),
      each((one) => `${one}\u200B`),
      template.replaceAll(" ", " 🔥 "),
    ]) {
      expect(near(template, other), other).toBe(1);
      expect(shareBand(template, other)).toBe(true);
    }
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
    expect(reasonOf("domain", "https://stripchat.com/lou")).toBe("platform");
    expect(reasonOf("domain", "https://telegra.ph/Lou-01-02")).toBe("mass_host");
    expect(reasonOf("link", "https://fr-fr.facebook.com/")).toBe("platform");
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
