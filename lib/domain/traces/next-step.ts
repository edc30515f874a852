import { asUrl } from "../addresses/as-url";
import { readPage, readRefresh, type Refresh } from "./meta-refresh";
import { urlLengthAtMost, type HopNote, type HopWay, type TraceEnd } from "./trace";

/** What an answer says of where it leads. */
export interface Answer {
  readonly status: number;
  /** Of a redirect; null for every other status. */
  readonly location: string | null;
  readonly refresh: string | null;
  readonly html: string;
}

export type Next =
  | { readonly to: string; readonly how: HopWay; readonly notes: readonly HopNote[] }
  | { readonly because: TraceEnd; readonly notes: readonly HopNote[] };

/** A page that moves on later than this is read by its visitors: it is where the link leads. */
const delaySecondsAtMost = 60;

/** Where an answer leads: a redirect before the header `Refresh`, that before the page's own meta element. Never throws. */
export function nextStep(answer: Answer, from: string): Next {
  if (answer.location !== null) return towards(answer.location, from, from, "http", []);
  const page = readPage(answer.html);
  const notes: HopNote[] = page.isByScript ? ["script"] : [];
  const header = answer.refresh === null ? null : readRefresh(answer.refresh);
  if (movesOn(header, from, from)) return towards(header.url, from, from, "header", notes);
  const base = page.base === null ? from : (resolved(page.base, from) ?? from);
  if (movesOn(page.refresh, base, from)) return towards(page.refresh.url, base, from, "meta", notes);
  return { because: "landed", notes };
}

/** A page that loads itself again leads nowhere. */
function movesOn(refresh: Refresh | null, base: string, from: string): refresh is Refresh {
  if (refresh === null || refresh.url === "" || refresh.delaySeconds > delaySecondsAtMost) return false;
  const to = resolved(refresh.url, base);
  return to === null || withoutFragment(to) !== withoutFragment(from);
}

function towards(written: string, base: string, from: string, how: HopWay, notes: readonly HopNote[]): Next {
  const to = written.trim() === "" ? null : resolved(written, base);
  if (to === null) return { because: "bad_location", notes };
  if (to.length > urlLengthAtMost) return { because: "address_length", notes };
  return { to: withFragment(to, from), how, notes };
}

function resolved(written: string, base: string): string | null {
  const text = written.trim();
  return asUrl(text, base)?.href ?? null;
}

/** A place on the page is kept through a redirect that names none. */
function withFragment(to: string, from: string): string {
  const at = from.indexOf("#");
  return at < 0 || to.includes("#") || !/^https?:/.test(to) ? to : to + from.slice(at);
}

/** The address as a server sees it. */
export const withoutFragment = (url: string): string => url.split("#", 1)[0] ?? url;
