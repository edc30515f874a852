import { hasKnownDomain } from "../addresses/top-level-domains";
import { refang, trimWord } from "../addresses/clean-text";
import { findThirdPartyData } from "../notices/third-party-data";
import { readBitcoin, readEthereum, readIban } from "./bank-accounts";
import { readSignalName, readSnapchat, readTelegram } from "./contacts";
import { readGiftCard } from "./gift-cards";
import { affiliateIdsOf, readDomain, readLink } from "./links";
import type { ObservableSubkind, Reading } from "./observable";
import { readPaypalEmail, readServiceHandle } from "./payments";
import { readPhone } from "./phones";
import { plainText } from "./plain-value";

/** Something found in a text, and where: positions in UTF-16 units, as the browser counts. */
export interface Recognised {
  readonly start: number;
  readonly end: number;
  readonly reading: Reading;
  /** Read out of another value at the same place: a link's domain, its affiliate id. */
  readonly isDerived: boolean;
}

const longest = 10_000;
const atMost = 200;

type Span = Pick<Recognised, "start" | "end">;
const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Words that announce what follows; the last one before a value in its line counts. */
const announcers: readonly (readonly [RegExp, string])[] = [
  [/what['’]?s ?app|whats|\bwa\b|\bwhp\b|\bwsp\b/giu, "whatsapp"],
  [/t[ée]l[ée]gram(?:me)?|\bt(?:e?le?gr?m?|g)\b|✈(?=\s*@)/giu, "telegram"],
  [/snap(?:chat)?|👻|\bsc\b/giu, "snapchat"],
  [/\bsignal\b/giu, "signal"],
  [/pay ?pal|\bpp\b/giu, "paypal"],
  [/\bwero\b|paylib/giu, "wero"],
  [/\blydia\b|sumeria/giu, "lydia"],
  [/revolut|\brev ?tag\b/giu, "revolut"],
  [/cash ?app|cash ?tag/giu, "cash"],
];

interface Announced {
  readonly word: string;
  readonly end: number;
}

function announcedIn(text: string): Announced[] {
  return announcers
    .flatMap(([pattern, word]) =>
      [...text.matchAll(pattern)].map((match) => ({ word, end: match.index + match[0].length })),
    )
    .sort((a, b) => a.end - b.end);
}

/** The announcing word nearest before a place, in the same line and within forty signs. */
function announcerOf(text: string, all: readonly Announced[], start: number): string | null {
  const near = all.findLast(({ end }) => end <= start && start - end <= 40);
  return near === undefined || text.slice(near.end, start).includes("\n") ? null : near.word;
}

const phoneSubkinds = {
  whatsapp: "whatsapp_phone",
  telegram: "telegram_phone",
  signal: "signal_phone",
  wero: "payment_phone",
  lydia: "payment_phone",
  paypal: "payment_phone",
  revolut: "payment_phone",
  cash: "payment_phone",
} as const satisfies Record<string, ObservableSubkind>;

const handleReaders: Readonly<Record<string, (text: string) => Reading>> = {
  telegram: readTelegram,
  snapchat: readSnapchat,
  signal: readSignalName,
  lydia: (text) => readServiceHandle("lydia_handle", text),
  revolut: (text) => readServiceHandle("revolut", text),
  cash: (text) => readServiceHandle("cash_app", text),
  paypal: (text) => readServiceHandle("paypal_me", text),
};

const one = (start: number, end: number, reading: Reading, isDerived = false): Recognised => ({
  start,
  end,
  reading,
  isDerived,
});

/** Words of a text that are links, with or without their scheme, and what they lead to. */
function linksIn(text: string): Recognised[] {
  const results: Recognised[] = [];
  for (const match of text.matchAll(/\S+/gu)) {
    if (match[0].length > 2100) continue;
    const word = trimWord(match[0]);
    const start = match.index + match[0].indexOf(word);
    const plain = refang(word);
    const host = /^(?:[\p{L}\p{N}-]+\.)+([\p{L}][\p{L}\p{N}-]+)(?=[:/?#]|$)/u.exec(plain)?.[1];
    const isLink =
      /^(?:https?|tg|whatsapp|snapchat|sgnl):/i.test(plain) || (host !== undefined && hasKnownDomain(host));
    if (word === "" || !isLink) continue;
    const end = start + word.length;
    const reading = readLink(plain);
    results.push(one(start, end, reading));
    if (!reading.ok || reading.observable.kind !== "link") continue;
    const domain = readDomain(plain);
    if (domain.ok) results.push(one(start, end, domain, true));
    for (const observable of affiliateIdsOf(plain)) results.push(one(start, end, { ok: true, observable }, true));
  }
  return results;
}

/** Phones, e-mail addresses and accounts at banks. An e-mail address counts only where PayPal is spoken of. */
function numbersIn(text: string, announced: readonly Announced[]): Recognised[] {
  return findThirdPartyData(text).flatMap(({ kind, start, end, text: written }) => {
    const word = announcerOf(text, announced, start);
    if (kind === "iban") return [one(start, end, readIban(written))];
    if (kind === "email") return word === "paypal" ? [one(start, end, readPaypalEmail(refang(written)))] : [];
    const subkind =
      word !== null && word in phoneSubkinds ? phoneSubkinds[word as keyof typeof phoneSubkinds] : "phone";
    const reading = readPhone(subkind, written.replaceAll("/", " "));
    return reading.ok || word !== null ? [one(start, end, reading)] : [];
  });
}

/** Addresses of coins: shown also where their check sum fails, if they are named or cannot be anything else. */
function coinsIn(text: string): Recognised[] {
  const results: Recognised[] = [];
  for (const match of text.matchAll(
    /(?<![\p{L}\p{N}])(?:bitcoin:)?(?:(?:bc|tb|bcrt)1[a-z0-9]{11,87}|[13mn2][1-9A-HJ-NP-Za-km-z]{25,34})(?![\p{L}\p{N}])/giu,
  )) {
    const reading = readBitcoin(match[0]);
    const isSurely = /^(?:bitcoin:)?(?:bc|tb|bcrt)1/i.test(match[0]);
    if (reading.ok || isSurely || reading.problem === "testnet")
      results.push(one(match.index, match.index + match[0].length, reading));
  }
  for (const match of text.matchAll(/(?<![\p{L}\p{N}])(?:ethereum:)?0x[0-9a-f]{40}(?![\p{L}\p{N}])/giu))
    results.push(one(match.index, match.index + match[0].length, readEthereum(match[0])));
  return results;
}

/** "$name" with a letter; a price has none. */
function cashtagsIn(text: string): Recognised[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}$])\$(?=[\w-]*[a-z])[\w-]{3,20}(?![\p{L}\p{N}])/giu)].flatMap((match) => {
    const reading = readServiceHandle("cash_app", match[0]);
    return /^\$\d/.test(match[0]) ? [] : [one(match.index, match.index + match[0].length, reading)];
  });
}

