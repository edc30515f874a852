/** A value seen on an account that can tie it to others. One canonical spelling per kind, so that equal values are equal texts. */

export const observableKinds = [
  "link",
  "domain",
  "affiliate_id",
  "payment_handle",
  "contact_handle",
  "bio_text",
] as const;
export type ObservableKind = (typeof observableKinds)[number];

interface SubkindRules {
  readonly kind: ObservableKind;
  /** It could lead to the person who is paid or called: kept sealed under a mandate, and as a keyed digest without one. */
  readonly isPrivate: boolean;
  /** Values of one namespace are equal whatever they were used for: a telephone number ties a WhatsApp to a money pot. */
  readonly namespace?: "phone" | "email";
}

const clear = (kind: ObservableKind): SubkindRules => ({ kind, isPrivate: false });
const payee: SubkindRules = { kind: "payment_handle", isPrivate: true };
const phoneOf = (kind: ObservableKind): SubkindRules => ({ kind, isPrivate: true, namespace: "phone" });

export const subkindRules = {
  link: clear("link"),
  domain: clear("domain"),
  affiliate_id: clear("affiliate_id"),
  paypal_me: payee,
  paypal_email: { ...payee, namespace: "email" },
  paypal_id: payee,
  leetchi: payee,
  lydia_pot: payee,
  lydia_handle: payee,
  pot_commun: payee,
  payment_phone: phoneOf("payment_handle"),
  revolut: payee,
  cash_app: payee,
  ko_fi: payee,
  buy_me_a_coffee: payee,
  throne: payee,
  amazon_wishlist: payee,
  // A brand is nobody.
  gift_card: clear("payment_handle"),
  iban: payee,
  bitcoin: payee,
  ethereum: payee,
  // Public names of accounts, as the accused one's own handle is.
  snapchat: clear("contact_handle"),
  telegram: clear("contact_handle"),
  telegram_invite: clear("contact_handle"),
  telegram_phone: phoneOf("contact_handle"),
  whatsapp_link: clear("contact_handle"),
  whatsapp_phone: phoneOf("contact_handle"),
  signal_username: clear("contact_handle"),
  signal_link: clear("contact_handle"),
  signal_phone: phoneOf("contact_handle"),
  phone: phoneOf("contact_handle"),
  bio_text: clear("bio_text"),
} as const satisfies Record<string, SubkindRules>;

export type ObservableSubkind = keyof typeof subkindRules;
export const observableSubkinds = Object.keys(subkindRules) as readonly ObservableSubkind[];

export const rulesOf = (subkind: ObservableSubkind): SubkindRules => subkindRules[subkind];
export const isPrivate = (subkind: ObservableSubkind): boolean => subkindRules[subkind].isPrivate;

export interface Observable {
  readonly kind: ObservableKind;
  readonly subkind: ObservableSubkind;
  /** What is compared, and kept. */
  readonly canonical: string;
  /** For a reader's eyes: no program turns it into a link. */
  readonly display: string;
  /** Enough to tell two apart in a list, too little to pay or call. */
  readonly masked: string;
}

/** Why a text is none; each has a sentence in the messages (`observables.problem.<name>`). */
export const observableProblems = [
  "empty",
  "too_long",
  "not_a_link",
  "not_public",
  "not_a_domain",
  "no_affiliate_id",
  "not_of_this_service",
  "handle_shape",
  "not_an_email",
  "not_a_phone",
  "not_an_iban",
  "iban_length",
  "iban_checksum",
  "not_a_bitcoin_address",
  "bitcoin_checksum",
  "testnet",
  "not_an_ethereum_address",
  "ethereum_checksum",
  "unknown_brand",
  "too_short_to_compare",
] as const;
export type ObservableProblem = (typeof observableProblems)[number];

export type Reading =
  | { readonly ok: true; readonly observable: Observable }
  | { readonly ok: false; readonly subkind: ObservableSubkind; readonly problem: ObservableProblem };

export const refused = (subkind: ObservableSubkind, problem: ObservableProblem): Reading => ({
  ok: false,
  subkind,
  problem,
});

/** A handle's first two signs, never more than a third of it. */
export function maskHandle(handle: string): string {
  const signs = [...handle];
  return `${signs.slice(0, Math.min(2, Math.floor(signs.length / 3))).join("")}•••`;
}

export function found(
  subkind: ObservableSubkind,
  canonical: string,
  { display = canonical, masked }: { display?: string; masked?: string } = {},
): Reading {
  const rules = rulesOf(subkind);
  return {
    ok: true,
    observable: {
      kind: rules.kind,
      subkind,
      canonical,
      display,
      masked: rules.isPrivate ? (masked ?? maskHandle(canonical)) : display,
    },
  };
}

/** What two values have to share to be one: the text that the keyed digest is made of. */
export function keyTextOf({ subkind, canonical }: Pick<Observable, "subkind" | "canonical">): string {
  return `${rulesOf(subkind).namespace ?? subkind}\u001f${canonical}`;
}
