// Links inside links: what a platform, a search engine, an archive or a mail filter has put around the one that is meant.
// Everything is read from the text; nothing is opened.

import { type LinkWrapper, linkWrappers } from "./link-wrappers";
import { hasKnownDomain } from "./top-level-domains";

const looksAbsolute = /^\/{0,2}((?:[^\s/?#.=&%@:]+\.)+[^\s/?#.=&%@:]+)(?:[/?#:]|$)/u;

function asAddress(text: string | null | undefined, base: URL): string | null {
  if (text === null || text === undefined) return null;
  const candidate = text.trim().replace(/^\[\[/, "");
  if (/^\/(?!\/)/.test(candidate)) return base.origin + candidate;
  // Packed twice, as a whole or from behind the host on.
  if (/^https?:?%/i.test(candidate)) return asAddress(decode(candidate), base);
  if (/^https?:\/\/[^/?#]*%2f/i.test(candidate)) return decode(candidate) ?? candidate;
  if (/^https?:/i.test(candidate)) return candidate.replace(/^(https?:)\/?(?=[^/])/i, "$1//");
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(candidate)) return null;
  const host = looksAbsolute.exec(candidate)?.[1];
  return host !== undefined && hasKnownDomain(host) ? `https://${candidate.replace(/^\/+/, "")}` : null;
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
  if (decoded === null || !/^https?(?::|%3a)[\x21-\x7E]+$/i.test(decoded)) return null;
  return /^https?%/i.test(decoded) ? decode(decoded) : decoded;
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
    // What was packed of an address is part of it as it stands: a "%" begins an escape and is none to be escaped.
    return put === "" ? star : put.replace(/[^\x21-\x7E]+/gu, encodeURI);
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
  if (/(?:^|\.)bing\.com$/.test(url.hostname) && /^\/(?:ck\/a|aclk)$/.test(url.pathname)) {
    return fromBase64(/^(?:a1)?([\w-]+)$/.exec(url.searchParams.get("u") ?? "")?.[1] ?? null);
  }
  if (/^click\.(?:convert)?kit-mail\d*\.com$/.test(url.hostname))
    return fromBase64(url.pathname.split("/").at(-1) ?? null);
  if (url.hostname.endsWith(".protection.sophos.com")) return fromBase64(url.searchParams.get("u"));
  if (/^(?:link-to\.net|link-(?:center|hub|target)\.net|direct-link\.net|linkvertise\.com)$/.test(url.hostname))
    return fromBase64(url.searchParams.get("r"));
  if (url.hostname.endsWith(".translate.goog")) {
    const label = url.hostname.slice(0, -".translate.goog".length);
    const host = label.replaceAll("--", "\u0000").replaceAll("-", ".").replaceAll("\u0000", "-");
    const own = url.search
      .slice(1)
      .split("&")
      .filter((pair) => pair !== "" && !pair.startsWith("_x_tr_"));
    return `https://${host}${url.pathname}${own.length === 0 ? "" : `?${own.join("&")}`}${url.hash}`;
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
  const address = (text: string | null | undefined): string | null =>
    asAddress(wrapper.tail === undefined ? text : text?.replace(wrapper.tail, ""), url);
  for (const name of wrapper.parameters ?? []) {
    const inner = address(parameterOf(url, name));
    if (inner !== null) return inner;
  }
  if (wrapper.query) {
    const raw = url.search.slice(1) + url.hash;
    return address(raw) ?? address(decode(raw));
  }
  const whole = url.pathname + url.search + (wrapper.host.test("web.archive.org") ? url.hash : "");
  const match = wrapper.behind?.exec(whole);
  if (!match) return null;
  const rest = whole.slice(match[0].length).replace(/^(https?:)\/(?!\/)/i, "$1//");
  if (wrapper.isOneStep === true) {
    const step = rest.split("/", 1)[0] ?? "";
    return address(decode(step) ?? step);
  }
  // Packed as a whole, it ends where the wrapper's own path goes on.
  if (/^https?(?::|%3a)%2f/i.test(rest)) return address(rest.split(/[/?]/, 1)[0]);
  if (wrapper.isStarred !== true) return address(rest);
  const [text = "", packed = ""] = rest.split("__;", 2);
  return address(fromStars(text, packed.split("!", 1)[0] ?? ""));
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
