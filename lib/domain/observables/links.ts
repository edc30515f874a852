import { hostProblem, withoutTracking } from "../addresses/web-address";
import { contactAt } from "./contacts";
import { registrableDomain, toAsciiHost } from "./hosts";
import { found, type Observable, type Reading, refused } from "./observable";
import { paymentAt } from "./payments";
import { type Place, placeOf } from "./place";

const defangedHost = (host: string): string => {
  const at = host.lastIndexOf(".");
  return at < 0 ? host : `${host.slice(0, at)}[.]${host.slice(at + 1)}`;
};

/** One per click: they tell no operator from another and may tell the person who clicked. */
const clickIds =
  /^(?:click_?id|clid|cl_?id|c_?lick|transaction_?id|tid|session|sessionid|sid|token|uuid|visitor_?id|cid)$/i;
const looksPersonal = /@|%40/i;

/**
 * What is left out of a link's query: how a reader came there (the list of lib/domain/addresses), what is made anew for every click,
 * and whatever holds an e-mail address. Affiliate parameters stay: they are evidence. The rest is put in order.
 */
function orderedQuery(search: string): string {
  const pairs = withoutTracking(search)
    .slice(1)
    .split("&")
    .filter((pair) => {
      const [name = "", value = ""] = pair.split("=", 2);
      return pair !== "" && !clickIds.test(name) && !looksPersonal.test(value);
    })
    .map(withPlainEscapes);
  return pairs.length === 0 ? "" : `?${[...new Set(pairs)].sort().join("&")}`;
}

/** %7e and "~" are one; of what has to be escaped, the digits are capitals. */
const withPlainEscapes = (text: string): string =>
  text.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const sign = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(sign) ? sign : escape.toUpperCase();
  });

/** One page, one text: both schemes, "www.", the default port, steps in the path and a last slash make no other. */
function canonicalLink({ url, host }: Place): string {
  const port = url.port === "80" || url.port === "443" ? "" : url.port;
  const path = withPlainEscapes(url.pathname).replace(/(?<=.)\/+$/, "");
  const hash = /^#!?\//.test(url.hash) || url.hash.startsWith("#!") ? url.hash : "";
  return `https://${host}${port === "" ? "" : `:${port}`}${path === "/" && url.search === "" && hash === "" ? "" : path}${orderedQuery(url.search)}${hash}`;
}

function linkAt(place: Place): Reading {
  if (place.scheme !== "https") return refused("link", "not_a_link");
  if (hostProblem(place.host) !== null || registrableDomain(place.host) === null) return refused("link", "not_public");
  const canonical = canonicalLink(place);
  if (canonical.length > 2000) return refused("link", "too_long");
  const display = canonical.replace(/^https:\/\/([^/?#]*)/, (_, host: string) => defangedHost(host));
  return found("link", canonical, { display });
}

/** A link, or the payee or contact that it leads to: what is private never hides in a link. */
export function readLink(text: string): Reading {
  if (text.trim() === "") return refused("link", "empty");
  const place = placeOf(text);
  if (place === null) return refused("link", text.length > 2000 ? "too_long" : "not_a_link");
  return paymentAt(place) ?? contactAt(place) ?? linkAt(place);
}

export function readDomain(text: string): Reading {
  const plain = text.trim();
  if (plain === "") return refused("domain", "empty");
  const host = placeOf(plain)?.host ?? toAsciiHost(plain);
  const domain = host === null ? null : registrableDomain(host);
  return domain === null
    ? refused("domain", "not_a_domain")
    : found("domain", domain, { display: defangedHost(domain) });
}

/** Whose account with a network, and which of its own campaigns; by the parameter's name alone. */
const affiliateNames: readonly (readonly [group: string, names: RegExp])[] = [
  [
    "affiliate",
    /^(?:a|aff|affid|aff_?id|affiliate|affiliate_?id|a_aid|aid|afid|afp|partner|partner_?id|pid|pub|pub_?id|publisher_?id|ref|ref_?id|referrer_?id|refer|promo|promo_?code|tag|wm|wm_?id|webmaster|campaign_owner)$/i,
  ],
  [
    "sub",
    /^(?:s[1-9]|sub|sub_?id[1-9]?|sub[1-9]|aff_?sub[1-9]?|aff_sub_?id|subaff|sub_?affiliate|subsource|source_?id|src)$/i,
  ],
  ["campaign", /^(?:camp|campaign|campaign_?id|cmp|offer|offer_?id|o|tracker|track|lp|lp_?id)$/i],
];

/** The affiliate parameters of a link that leads to a landing page, each with the domain it is an id of. */
export function affiliateIdsOf(link: string): Observable[] {
  const place = placeOf(link);
  const domain = place?.scheme === "https" ? registrableDomain(place.host) : null;
  if (place === null || domain === null || paymentAt(place) !== null || contactAt(place) !== null) return [];
  const ids = new Map<string, Observable>();
  for (const [name, value] of place.query) {
    const group = affiliateNames.find(([, names]) => names.test(name))?.[0];
    const isPlain = /^[\p{L}\p{N}._~-]{1,80}$/u.test(value);
    if (group === undefined || !isPlain) continue;
    const reading = found("affiliate_id", `${domain} ${group} ${value}`, {
      display: `${defangedHost(domain)} ${name}=${value}`,
    });
    if (reading.ok && !ids.has(reading.observable.canonical)) ids.set(reading.observable.canonical, reading.observable);
  }
  return [...ids.values()];
}

/** Typed by hand it is a link with the parameter, or the canonical words themselves. */
export function readAffiliateId(text: string): Reading {
  const plain = text.trim();
  if (plain === "") return refused("affiliate_id", "empty");
  const [, host = "", group = "", value = ""] =
    /^(\S+) (affiliate|sub|campaign) ([\p{L}\p{N}._~-]{1,80})$/u.exec(plain) ?? [];
  const domain = host === "" ? null : registrableDomain(host.toLowerCase());
  if (domain !== null)
    return found("affiliate_id", `${domain} ${group} ${value}`, {
      display: `${defangedHost(domain)} ${group}=${value}`,
    });
  const [first] = affiliateIdsOf(plain);
  return first === undefined ? refused("affiliate_id", "no_affiliate_id") : { ok: true, observable: first };
}