/** What stands where a name could, and is none. */
const noNames = new Set(
  (
    "sur oui non ok dispo demande demander dm mp pv inbox only uniquement seulement accepte acceptee gratuit payant prive privee private public free paid " +
    "et ou and or avec sans pas moi me ici here ask bio link lien voir check dispo possible virement the for pour par via chez in en"
  ).split(" "),
);

/** "snap: lou.v", "tg @lou": a name behind the word that says where. Without a sign between them it has to look like a name. */
function handlesIn(text: string, announced: readonly Announced[]): Recognised[] {
  return announced.flatMap(({ word, end }) => {
    const read = handleReaders[word];
    const match =
      /^([ \t]*(?:me)?[ \t]*(?:[:=@→>~-]|\p{Extended_Pictographic}\p{Emoji_Modifier}?)[ \t:=@→>-]*|[ \t]+(?:c['’]?est|est|is)[ \t]+|[ \t]+|(?=[a-z]))([$@]?[a-z0-9_$][a-z0-9_.$-]{1,40})/iu.exec(
        text.slice(end, end + 80),
      );
    if (read === undefined || !match) return [];
    const [whole, between = "", name = ""] = match;
    const bare = name.replace(/[.-]+$/, "");
    // Only the picture stands right before its name; a word would be another word.
    if (between === "" && text.slice(end - 2, end) !== "👻") return [];
    if (between !== "" && between.trim() === "" && !/^[$@]|[\d._]/.test(bare)) return [];
    if (/^[+\d][\d .-]*$/.test(bare) || noNames.has(bare.toLowerCase())) return [];
    const reading = read(bare);
    const start = end + whole.length - name.length;
    return reading.ok ? [one(start, start + bare.length, reading)] : [];
  });
}

const giftWords =
  /(?:gift ?cards?|cartes? ?cadeaux?|bons? ?cadeaux?|carte|coupon|recharge|ticket|code)s?[ \t:]+(?:de |d'|from )?([a-z]+(?: (?:play|store|gold|premium|first|eats))?)|\b([a-z]+(?: play)?)[ \t]+(?:gift ?cards?|cartes? ?cadeaux?)/giu;

function giftCardsIn(text: string): Recognised[] {
  const named = [...text.matchAll(giftWords)].map((match) => ({ match, word: match[1] ?? match[2] ?? "" }));
  const prepaid = [
    ...text.matchAll(
      /\b(?:paysafecard|paysafe|transcash|pcs|neosurf|toneo(?: first)?|flexepin|cashlib|ticket premium)\b/giu,
    ),
  ].map((match) => ({ match, word: match[0] }));
  return [...prepaid, ...named].flatMap(({ match, word }) => {
    const reading = readGiftCard(word);
    if (!reading.ok) return [];
    return [one(match.index, match.index + match[0].length, reading)];
  });
}

/**
 * Every value that stands in a pasted text, in order, the earlier reading of a place winning over the later one. Nothing is kept of
 * it by this: what is found is proposed. Of more than ten thousand signs the rest is not looked at. Never throws.
 */
export function recognise(given: string): Recognised[] {
  const { text, placeOf } = plainText(given.slice(0, longest));
  const announced = announcedIn(text);
  const results: Recognised[] = [];
  const groups = [
    linksIn(text),
    coinsIn(text),
    numbersIn(text, announced),
    cashtagsIn(text),
    handlesIn(text, announced),
    giftCardsIn(text),
  ];
  for (const group of groups) {
    const before = [...results];
    for (const next of group) {
      if (before.some((other) => overlaps(other, next))) continue;
      if (!next.isDerived && group !== groups[0] && results.some((other) => overlaps(other, next))) continue;
      results.push(next);
    }
  }
  return results
    .sort((a, b) => a.start - b.start || Number(a.isDerived) - Number(b.isDerived))
    .slice(0, atMost)
    .map((one) => ({ ...one, ...placeOf(one.start, one.end) }));
}
