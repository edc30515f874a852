import { refang } from "../addresses/clean-text";
import { hostProblem } from "../addresses/web-address";
import { toAsciiHost } from "./hosts";
import { found, maskHandle, type ObservableSubkind, type Reading, refused } from "./observable";
import type { Place } from "./place";

/**
 * Where somebody is paid: names and pots of services. No service publishes the shape of its names save PayPal.me and Cash App; the others
 * are as wide as the links that stand in public code (checked in November 2026 in stored public repositories): Ko-fi as in the artist
 * index FoxTrove (letters, digits, underscores, up to 40), Buy Me a Coffee's host `buymeacoff.ee` from sherlock and names with dots and
 * underscores as linked by their owners, Throne with underscores, Revolut with letters and digits and `/p/…` for a payment link,
 * Lydia's pots at `pots.lydia.me/collect/pots?id=…`, `…/collect/<pot>/fr` and `lydia-app.com/collect/…`. Of Sumeria only `/collect/…` was seen;
 * of `lydia_handle` no public example was found: its shape is a guess.
 */

interface HandleRules {
  readonly shape: RegExp;
  /** What stands before the name where it is written without a link. */
  readonly sign?: "@" | "$";
  /** Pots and lists: nothing says that capitals do not matter. */
  readonly isExact?: true;
  /** Those names of the service that are made by it, and keep their capitals. */
  readonly exact?: RegExp;
}

