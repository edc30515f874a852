// Links inside links: what a platform, a search engine, an archive or a mail filter has put around the one that is meant.
// Everything is read from the text; nothing is opened.

import { type LinkWrapper, linkWrappers } from "./link-wrappers";

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

function bytesOf(base64: string): string | null {
  try {
    return atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return null;
  }
}

function fromBase64(text: string | null): string | null {
  const decoded = text === null ? null : bytesOf(text);
  return decoded !== null && /^https?:\/\/[\x21-\x7E]+$/.test(decoded) ? decoded : null;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * The third spelling of a mail filter: what its alphabet lacks is a "*" in the text and stands, packed, behind it; "**" and a letter
 * stand for a run of two or more.
 */
function fromStars(text: string, packed: string): string {
  const bytes = bytesOf(packed);
  if (bytes === null || !text.includes("*")) return text;
  const left = [...new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))];
  return text.replace(/\*\*([\w-])|\*/g, (star: string, run: string | undefined) => {
    const put = left.splice(0, run === undefined ? 1 : alphabet.indexOf(run) + 2).join("");
    return put === "" ? star : encodeURI(put);
  });
}

/** Some wrappers write the address in an alphabet of their own. */
function fromOwnAlphabet(url: URL): string | null {
  if (/^urldefense\.(?:proofpoint\.com|com|us)$/.test(url.hostname) && url.pathname === "/v2/url") {
    const u = url.searchParams.get("u");
    return u === null ? null : decode(u.replaceAll("-", "%").replaceAll("_", "/"));
  }
  if (/(?:^|\.)search\.yahoo\.com$/.test(url.hostname)) {
    const inner = /\/RU=([^/]+)/.exec(url.pathname)?.[1];
    return inner === undefined ? null : decode(inner);
  }
  if (/(?:^|\.)bing\.com$/.test(url.hostname) && url.pathname === "/ck/a") {
    return fromBase64(/^a1([\w-]+)$/.exec(url.searchParams.get("u") ?? "")?.[1] ?? null);
  }
  if (url.hostname.endsWith(".protection.sophos.com")) return fromBase64(url.searchParams.get("u"));
  if (/^(?:link-to\.net|link-(?:center|hub|target)\.net|direct-link\.net|linkvertise\.com)$/.test(url.hostname))
    return fromBase64(url.searchParams.get("r"));
  if (url.hostname.endsWith(".translate.goog")) {
    const label = url.hostname.slice(0, -".translate.goog".length);
    const host = label.replaceAll("--", "\u0000").replaceAll("-", ".").replaceAll("\u0000", "-");
    return `https://${host}${url.pathname}`;
  }
  return null;
}

/** Names are written in any case, and pasted out of pages with the "&" spelled out. */
function parameterOf(url: URL, name: string): string | null {
  const exact = url.searchParams.get(name);
  if (exact !== null) return exact;
  const plain = (key: string): string => key.replace(/^amp;/, "").toLowerCase();
  for (const [key, value] of url.searchParams) if (plain(key) === name.toLowerCase()) return value;
  return null;
}

function unwrapWith(wrapper: LinkWrapper, url: URL, host: string): string | null {
  if (!wrapper.host.test(host) || (wrapper.path !== undefined && !wrapper.path.test(url.pathname))) return null;
  for (const name of wrapper.parameters ?? []) {
    const inner = asAddress(parameterOf(url, name), url);
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
  // Packed as a whole, it ends where the wrapper's own path goes on.
  if (/^https?(?::|%3a)%2f/i.test(rest)) return asAddress(rest.split(/[/?]/, 1)[0], url);
  if (wrapper.isStarred !== true) return asAddress(rest, url);
  const [text = "", packed = ""] = rest.split("__;", 2);
  return asAddress(fromStars(text, packed.split("!", 1)[0] ?? ""), url);
}

/** What a link has inside, one wrapper taken off; null where it is none. Never throws. */
export function innerLink(address: string): string | null {
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
  for (const wrapper of linkWrappers) {
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
    const inner = innerLink(current);
    if (inner === null) return current;
    current = inner;
  }
  return current;
}
