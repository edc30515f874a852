import { found, type Reading, refused } from "./observable";

/** Cards and vouchers that are asked for as payment: brand → how it is written. Prepaid codes stand first; they name themselves. */
const giftCardBrands = {
  paysafecard: "paysafecard|paysafe|psc",
  transcash: "transcash",
  pcs: "pcs(?: mastercard)?",
  neosurf: "neosurf",
  toneo: "toneo(?: first)?",
  flexepin: "flexepin",
  cashlib: "cashlib",
  ticket_premium: "ticket premium",
  amazon: "amazon",
  google_play: "google ?play",
  apple: "apple|itunes|app store",
  steam: "steam",
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
  visa: "visa|vanilla",
} as const;

const around = "(?:gift ?cards?|cards?|cartes?(?: cadeaux?)?|bons?(?: cadeaux?)?|coupons?|recharges?|tickets?|codes?)";
const patterns = Object.entries(giftCardBrands).map(
  ([brand, written]) =>
    [brand, new RegExp(`^(?:${around} )?(?:${written})(?: ${around})?$`)] as readonly [string, RegExp],
);

/** One of a closed list of brands, by any of its names. */
export function readGiftCard(text: string): Reading {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/gu, " ")
    .trim();
  if (plain === "") return refused("gift_card", "empty");
  if (plain.length > 60) return refused("gift_card", "unknown_brand");
  const brand = patterns.find(([name, pattern]) => name === plain.replaceAll(" ", "_") || pattern.test(plain));
  return brand === undefined ? refused("gift_card", "unknown_brand") : found("gift_card", brand[0]);
}
