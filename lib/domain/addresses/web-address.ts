import type { Finding, UnknownReason } from "./address";
import { content, unknown } from "./address";
import { isShortener } from "./shorteners";

/** Parameters that say how a reader came to a page, never which page it is. Affiliate ids are not among them: they are evidence. */
const tracking = new Set(
  (
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid twclid ttclid yclid ysclid igsh igshid mc_cid mc_eid mkt_tok vero_id vero_conv " +
    "s_cid ref_src ref_url spm scid __twitter_impression _openstat fb_action_ids fb_action_types fb_source mibextid li_fat_id epik " +
    "rdt_cid srsltid _ga _gl _hsenc _hsmi __hssc __hstc __hsfp hsctatracking wickedid at_medium at_campaign at_custom1 at_custom2 " +
    "at_custom3 at_custom4 xtor oly_anon_id oly_enc_id rb_clickid trk_contact trk_msg trk_module trk_sid cvid oicd ncid sr_share " +
    "guccounter guce_referrer guce_referrer_sig __cft__[0] __tn__ __xts__[0] sc_cid sc_campaign sc_channel"
  ).split(" "),
);
const isTracking = (name: string): boolean =>
  tracking.has(name) || /^(?:utm_|pk_|mtm_|piwik_|hsa_|stm_|itm_)/.test(name);

/** Removes tracking from a query without touching the bytes of the rest. */
export function withoutTracking(search: string): string {
  if (search === "") return search;
  const pairs = search.slice(1).split("&");
  const kept = pairs.filter((pair) => {
    const name = pair.split("=", 1)[0] ?? "";
    return !isTracking(name.toLowerCase().replaceAll("%5b", "[").replaceAll("%5d", "]"));
  });
  if (kept.length === pairs.length) return search;
  return kept.length === 0 ? "" : `?${kept.join("&")}`;
}

const privateSuffix =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|invalid|home\.arpa|in-addr\.arpa|ip6\.arpa)$/;

/** Why nobody else could open a page on this host; null for a public name. */
export function hostProblem(hostname: string): UnknownReason | null {
  if (hostname.startsWith("[") || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(hostname)) return "ip_address";
  if (!hostname.includes(".") || privateSuffix.test(hostname)) return "private_host";
  return hostname.length > 253 || hostname.split(".").includes("") ? "malformed_link" : null;
}

const searchPages: readonly (readonly [host: RegExp, path: RegExp])[] = [
  [/^(?:.+\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/, /^\/(?:search|imgres|images|webhp)?$/],
  [/^(?:.+\.)?bing\.com$/, /^\/(?:images\/|videos\/)?(?:search)?$/],
  [/^(?:.+\.)?duckduckgo\.com$/, /^\/(?:html\/?|lite\/?)?$/],
  [/^(?:.+\.)?search\.yahoo\.com$/, /^\//],
  [/^(?:www\.)?(?:yandex\.[a-z]{2,3}(?:\.[a-z]{2})?|ya\.ru)$/, /^\/(?:search|images)?(?:\/|$)/],
  [/^(?:www\.)?qwant\.com$/, /^\/$/],
  [/^(?:www\.)?ecosia\.org$/, /^\/(?:search|images)?$/],
  [/^(?:www\.)?startpage\.com$/, /^\/(?:sp\/search|do\/\w+)$/],
  [/^(?:www\.)?baidu\.com$/, /^\/s$/],
  [/^search\.brave\.com$/, /^\//],
  [/^lens\.google\.com$|^(?:www\.)?tineye\.com$|^pimeyes\.com$/, /^\//],
];

const signInHosts =
  /^(?:accounts\.google\.com|login\.live\.com|login\.microsoftonline\.com|appleid\.apple\.com|login\.yahoo\.com)$/;

/** A public page outside the known platforms: its exact address, as the URL standard writes it, is its name. */
export function webPage(url: URL): Finding {
  const problem = hostProblem(url.hostname);
  if (problem !== null) return unknown(problem);
  if (isShortener(url.hostname)) return unknown("shortener");
  if (searchPages.some(([host, path]) => host.test(url.hostname) && path.test(url.pathname)))
    return content("web", "search");
  if (signInHosts.test(url.hostname)) return content("web", "login");
  const search = withoutTracking(url.search);
  // Some sites keep the page's name behind "#!" or "#/"; any other fragment is a place on the same page.
  const hash = /^#!?\//.test(url.hash) || url.hash.startsWith("#!") ? url.hash : "";
  const place = `//${url.host}${url.pathname}${search}${hash}`;
  const address = url.protocol + place;
  return {
    kind: "profile",
    platform: "web",
    handle: address,
    shownHandle: address,
    // The same page answers to both schemes.
    key: place,
    stableId: null,
    profileUrl: address,
    reason: null,
  };
}
