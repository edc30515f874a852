// Links inside links: what a platform, a search engine, an archive or a mail filter has put around the one that is meant.
// Everything is read from the text; nothing is opened.

interface Wrapper {
  /** Anchored; matched against the host without "www.". */
  readonly host: RegExp;
  readonly path?: RegExp;
  /** Query parameters that carry the address, in order of preference. */
  readonly parameters?: readonly string[];
  /** The address is everything behind this in path and query. */
  readonly behind?: RegExp;
  /** The whole query is the address. */
  readonly query?: true;
}

const wrappers: readonly Wrapper[] = [
  { host: /^messenger\.com$/, path: /^\/l\.php$/, parameters: ["u"] },
  { host: /^(?:.+\.)?facebook\.com$/, path: /^\/(?:l\.php|flx\/warn\/?|si\/ajax\/l\/render\/?)$/, parameters: ["u"] },
  {
    host: /^(?:.+\.)?facebook\.com$/,
    path: /^\/plugins\/(?:page|like|likebox|follow|post|video)(?:\.php)?\/?$/,
    parameters: ["href"],
  },
  {
    host: /^(?:l|lm|lk)\.(?:facebook|instagram|messenger|workplace)\.com$|^l\.threads\.(?:net|com)$|^l\.wl\.co$/,
    parameters: ["u"],
  },
  { host: /^(?:.+\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/, path: /^\/url$/, parameters: ["q", "url", "u"] },
  { host: /^(?:.+\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/, path: /^\/translate$/, parameters: ["u"] },
  { host: /^(?:.+\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/, behind: /^\/amp\/(?:s\/)?/ },
  { host: /^(?:.+\.)?cdn\.ampproject\.org$/, behind: /^\/[acviw]\/(?:s\/)?/ },
  { host: /^webcache\.googleusercontent\.com$/, behind: /^\/search\?(?:.*&)?q=cache(?::|%3A)(?:[\w-]{12}(?::|%3A))?/i },
  { host: /^(?:.+\.)?youtube\.com$/, path: /^\/redirect$/, parameters: ["q", "url"] },
  { host: /^(?:.+\.)?youtube\.com$/, path: /^\/attribution_link$/, parameters: ["u"] },
  { host: /^(?:.+\.)?youtube(?:-nocookie)?\.com$/, path: /^\/oembed$/, parameters: ["url"] },
  {
    host: /^(?:publish|oembed|embed)\.(?:twitter|x)\.com$|^publish\.(?:twitter|x)\.com$/,
    parameters: ["url", "query"],
  },
  {
    host: /^(?:href\.li|anon\.to|anonym\.to|anonymz\.com|nullrefer\.com|dereferer\.me|dereferer\.org|hidereferrer\.com|blankrefer\.com|noref\.io|nullrefer\.ir|referer\.us)$/,
    query: true,
  },
  { host: /^out\.reddit\.com$/, parameters: ["url"] },
  { host: /^(?:.+\.)?reddit\.com$/, path: /^\/media\/?$/, parameters: ["url"] },
  { host: /^(?:.+\.)?(?:vk\.com|vk\.ru|vkontakte\.ru)$/, path: /^\/away(?:\.php)?$/, parameters: ["to"] },
  { host: /^(?:t\.me|telegram\.me)$/, path: /^\/iv$/, parameters: ["url"] },
  {
    host: /^(?:.+\.)?linkedin\.com$/,
    path: /^\/(?:redir\/(?:redirect|general-malware-page|suspicious-page)|safety\/go|slink)\/?$/,
    parameters: ["url"],
  },
  { host: /^(?:t\.umblr\.com|redirect\.tumblr\.com)$/, path: /^\/redirect$/, parameters: ["z"] },
  { host: /^(?:.+\.)?tiktok\.com$/, path: /^\/link\/v2\/?$/, parameters: ["target"] },
  { host: /^(?:.+\.)?tiktok\.com$/, path: /^\/oembed\/?$/, parameters: ["url"] },
  { host: /^(?:.+\.)?pinterest\.[a-z.]{2,6}$/, path: /^\/offsite\/?$/, parameters: ["url"] },
  { host: /^slack-redir\.net$/, path: /^\/link$/, parameters: ["url"] },
  { host: /^(?:.+\.)?safelinks\.protection\.outlook\.com$/, parameters: ["url"] },
  { host: /^(?:.+\.)?steamcommunity\.com$/, path: /^\/linkfilter\/?$/, parameters: ["u", "url"] },
  { host: /^(?:.+\.)?duckduckgo\.com$/, path: /^\/l\/?$/, parameters: ["uddg"] },
  { host: /^(?:.+\.)?deviantart\.com$/, path: /^\/users\/outgoing$/, query: true },
  { host: /^disq\.us$/, path: /^\/(?:url|\?)?$/, parameters: ["url"] },
  { host: /^(?:exit\.sc|gate\.sc)$/, parameters: ["url"] },
  { host: /^medium\.com$/, path: /^\/r\/$/, parameters: ["url"] },
  { host: /^(?:.+\.)?ok\.ru$/, path: /^\/dk$/, parameters: ["st.link"] },
  { host: /^(?:.+\.)?(?:page\.link|app\.goo\.gl)$/, parameters: ["link"] },
  {
    host: /^(?:.+\.)?(?:onelink\.me|app\.link)$/,
    parameters: ["af_web_dp", "$desktop_url", "$fallback_url", "$canonical_url", "$original_url"],
  },
  { host: /^(?:.+\.)?(?:awin1\.com|zenaps\.com)$/, parameters: ["ued", "p"] },
  { host: /^click\.linksynergy\.com$/, parameters: ["murl", "RD_PARM1"] },
  {
    host: /^(?:redirect\.viglink\.com|go\.skimresources\.com|go\.redirectingat\.com|shareasale\.com|clkuk\.tradedoubler\.com)$/,
    parameters: ["u", "url", "urllink"],
  },
  {
    host: /^(?:.+\.)?(?:dpbolvw\.net|anrdoezrs\.net|jdoqocy\.com|kqzyfj\.com|tkqlhce\.com)$/,
    parameters: ["url"],
    behind: /^\/links\/.*?\/(?=https?:)/,
  },
  { host: /^urldefense\.com$/, behind: /^\/v3\/__/ },
  {
    host: /^(?:web|archive|wayback)\.archive\.org$|^archive\.org$|^web-beta\.archive\.org$/,
    behind: /^\/(?:web|wayback|save)\/(?:(?:save\/)?_embed\/)?(?:[\d*]{1,15}(?:[a-z]{2}_)?\/)?(?=[a-z0-9])/i,
  },
  {
    host: /^archive\.(?:today|ph|is|fo|li|md|vn)$/,
    behind: /^\/(?:(?:newest|oldest|timegate|o\/\w+|\d{4,14}(?:[.-]\d+)*)\/)(?=[a-z0-9])/i,
  },
  {
    host: /^(?:12ft\.io|r\.jina\.ai|ghostarchive\.org|megalodon\.jp|removepaywall\.com|outline\.com)$/,
    behind: /^\/(?:.*?\/)?(?=https?:)/i,
  },
  { host: /^(?:elk\.zone)$/, behind: /^\/(?=[a-z0-9-]+(?:\.[a-z0-9-]+)+\/@)/i },
];

const looksAbsolute = /^(?:https?:)?\/{0,2}[^\s/?#.]+(?:\.[^\s/?#.]+)+(?:[/?#:]|$)/iu;

function asAddress(text: string | null | undefined, base: URL): string | null {
  if (text === null || text === undefined) return null;
  const candidate = text.trim();
  if (/^\/(?!\/)/.test(candidate)) return base.origin + candidate;
  if (/^https?:\/\//i.test(candidate)) return candidate;
  if (/^https?(?:%3a|:)/i.test(candidate)) return asAddress(decode(candidate), base) ?? null;
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(candidate)) return null;
  return looksAbsolute.test(candidate) ? `https://${candidate.replace(/^\/+/, "")}` : null;
}

function decode(text: string): string | null {
  try {
    const decoded = decodeURIComponent(text);
    return decoded === text ? null : decoded;
  } catch {
    return null;
  }
}

function fromBase64(text: string): string | null {
  try {
    const decoded = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return /^https?:\/\/[\x21-\x7E]+$/.test(decoded) ? decoded : null;
  } catch {
    return null;
  }
}

/** Some wrappers write the address in an alphabet of their own. */
function fromOwnAlphabet(url: URL): string | null {
  if (url.hostname === "urldefense.proofpoint.com") {
    const u = url.searchParams.get("u");
    return u === null ? null : decode(u.replaceAll("-", "%").replaceAll("_", "/"));
  }
  if (/(?:^|\.)search\.yahoo\.com$/.test(url.hostname)) {
    const inner = /\/RU=([^/]+)/.exec(url.pathname)?.[1];
    return inner === undefined ? null : decode(inner);
  }
  if (/(?:^|\.)bing\.com$/.test(url.hostname) && url.pathname === "/ck/a") {
    const inner = /^a1([\w-]+)$/.exec(url.searchParams.get("u") ?? "")?.[1];
    return inner === undefined ? null : fromBase64(inner);
  }
  if (url.hostname.endsWith(".translate.goog")) {
    const label = url.hostname.slice(0, -".translate.goog".length);
    const host = label.replaceAll("--", "\u0000").replaceAll("-", ".").replaceAll("\u0000", "-");
    return `https://${host}${url.pathname}`;
  }
  return null;
}

function unwrapWith(wrapper: Wrapper, url: URL, host: string): string | null {
  if (!wrapper.host.test(host) || (wrapper.path !== undefined && !wrapper.path.test(url.pathname))) return null;
  for (const name of wrapper.parameters ?? []) {
    const inner = asAddress(url.searchParams.get(name), url);
    if (inner !== null) return inner;
  }
  if (wrapper.query) {
    const raw = url.search.slice(1);
    return asAddress(raw, url) ?? asAddress(decode(raw), url);
  }
  const whole = url.pathname + url.search + (wrapper.host.test("web.archive.org") ? url.hash : "");
  const match = wrapper.behind?.exec(whole);
  if (!match) return null;
  const rest = whole.slice(match[0].length).replace(/^(https?:)\/(?!\/)/i, "$1//");
  const end = host === "urldefense.com" ? rest.indexOf("__;") : -1;
  return asAddress(end < 0 ? rest : rest.slice(0, end), url);
}

function unwrapOnce(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  const host = url.hostname.replace(/\.$/, "").replace(/^www\./, "");
  if (host === "web.telegram.org" || host.endsWith(".telegram.org")) {
    const inner = /[?&]tgaddr=([^&]+)/.exec(url.hash)?.[1];
    return inner === undefined ? null : (decode(inner) ?? inner);
  }
  const spelled = fromOwnAlphabet(url);
  if (spelled !== null) return spelled;
  for (const wrapper of wrappers) {
    const inner = unwrapWith(wrapper, url, host);
    if (inner !== null && inner !== address) return inner;
  }
  return null;
}

/** Deeper than any real chain of wrappers; ends on a link that wraps itself. */
const maxDepth = 8;

/** The address inside all wrappers, as it is written there; the same text when there is none. Never throws. */
export function unwrapLink(url: string): string {
  let current = url;
  for (let depth = 0; depth < maxDepth; depth += 1) {
    const inner = unwrapOnce(current);
    if (inner === null) return current;
    current = inner;
  }
  return current;
}
