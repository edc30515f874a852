import type { Finding } from "./address";
import { content, unknown } from "./address";
import { stripInvisible } from "./clean-text";
import type { ServerSoftware } from "./fediverse-servers";
import { isMailProvider, knownServer, writesAtNamesOnItsOwn } from "./fediverse-servers";
import { nameIn, profileIn } from "./identity";
import { locateHost } from "./locate-host";
import { hostProblem } from "./web-address";

const userName = /^[a-z0-9_](?:[a-z0-9_.-]{0,62}[a-z0-9_])?$/i;

const profilePath: Readonly<Record<ServerSoftware, string>> = {
  mastodon: "/@",
  lemmy: "/u/",
  pixelfed: "/",
  peertube: "/a/",
  friendica: "/profile/",
  mbin: "/u/",
};

const addressOf = (user: string, server: string): string =>
  `https://${server}${profilePath[knownServer(server) ?? "mastodon"]}${user}`;

/** A host as the URL standard writes it, or null. */
export function serverName(text: string): string | null {
  try {
    const host = new URL(`https://${text}/`).hostname.replace(/\.$/, "").replace(/^www\./, "");
    return /^[^:@/?#\s]+$/.test(text) && hostProblem(host) === null ? host : null;
  } catch {
    return null;
  }
}

/** Threads federates, and people write "@lou@twitter.com": the account is the platform's own. */
function onPlatform(name: string, host: string): Finding | null {
  const located = locateHost(host);
  if (located?.is !== "pages" || located.name !== null) return null;
  const { id, spaces, bareSpaces } = located.rules.data;
  for (const spaceName of bareSpaces) {
    const space = spaces[spaceName];
    const fitting = space === undefined ? null : nameIn(name, space);
    if (fitting !== null) return profileIn(id, spaceName, fitting);
  }
  return unknown("handle_shape", id);
}

/** `user` of `server`; servers ignore the case of both. */
export function fediverseAccount(user: string, server: string): Finding {
  const host = serverName(server);
  const name = stripInvisible(user);
  if (host === null || !userName.test(name)) return unknown("handle_shape", "fediverse");
  if (isMailProvider(host)) return unknown("email");
  const elsewhere = onPlatform(name, host);
  if (elsewhere !== null) return elsewhere;
  const handle = `${name}@${host}`.toLowerCase();
  return {
    kind: "profile",
    platform: "fediverse",
    handle,
    shownHandle: `${name}@${host}`,
    key: handle,
    stableId: null,
    profileUrl: addressOf(name.toLowerCase(), host),
    reason: null,
  };
}

/** "user" or "user@elsewhere", as a server shows accounts of other servers. */
function shownOn(host: string, text: string): Finding | null {
  const [user = "", elsewhere = host, ...more] = text.replace(/\.(?:rss|atom|json)$/i, "").split("@");
  return more.length === 0 && userName.test(stripInvisible(user)) ? fediverseAccount(user, elsewhere) : null;
}

const profileTabs = new Set(
  (
    "with_replies media replies followers following featured tagged about posts reactions clips pages gallery collections " +
    "video-channels videos notes files achievements flash raw remote_follow favourites likes all"
  ).split(" "),
);

const ownPages: Readonly<Record<string, "search" | "login" | "post" | "group_or_community" | "message" | "video">> = {
  tags: "search",
  tag: "search",
  search: "search",
  explore: "search",
  discover: "search",
  directory: "search",
  auth: "login",
  login: "login",
  signup: "login",
  register: "login",
  oauth: "login",
  p: "post",
  notes: "post",
  notice: "post",
  objects: "post",
  statuses: "post",
  post: "post",
  comment: "post",
  display: "post",
  c: "group_or_community",
  m: "group_or_community",
  communities: "group_or_community",
  magazines: "group_or_community",
  conversations: "message",
  inbox: "message",
  w: "video",
  videos: "video",
};

const marks: Readonly<Record<ServerSoftware, readonly string[]>> = {
  mastodon: ["users"],
  lemmy: ["u"],
  pixelfed: ["users", "profile"],
  peertube: ["a", "accounts"],
  friendica: ["profile", "users"],
  mbin: ["u"],
};

/** `segments[at]` names the account; what follows is a tab of its page or one of its posts. */
function atName(host: string, name: string, rest: readonly string[]): Finding | null {
  const [first, second] = rest;
  const account = shownOn(host, name);
  if (account === null || first === undefined || account.kind !== "profile") return account;
  if (first === "tagged") return second === undefined ? account : content("fediverse", "search");
  if (profileTabs.has(first) && (second === undefined || first === "about" || first === "videos")) return account;
  if (/^(?:rss|feed|atom)?(?:\.(?:rss|atom|json))?$/.test(first)) return account;
  return content("fediverse", "post");
}

function onKnownServer(host: string, software: ServerSoftware, segments: readonly string[]): Finding {
  const [first = "", second] = segments;
  if (first === "") return content("fediverse", "front_page");
  const word = first.toLowerCase();
  if (word === "authorize_interaction") return content("fediverse", "login");
  if (marks[software].includes(word) && second !== undefined) {
    return atName(host, second.replace(/^@/, ""), segments.slice(2)) ?? unknown("handle_shape", "fediverse");
  }
  const reason = ownPages[word];
  if (reason !== undefined) return content("fediverse", reason);
  if (
    software === "pixelfed" &&
    segments.length === 1 &&
    !/^(?:site|i|about|settings|account|timeline|groups|stories)$/.test(word)
  ) {
    const account = shownOn(host, first);
    if (account !== null) return account;
  }
  return content("fediverse", "platform_page");
}

/**
 * Reads a path on a host that belongs to no other platform. "/@user" is the fediverse's own sign and counts on any host;
 * the other shapes only on servers that are known to be part of it. Null: an ordinary page.
 */
export function fediverseAddress(host: string, segments: readonly string[]): Finding | null {
  const server = host.replace(/^www\./, "");
  // "/web/@user" and "/deck/@user" are the same account in another view.
  const views = new Set(["web", "deck"]);
  const path =
    segments.length > 1 && views.has(segments[0] ?? "") && segments[1]?.startsWith("@") ? segments.slice(1) : segments;
  const first = stripInvisible(path[0] ?? "");
  const software = knownServer(server);
  const [, parent = ""] = /^(?:files|media|img|cdn|static|assets|proxy|s3|pool)\.(.+)$/.exec(server) ?? [];
  if (software === null && knownServer(parent) !== null) return content("fediverse", "photo");
  if (first.startsWith("@") && (software !== null || !writesAtNamesOnItsOwn(server))) {
    const found = atName(server, first.slice(1), path.slice(1));
    if (found !== null) return found;
  }
  return software === null ? null : onKnownServer(server, software, path);
}

/** "@user@server", "user@server" and "acct:user@server", without what precedes the user. */
export function webfinger(text: string): { user: string; server: string } | null {
  const match = /^([^@\s/]{1,64})@([^@\s/:?#]{3,253})$/u.exec(stripInvisible(text));
  return match === null ? null : { user: match[1] ?? "", server: match[2] ?? "" };
}
