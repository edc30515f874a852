import { found, type Reading, refused } from "./observable";

/** Cards and vouchers that are asked for as payment: brand → how it is written. Prepaid codes stand first; they name themselves. */
const giftCardBrands = {
  paysafecard: "paysafe ?card|paysafe|psc",
  transcash: "transcash",
  pcs: "pcs(?: mastercard)?",
  neosurf: "neosurf",
  toneo: "toneo(?: first)?",
  flexepin: "flexepin",
  cashlib: "cashlib",
  ticket_premium: "ticket premium",
  azteco: "azte\\.?co",
  astropay: "astro ?pay",
  rewarble: "rewarble",
  amazon: "amazon(?:\\.[a-z.]{2,6})?",
  google_play: "google ?play",
  apple: "apple|itunes|app store",
  steam: "steam(?: wallet)?",
  playstation: "playstation|psn",
  xbox: "xbox",
  nintendo: "nintendo|eshop",
  netflix: "netflix",
  razer: "razer(?: gold)?",
  sephora: "sephora",
  zalando: "zalando",
  fnac: "fnac",
  zara: "zara",
  shein: "shein",
  uber: "uber(?: eats)?",
  carrefour: "carrefour",
  illicado: "illicado",
  decathlon: "d[ée]cathlon",
  asos: "asos",
  ikea: "ikea",
  spotify: "spotify",
  roblox: "roblox|robux",
  twitch: "twitch",
  discord: "discord(?: nitro)?|nitro",
  deliveroo: "deliveroo",
  airbnb: "airbnb",
  ebay: "ebay",
  visa: "visa|vanilla",
} as const;

const around =
  "(?:gift ?cards?|vouchers?|cards?|(?:e )?cartes?(?: cadeaux?| de recharge)?|bons?(?: cadeaux?| d'achat)?|coupons?|recharges?|tickets?|codes?)(?: de)?";
/** "50€", "€ 20", "100 euros": how much was asked for is no part of the brand. */
const amount = /(?:[€$£] ?\d+(?:[.,]\d+)?|\b\d+(?:[.,]\d+)? ?(?:€|\$|£|eur(?:os?)?\b|usd\b|chf\b))/gu;
const patterns = Object.entries(giftCardBrands).map(
  ([brand, written]) =>
    [brand, new RegExp(`^(?:${around} )?(?:${written})(?: ${around})?$`)] as readonly [string, RegExp],
);

/** One of a closed list of brands, by any of its names. */
export function readGiftCard(text: string): Reading {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(amount, " ")
    .replace(/’/gu, "'")
    .replace(/[\s_-]+/gu, " ")
    .trim();
  if (plain === "") return refused("gift_card", "empty");
  if (plain.length > 60) return refused("gift_card", "unknown_brand");
  const brand = patterns.find(([name, pattern]) => name === plain.replaceAll(" ", "_") || pattern.test(plain));
  return brand === undefined ? refused("gift_card", "unknown_brand") : found("gift_card", brand[0]);
}
