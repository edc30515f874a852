import { foldFullWidth, refang, stripInvisible, trimWord } from "../addresses/clean-text";
import { unwrapLink } from "../addresses/unwrap-link";

/** A link in the parts that its readers ask for. */
export interface Place {
  /** "https" for both schemes of the web, else the application's own. */
  readonly scheme: string;
  /** Lower case, without "www." and the final dot. */
  readonly host: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  /** Without its "#". */
  readonly hash: string;
  readonly url: URL;
}

const appSchemes = /^(?:tg|whatsapp|sgnl|snapchat):/i;
/** A name before an "@" and no scheme: a mailbox, not a page. */
const mailbox = /^[^/?#@]+@/;
const longest = 2000;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * A text as a link: defanged spellings undone, wrappers taken off without opening them (`isWrapped` leaves them). Null where it is
 * none. Never throws.
 */
export function placeOf(text: string, { isWrapped = false } = {}): Place | null {
  if (text.length > 4 * longest) return null;
  const plain = trimWord(refang(foldFullWidth(stripInvisible(text))).trim(), true).trim();
  if (plain === "" || plain.length > longest || /\s/u.test(plain)) return null;
  const isApp = appSchemes.test(plain);
  if (!isApp && /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(plain) && !/^https?:/i.test(plain)) return null;
  if (!isApp && !/^https?:/i.test(plain) && mailbox.test(plain)) return null;
  const absolute = isApp ? plain : /^https?:/i.test(plain) ? plain : `https://${plain.replace(/^\/{2}/, "")}`;
  let url: URL;
  try {
    url = new URL(isApp || isWrapped ? absolute : unwrapLink(absolute));
  } catch {
    return null;
  }
  if (!isApp && url.protocol !== "https:" && url.protocol !== "http:") return null;
  return {
    scheme: isApp ? url.protocol.slice(0, -1) : "https",
    host: url.hostname
      .toLowerCase()
      .replace(/\.$/, "")
      .replace(/^(?:www\.)+(?=[^.]+\.)/, ""),
    segments: url.pathname
      .split("/")
      .filter((part) => part !== "")
      .map(decoded),
    query: url.searchParams,
    hash: url.hash.slice(1),
    url,
  };
}