const handleRules = {
  paypal_me: { shape: /^[a-z0-9]{1,20}$/ },
  lydia_handle: { shape: /^[a-z0-9](?:[a-z0-9._-]{0,28}[a-z0-9])?$/, sign: "@" },
  revolut: { shape: /^(?:[a-z0-9_]{3,30}|p\/[a-z0-9]{4,20})$/i, sign: "@", exact: /^p\// },
  cash_app: { shape: /^(?=.*[a-z])[a-z0-9_-]{1,20}$/, sign: "$" },
  ko_fi: { shape: /^[a-z0-9_]{2,40}$/ },
  buy_me_a_coffee: { shape: /^[a-z0-9._-]{2,30}$/ },
  throne: { shape: /^[a-z0-9._-]{2,30}$/ },
  leetchi: { shape: /^[A-Za-z0-9-]{4,120}$/, isExact: true },
  lydia_pot: { shape: /^[A-Za-z0-9_-]{4,120}$/, isExact: true },
  pot_commun: { shape: /^[A-Za-z0-9-]{4,120}$/, isExact: true },
  paypal_id: { shape: /^(?:(?:button|merchant|pool|payment):[A-Za-z0-9]{8,20}|qr:[A-Za-z0-9-]{8,40})$/, isExact: true },
  amazon_wishlist: { shape: /^[A-Z0-9]{10,14}$/, isExact: true },
} as const satisfies Partial<Record<ObservableSubkind, HandleRules>>;
export type NamedService = keyof typeof handleRules;
export const namedServices = Object.keys(handleRules) as readonly NamedService[];

export function readServiceHandle(subkind: NamedService, text: string): Reading {
  const rules: HandleRules = handleRules[subkind];
  const given = text.trim().replace(rules.sign === "$" ? /^\$/ : /^@/, "");
  const isLink = rules.exact?.test(given) === true;
  const name = rules.isExact || isLink ? given : given.toLowerCase();
  if (name === "") return refused(subkind, "empty");
  if (!rules.shape.test(name)) return refused(subkind, "handle_shape");
  return found(subkind, name, {
    display: `${isLink ? "" : (rules.sign ?? "")}${name}`,
    masked: `${isLink ? "" : (rules.sign ?? "")}${maskHandle(name)}`,
  });
}

/** Lower case on both sides of the sign, the domain as the network spells it. Dots and plus signs stay: not every host folds them. */
export function readPaypalEmail(text: string): Reading {
  const address = refang(text.normalize("NFC").trim())
    .replace(/^mailto:([^?]*).*$/is, "$1")
    .toLowerCase();
  if (address === "") return refused("paypal_email", "empty");
  const [, local = "", host = ""] = /^([^\s@"<>()[\],;:\\]{1,64})@([^\s@]{3,253})$/u.exec(address) ?? [];
  const ascii = toAsciiHost(host);
  if (
    local === "" ||
    /^\.|\.\.|\.$/.test(local) ||
    ascii === null ||
    hostProblem(ascii) !== null ||
    !/\.[a-z][a-z0-9-]+$/.test(ascii)
  )
    return refused("paypal_email", "not_an_email");
  return found("paypal_email", `${local}@${ascii}`, { masked: `${[...local][0] ?? ""}•••@${ascii.slice(0, 1)}•••` });
}

type At = (place: Place) => Reading | null;
const name = (subkind: NamedService, text: string | null | undefined): Reading | null => {
  // A sentence's end sticks to the end of a link.
  const plain = text?.replace(/[.,;:!?…]+$/u, "") ?? "";
  return plain === "" ? null : readServiceHandle(subkind, plain);
};
const isLocale = (part: string): boolean => /^[a-z]{2}(?:[-_][a-z]{2})?$/i.test(part);

const paypal: At = ({ host, segments, query }) => {
  if (host === "paypal.me") return name("paypal_me", segments[0]);
  if (!/^(?:[a-z0-9-]+\.)?paypal\.com$/.test(host)) return null;
  // A language or country may stand in front.
  const [first = "", second = "", third = ""] = isLocale(segments[0] ?? "") ? segments.slice(1) : segments;
  if (/^paypalme2?$/i.test(first)) return name("paypal_me", /^my$/i.test(second) ? third : second);
  if (/^pools?$/i.test(first)) return name("paypal_id", `pool:${third === "" ? second : third}`);
  // Payment pages made without code, and what the printed squares lead to.
  if (/^ncp$/i.test(first) && /^payment$/i.test(second)) return name("paypal_id", `payment:${third}`);
  if (/^qrcodes$/i.test(first) && third !== "") return name("paypal_id", `qr:${third}`);
  const button = query.get("hosted_button_id");
  if (button) return name("paypal_id", `button:${button}`);
  const business = query.get("business");
  if (!business) return null;
  return business.includes("@") ? readPaypalEmail(business) : name("paypal_id", `merchant:${business}`);
};

const leetchi: At = ({ host, segments }) => {
  if (!/(?:^|\.)leetchi\.com$/.test(host)) return null;
  const at = segments.findIndex((part) => /^(?:c|cagnotte)$/i.test(part));
  return at < 0
    ? null
    : name(
        "leetchi",
        segments.slice(at + 1).find((part) => part.length >= 4),
      );
};

const lydia: At = ({ host, segments, query }) => {
  if (!/(?:^|\.)(?:lydia-app\.com|lydia\.me|sumeria\.eu)$/.test(host)) return null;
  const [first = ""] = segments;
  if (first.startsWith("@")) return name("lydia_handle", first);
  const isWord = (part: string): boolean => /^(?:pots?|p|collect|cagnottes?)$/i.test(part);
  const at = segments.findIndex(isWord);
  if (at < 0 && !/^pots?\./.test(host)) return null;
  const isPot = (part: string): boolean => !isWord(part) && !isLocale(part);
  return name("lydia_pot", query.get("id") ?? segments.slice(at + 1).find(isPot));
};

const potCommun: At = ({ host, segments }) => {
  if (!/(?:^|\.)lepotcommun\.(?:fr|com|be)$/.test(host)) return null;
  const at = segments.findIndex((part) => /^(?:pot|cagnotte)$/i.test(part));
  const [first = "", second] = segments.slice(at + 1);
  return at < 0 ? null : name("pot_commun", /^solidaire$/i.test(first) ? second : first);
};

const revolut: At = ({ host, segments }) =>
  host === "revolut.me" || (host === "revolut.com" && (segments[0] ?? "").startsWith("@"))
    ? name("revolut", segments[0] === "p" ? `p/${segments[1] ?? ""}` : segments[0])
    : null;

const cashApp: At = ({ host, segments }) =>
  (host === "cash.app" || host === "cash.me") && (segments[0] ?? "").startsWith("$")
    ? name("cash_app", segments[0])
    : null;

const pagesOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));
const koFiPages = pagesOf(
  "home about explore discover gold shop account manage s i post posts album feed blog login signup register help terms privacy cookies faq apps " +
    "commissions memberships summit streamalerts buttons widgets",
);
const coffeePages = pagesOf(
  "about login signup logout explore explore-creators pricing help faq terms privacy privacy-policy cookie-policy guides home settings dashboard " +
    "notifications posts extras shop membership memberships integrations widgets brand contact blog app apps auth",
);
const thronePages = pagesOf(
  "u login signup explore about legal help discover creators wishlist gift gifts gifter terms privacy imprint blog faq support contact careers press " +
    "download app apps settings shop brands store pricing cart",
);

const koFi: At = ({ host, segments: [first = ""] }) =>
  host !== "ko-fi.com" || koFiPages.has(first.toLowerCase()) ? null : name("ko_fi", first);

const coffee: At = ({ host, segments: [first = ""] }) =>
  !/^(?:buymeacoffee\.com|buymeacoff\.ee|bmc\.link|coff\.ee)$/.test(host) || coffeePages.has(first.toLowerCase())
    ? null
    : name("buy_me_a_coffee", first);

const throne: At = ({ host, segments: [first = "", second = ""] }) => {
  if (!/^(?:throne\.(?:com|me)|thrn\.co|jointhrone\.com)$/.test(host)) return null;
  if (first === "u") return name("throne", second);
  return thronePages.has(first.toLowerCase()) ? null : name("throne", first);
};

const wishlist: At = ({ host, segments, query }) => {
  if (!/(?:^|\.)amazon\.(?:[a-z]{2,3}|com?\.[a-z]{2})$/.test(host)) return null;
  const at = segments.findIndex((part) => part === "wishlist" || part === "registry");
  // The pages for telephones.
  if (at < 0) return segments.includes("ls") ? name("amazon_wishlist", query.get("lid")) : null;
  const id = segments.slice(at + 1).find((part) => /^(?=.*\d)[A-Z0-9]{10,14}$/.test(part));
  return name("amazon_wishlist", id);
};

const services: readonly At[] = [paypal, leetchi, lydia, potCommun, revolut, cashApp, koFi, coffee, throne, wishlist];

/** Whom a link pays; null where it is no payment's. */
export function paymentAt(place: Place): Reading | null {
  if (place.scheme !== "https") return null;
  for (const at of services) {
    const reading = at(place);
    if (reading !== null) return reading;
  }
  return null;
}
