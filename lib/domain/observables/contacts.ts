import { found, type ObservableSubkind, type Reading, refused } from "./observable";
import { readDialled } from "./phones";
import type { Place } from "./place";

const bare = (text: string): string => text.trim().replace(/^@/, "");

/** Three to fifteen signs from a letter on, with at most single dots, dashes and underscores between them. */
export function readSnapchat(text: string): Reading {
  const name = bare(text).toLowerCase();
  if (name === "") return refused("snapchat", "empty");
  const isName = /^[a-z](?:[._-]?[a-z0-9])*$/.test(name) && name.length >= 3 && name.length <= 15;
  return isName ? found("snapchat", name) : refused("snapchat", "handle_shape");
}

/** Pages of the messenger's site that are nobody's name. */
const telegramPages = new Set(
  "joinchat addstickers addemoji addlist addtheme share iv proxy socks setlanguage bg login confirmphone invoice boost giftcode contact msg nft stickers".split(
    " ",
  ),
);

/** Four signs are sold, five and more are given; from a letter on, underscores single and never last. */
export function readTelegram(text: string): Reading {
  const name = bare(text).toLowerCase();
  if (name === "") return refused("telegram", "empty");
  const isName = /^[a-z](?:_?[a-z0-9])*$/.test(name) && name.length >= 4 && name.length <= 32;
  return isName && !telegramPages.has(name)
    ? found("telegram", name, { display: `@${name}` })
    : refused("telegram", "handle_shape");
}

function readInvite(hash: string): Reading {
  return /^[\w-]{10,40}$/.test(hash) ? found("telegram_invite", hash) : refused("telegram_invite", "handle_shape");
}

/** A nickname, a dot, two digits or more, as the messenger writes its names. */
export function readSignalName(text: string): Reading {
  const name = bare(text).toLowerCase();
  if (name === "") return refused("signal_username", "empty");
  const isName = /^[a-z_][a-z0-9_]{2,31}\.(?!00)\d{2,9}$/.test(name);
  return isName ? found("signal_username", name) : refused("signal_username", "handle_shape");
}

function opaque(subkind: Extract<ObservableSubkind, "signal_link" | "whatsapp_link">, text: string): Reading {
  const code = text.replace(/\.+$/, "");
  return /^[\w/=+.-]{6,400}$/.test(code) ? found(subkind, code) : refused(subkind, "handle_shape");
}

const telegramHosts = /^(?:t\.me|telegram\.(?:me|dog)|tg\.dev|telesco\.pe)$/;

function telegramAt({ host, segments, query, hash }: Place): Reading | null {
  // In the browser's own window the name stands behind the "#".
  const open = host === "web.telegram.org" ? /^(?:\/im\?p=)?@(\w+)/.exec(hash)?.[1] : undefined;
  if (open !== undefined) return readTelegram(open);
  const named = /^([a-z0-9_]+)\.t\.me$/.exec(host)?.[1];
  if (named !== undefined && named !== "www") return readTelegram(named);
  if (!telegramHosts.test(host)) return null;
  const [first = "", second = ""] = segments;
  if (first === "joinchat") return readInvite(second);
  if (first.startsWith("+") || first.startsWith("%2B")) {
    const rest = first.replace(/^(?:\+|%2B)/i, "");
    return /^\d{7,15}$/.test(rest) ? readDialled("telegram_phone", rest) : readInvite(rest);
  }
  if (first === "s" && second !== "") return readTelegram(second);
  if (first === "" || telegramPages.has(first.toLowerCase()) || query.has("url")) return null;
  const name = readTelegram(first);
  return name.ok ? name : null;
}

/** Six to fifteen digits, whatever stands between them; null for anything else. */
function digitsIn(text: string): string | null {
  const plain = text.replace(/^%2B/i, "+").replace(/[\s().\-]/gu, "");
  return /^\+?\d{6,15}$/.test(plain) ? plain : null;
}

function whatsappAt({ host, segments, query }: Place): Reading | null {
  const [first = "", second = "", third = ""] = segments;
  const phone = (text: string | null): Reading | null => {
    const digits = digitsIn(text ?? "");
    return digits === null ? null : readDialled("whatsapp_phone", digits);
  };
  if (host === "chat.whatsapp.com") return opaque("whatsapp_link", `chat/${first === "invite" ? second : first}`);
  if (host !== "wa.me" && !/(?:^|\.)whatsapp\.com$/.test(host)) return null;
  if (first === "message" || first === "qr") return opaque("whatsapp_link", `${first}/${second}`);
  // A shop's list of goods, and one of them, are called by the shop's number.
  if (first === "c") return phone(second);
  if (first === "p" && third !== "") return phone(third);
  if (first === "channel") return opaque("whatsapp_link", `channel/${second}`);
  return (host === "wa.me" ? phone(first) : null) ?? phone(query.get("phone"));
}

function signalAt({ host, hash }: Place): Reading | null {
  if (host === "signal.group") return hash === "" ? null : opaque("signal_link", `group/${hash}`);
  if (host !== "signal.me") return null;
  const phone = /^p\/(?:\+|%2B)?(\d{6,15})$/i.exec(hash)?.[1];
  if (phone !== undefined) return readDialled("signal_phone", phone);
  return /^eu\/./.test(hash) ? opaque("signal_link", hash) : null;
}

function snapchatAt({ host, segments }: Place): Reading | null {
  if (!/(?:^|\.)snapchat\.com$/.test(host)) return null;
  const [first = "", second = ""] = /^[a-z]{2}(?:-[a-z]{2})?$/i.test(segments[0] ?? "") ? segments.slice(1) : segments;
  if (first === "add") return readSnapchat(second);
  return first.startsWith("@") ? readSnapchat(first) : null;
}

/** Links of the messengers' own schemes, which have no host: their parameters say it all. */
function appLink(place: Place): Reading | null {
  const { scheme, host, query, segments } = place;
  if (scheme === "whatsapp" && query.get("phone")) return readDialled("whatsapp_phone", query.get("phone") ?? "");
  if (scheme === "snapchat") return host === "add" && segments[0] !== undefined ? readSnapchat(segments[0]) : null;
  if (scheme === "sgnl") return signalAt(place);
  if (scheme !== "tg") return null;
  if (query.get("invite")) return readInvite(query.get("invite") ?? "");
  if (query.get("phone")) return readDialled("telegram_phone", query.get("phone") ?? "");
  return query.get("domain") ? readTelegram(query.get("domain") ?? "") : null;
}

/** Whom a link calls; null where it is no contact's. */
export function contactAt(place: Place): Reading | null {
  if (place.scheme !== "https") return appLink(place);
  return telegramAt(place) ?? whatsappAt(place) ?? signalAt(place) ?? snapchatAt(place);
}
