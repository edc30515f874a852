import type { Finding } from "./address";
import { content, unknown } from "./address";
import { foldFullWidth, stripInvisible } from "./clean-text";
import { fediverseAccount, fediverseAddress, webfinger } from "./fediverse";
import { nameIn, profileIn } from "./identity";
import { locateHost } from "./locate-host";
import { matchAppPlace, matchPlace, queryOf, segmentsOf } from "./match-place";
import type { PlatformRules } from "./platforms";
import { platformRules } from "./platforms";
import { unwrapLink } from "./unwrap-link";
import { hostProblem, webPage } from "./web-address";

const appSchemes = new Map<string, PlatformRules>(
  Object.values(platformRules).flatMap((rules) =>
    (rules.data.app?.schemes ?? []).map((scheme) => [scheme, rules] as const),
  ),
);

/** Schemes that only say which browser shall open the link. */
const browserSchemes =
  /^(?:view-source:|microsoft-edge:|x-safari-|googlechromes?:\/\/(?:navigate\?url=)?|firefox:\/\/open-url\?url=|about:reader\?url=)(?=https?(?::|%3a))/i;

/** One letter too many, too few, or the scheme twice: what hurried copying makes of "https://". */
function mendScheme(text: string): string {
  return text
    .replace(/^(?:https?:\/{1,2})+(?=https?:)/i, "")
    .replace(/^h{2,}(?=ttps?:)/i, "h")
    .replace(/^(?:t?tps?|htt?t+ps?|htpps?|htps|https?):?\/\/+/i, (scheme) =>
      /^[^:/]*s/i.test(scheme) ? "https://" : "http://",
    )
    .replace(/^(https?):\/(?!\/)/i, "$1://")
    .replace(/^(https?)\/\//i, "$1://");
}

/** Android's form: intent://host/path#Intent;scheme=https;package=…;end */
function fromIntent(text: string): string {
  const [target = "", extras = ""] = text.split("#Intent;", 2);
  const scheme = /(?:^|;)scheme=([a-z][a-z0-9+.-]*)/i.exec(extras)?.[1];
  const fallback = /(?:^|;)S\.browser_fallback_url=([^;]+)/i.exec(extras)?.[1];
  if (scheme === undefined && fallback !== undefined) return decodeSafely(fallback);
  return target.replace(/^intent:(?:\/\/)?/i, `${scheme ?? "https"}://`);
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseAppLink(rules: PlatformRules, text: string, depth: number): Finding {
  const rest = text.replace(/^[^:]*:\/{0,3}/, "");
  const host = /^(?:www\.|m\.)?([a-z0-9.-]+\.[a-z]{2,})(?=[/?#]|$)/i.exec(rest)?.[1]?.toLowerCase();
  if (host !== undefined && rules.data.hosts.includes(host)) return parseLinkAt(`https://${rest}`, depth + 1);
  const inner = /^(?:facewebmodal\/f|url|webview|open_url|browser)\/?\?(?:href|url|link)=(.+)$/i.exec(rest)?.[1];
  if (inner !== undefined) return parseLinkAt(decodeSafely(inner), depth + 1);
  const [beforeHash = ""] = rest.split("#", 1);
  const [path = "", query = ""] = beforeHash.split("?", 2);
  return matchAppPlace(rules, { host: "", isMain: true, segments: segmentsOf(path), query: queryOf(query) });
}

function didAccount(text: string): Finding {
  const space = platformRules.bluesky.data.spaces.did;
  const name = space === undefined ? null : nameIn(text, space);
  return (name === null ? null : profileIn("bluesky", "did", name)) ?? unknown("handle_shape", "bluesky");
}

function parseOtherScheme(scheme: string, text: string, depth: number): Finding {
  if (scheme === "intent") return parseLinkAt(fromIntent(text), depth + 1);
  if (scheme === "acct" || scheme === "mailto" || scheme === "xmpp" || scheme === "sip") {
    const account = webfinger(
      text
        .slice(scheme.length + 1)
        .replace(/^\/\//, "")
        .replace(/^@/, ""),
    );
    return scheme === "acct" && account !== null ? fediverseAccount(account.user, account.server) : unknown("email");
  }
  if (/^web\+(?:ap|mastodon|activitypub|fediverse)$/.test(scheme))
    return parseLinkAt(`https:${text.slice(scheme.length + 1)}`, depth + 1);
  if (scheme === "did") return didAccount(text);
  if (/^(?:tel|sms|smsto|callto|phone|facetime|whatsapp)$/.test(scheme)) return unknown("phone_number");
  const rules = appSchemes.get(scheme);
  return rules === undefined ? unknown("scheme_refused") : parseAppLink(rules, text, depth);
}

function parseHttp(url: URL): Finding {
  url.username = "";
  url.password = "";
  if (url.hostname.endsWith(".")) url.hostname = url.hostname.slice(0, -1);
  const problem = hostProblem(url.hostname);
  if (problem !== null) return unknown(problem);
  const located = locateHost(url.hostname);
  if (located === null) return fediverseAddress(url.hostname, segmentsOf(url.pathname)) ?? webPage(url);
  const { rules } = located;
  const platform = rules.data.id;
  if (located.is !== "pages") {
    if (located.is === "share") return unknown("share_link_needs_opening", platform);
    return content(platform, located.is === "media" ? "photo" : "platform_page");
  }
  const fragment = decodeSafely(url.hash.slice(1));
  const usesHash = rules.data.hashHosts?.includes(located.host) ?? false;
  // "#!/name" was the path itself on X and Facebook; on hosts whose fragment is the path, so is "#/im".
  const hashPath = /^!\/?(.*)$/s.exec(fragment)?.[1] ?? (usesHash ? /^\/(.*)$/s.exec(fragment)?.[1] : undefined);
  const [path = "", hashQuery] = hashPath === undefined ? [url.pathname] : hashPath.split("?", 2);
  const segments = hashPath === undefined ? segmentsOf(path) : path.split("/").filter(Boolean);
  if (usesHash && hashPath === undefined && fragment !== "") segments.push(`#${fragment}`);
  if (located.name !== null) segments.unshift(`~${located.name}`);
  const query = queryOf(hashQuery ?? url.search);
  return matchPlace(rules, { host: located.host, isMain: located.isMain, segments, query });
}

/** Links in app addresses in links: more levels than anybody writes. */
const maxDepth = 5;

function parseLinkAt(text: string, depth: number): Finding {
  if (depth > maxDepth) return unknown("malformed_link");
  // Full-width letters are folded only where no scheme is legible: behind one they may belong to the exact address.
  const legible = /^[a-z][a-z0-9+.-]*:/i.test(text.trim()) ? text : foldFullWidth(text);
  const mended = mendScheme(
    legible
      .trim()
      .replace(browserSchemes, "")
      .replace(/^https?%3a.*/is, decodeSafely),
  );
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(mended)?.[1]?.toLowerCase();
  const isPort = scheme !== undefined && scheme.includes(".") && /^[^:]*:\d+(?:[/?#]|$)/.test(mended);
  const isHttp = scheme === "http" || scheme === "https";
  if (scheme !== undefined && !isHttp && !isPort) return parseOtherScheme(scheme, stripInvisible(mended), depth);
  const absolute = isHttp ? mended : `https://${mended.replace(/^\/+/, "")}`;
  // Entities of HTML come along when a link is copied out of a page's source.
  const unwrapped = unwrapLink(absolute.replaceAll("&amp;", "&"));
  if (!/^https?:/i.test(unwrapped)) return parseLinkAt(unwrapped, depth + 1);
  try {
    return parseHttp(new URL(unwrapped));
  } catch {
    return unknown("malformed_link");
  }
}

/** Reads one link of any scheme, or a host with a path. Never throws, never opens anything. */
export const parseLink = (text: string): Finding => parseLinkAt(text, 0);
