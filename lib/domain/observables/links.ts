import { hostProblem } from "../addresses/web-address";
import { innerLink } from "../addresses/unwrap-link";
import { parameterPairs } from "../traces/parameters";
import { coinAt, readBitcoin, readEthereum } from "./bank-accounts";
import { contactAt } from "./contacts";
import { registrableDomain, toAsciiHost } from "./hosts";
import { orderedQuery, withPlainEscapes } from "./link-noise";
import { found, type Observable, type Reading, refused } from "./observable";
import { paymentAt } from "./payments";
import { type Place, placeOf } from "./place";

const defangedHost = (host: string): string => {
  const at = host.lastIndexOf(".");
  return at < 0 ? host : `${host.slice(0, at)}[.]${host.slice(at + 1)}`;
};

/** One page, one text: both schemes, "www.", the default port, steps in the path and a last slash make no other. */
function canonicalLink({ url, host }: Place): string {
  const port = ["", "80", "443"].includes(url.port) ? "" : `:${url.port}`;
  const path = withPlainEscapes(url.pathname).replace(/(?<=.)\/+$/, "");
  const query = orderedQuery(url.search, host);
  const hash = /^#!?\//.test(url.hash) || url.hash.startsWith("#!") ? url.hash : "";
  return `https://${host}${port}${path === "/" && query === "" && hash === "" ? "" : path}${query}${hash}`;
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
  if (/^\s*bitcoin:/i.test(text)) return readBitcoin(text);
  if (/^\s*ethereum:/i.test(text)) return readEthereum(text);
  const place = placeOf(text);
  if (place === null) return refused("link", text.length > 2000 ? "too_long" : "not_a_link");
  return paymentAt(place) ?? contactAt(place) ?? coinAt(place) ?? linkAt(place);
}

export function readDomain(text: string): Reading {
  const plain = text.trim();
  if (plain === "") return refused("domain", "empty");
  const host = placeOf(plain.replace(/^\*\.(?=\w)/, ""))?.host ?? toAsciiHost(plain);
  const domain = host === null ? null : registrableDomain(host);
  return domain === null
    ? refused("domain", "not_a_domain")
    : found("domain", domain, { display: defangedHost(domain) });
}

/** Whose account with a network, and which of its own campaigns; by the parameter's name alone. */
const affiliateNames: readonly (readonly [group: string, names: RegExp])[] = [
  [
    "affiliate",
    /^(?:a|aff|affid|aff_?id|affiliate|affiliate_?id|aff_?code|a_aid|aid|afid|afp|awinaffid|afftrack|partner|partner_?id|partner_?key|ps_partner_key|pid|psid|pub|pub_?id|publisher|publisher_?id|ref|ref_?id|referrer_?id|refer|referral|referral_?code|rfsn|fpr|via|hop|nats|ccbill_ref|strack|sca_ref|tap_a|gspk|irpid|camref|idev_(?:id|username)|invite_?code|promo|promo_?code|tag|wm|wm_?id|webmaster|webmaster_?id|campaign_owner)$/i,
  ],
  [
    "sub",
    /^(?:s[1-9]|sub|sub_?id[1-9]?|sub[1-9]|aff_?sub[1-9]?|aff_sub_?id|subaff|sub_?affiliate|subsource|source_?id|src)$/i,
  ],
  ["campaign", /^(?:camp|campaign|campaign_?id|cmp|offer|offer_?id|o|tracker|track|lp|lp_?id)$/i],
];

/** Deeper than any real chain of wrappers. */
const layersAtMost = 8;

/** A link and what it wraps, from the outside inwards: a network that pays for visitors names the payee on its own link. */
function layersOf(link: string): URL[] {
  const layers: URL[] = [];
  let next: string | null = placeOf(link, { isWrapped: true })?.url.href ?? null;
  while (next !== null && layers.length < layersAtMost) {
    const place = placeOf(next, { isWrapped: true });
    if (place?.scheme !== "https" || paymentAt(place) !== null || contactAt(place) !== null) break;
    layers.push(place.url);
    next = innerLink(next);
  }
  return layers;
}

/** The affiliate parameters of a link that leads to a landing page, each with the domain it is an id of. */
export function affiliateIdsOf(link: string): Observable[] {
  const ids = new Map<string, Observable>();
  for (const url of layersOf(link)) {
    const domain = registrableDomain(url.hostname.replace(/\.$/, ""));
    for (const [name, value] of domain === null ? [] : parameterPairs(url)) {
      const group = affiliateNames.find(([, names]) => names.test(name))?.[0];
      const isPlain = /^[\p{L}\p{N}._~-]{1,80}$/u.test(value);
      if (group === undefined || !isPlain) continue;
      const reading = found("affiliate_id", `${domain} ${group} ${value}`, {
        display: `${defangedHost(domain ?? "")} ${name}=${value}`,
      });
      if (reading.ok && !ids.has(reading.observable.canonical))
        ids.set(reading.observable.canonical, reading.observable);
    }
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
