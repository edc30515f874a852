// Where a page says by itself that its reader should go. A small tolerant reader of tags: it builds no tree and runs nothing.

export interface Refresh {
  readonly delaySeconds: number;
  /** As written, entities read; empty where the page means itself. */
  readonly url: string;
}

export interface PageMoves {
  readonly refresh: Refresh | null;
  /** What relative addresses are relative to, as written. */
  readonly base: string | null;
  /** A script sets the place of the page. It is not run. */
  readonly isByScript: boolean;
}

/** The value of the header `Refresh` and of the meta element, read the way browsers read it; null where it is none. */
export function readRefresh(value: string): Refresh | null {
  const head = /^[\t\n\f\r ]*(\d*)([\d.]*)(.*)$/s.exec(value);
  if (head === null) return null;
  const [, seconds = "", fraction = "", rest = ""] = head;
  if (seconds === "" && !fraction.startsWith(".")) return null;
  const delaySeconds = Math.min(Number(seconds === "" ? 0 : seconds), 1e9);
  if (rest !== "" && !/^[;,\t\n\f\r ]/.test(rest)) return null;
  const named = /^[\t\n\f\r ]*[;,]?[\t\n\f\r ]*(?:url[\t\n\f\r ]*=[\t\n\f\r ]*)?(.*)$/is.exec(rest)?.[1] ?? "";
  const quote = /^["']/.exec(named)?.[0];
  const url = quote === undefined ? named : (named.slice(1).split(quote, 1)[0] ?? "");
  return { delaySeconds, url: url.trim() };
}

const named: Readonly<Record<string, string>> = {
  ...{
    amp: "&",
    quot: '"',
    apos: "'",
    lt: "<",
    gt: ">",
    nbsp: "\u00A0",
    colon: ":",
    sol: "/",
    period: ".",
    equals: "=",
  },
  ...{
    semi: ";",
    num: "#",
    quest: "?",
    lowbar: "_",
    hyphen: "\u2010",
    percnt: "%",
    commat: "@",
    comma: ",",
    plus: "+",
  },
  ...{ Tab: "\t", NewLine: "\n", excl: "!", dollar: "$", ast: "*", lpar: "(", rpar: ")", bsol: "\\", UnderBar: "_" },
};

/** Character references in an attribute's value, the numeric ones and the names that addresses are hidden behind. */
function unescaped(value: string): string {
  return value.replace(
    /&(?:#x([\da-f]{1,8});?|#(\d{1,9});?|(amp|quot|lt|gt)(?:;|(?![\w=]))|([a-z]{2,8});)/gi,
    (all, hex, decimal, bare, name) => {
      if (bare !== undefined) return named[String(bare).toLowerCase()] ?? all;
      if (name !== undefined) return named[String(name)] ?? all;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "\uFFFD";
    },
  );
}

type Attributes = ReadonlyMap<string, string>;
interface Tag {
  readonly name: string;
  readonly attributes: Attributes;
  /** Where the text behind it begins. */
  readonly end: number;
}

const attribute =
  /[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f\r >]*)))?/y;

/** The tag that opens at `start` (behind "<"), with the first value of each attribute; null where none does. */
function tagAt(html: string, start: number): Tag | null {
  const name = /^[a-z][^\t\n\f\r />]*/i.exec(html.slice(start, start + 40))?.[0];
  if (name === undefined) return null;
  const attributes = new Map<string, string>();
  let at = start + name.length;
  for (;;) {
    attribute.lastIndex = at;
    const found = attribute.exec(html);
    if (found === null || found[0] === "") break;
    const [whole, key = "", double, single, bare] = found;
    const lower = key.toLowerCase();
    if (!attributes.has(lower)) attributes.set(lower, unescaped(double ?? single ?? bare ?? ""));
    at += whole.length;
  }
  const close = html.indexOf(">", at);
  return { name: name.toLowerCase(), attributes, end: close < 0 ? html.length : close + 1 };
}

/** Elements whose content is text, whatever it looks like. */
const rawText = new Set([
  "script",
  "style",
  "textarea",
  "title",
  "xmp",
  "iframe",
  "noembed",
  "noframes",
  "template",
  "plaintext",
]);

const before = /(?:^|[^\w.$-])$|\b(?:window|document|self|top|parent|this|globalThis|frames)\s*(?:\.\s*|\[\s*["'])$/;
const behind =
  /^(?:["']\s*\])?(?:\s*\.\s*href|\s*\[\s*["']href["']\s*\])?\s*(?:=\s*[^=\s]|(?:\.\s*(?:replace|assign)|\[\s*["'](?:replace|assign)["']\s*\])\s*\()/;
const opensInPlace = /\bwindow\s*\.\s*(?:navigate\s*\(|open\s*\([^()]{0,2000}["']_(?:self|top|parent)["'])/;

/** Whether a script sets the place of its page in plain words. What stands around each "location" is looked at, and no more. */
function setsPlace(script: string): boolean {
  if (opensInPlace.test(script)) return true;
  const word = "location";
  for (let at = script.indexOf(word); at >= 0; at = script.indexOf(word, at + word.length)) {
    const end = at + word.length;
    if (before.test(script.slice(Math.max(0, at - 30), at)) && behind.test(script.slice(end, end + 60))) return true;
  }
  return false;
}

/** Small letters of the alphabet that tags are written in; places stay what they are, which the language's own small letters do not promise. */
const lowered = (html: string): string => html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Where the text of an element ends that holds text alone. */
function endOfText(lower: string, name: string, from: number): number {
  const close = `</${name}`;
  // After this one nothing is a tag any more.
  let at = name === "plaintext" ? -1 : lower.indexOf(close, from);
  while (at >= 0 && !/^[\t\n\f\r />]?$/.test(lower.charAt(at + close.length))) at = lower.indexOf(close, at + 1);
  return at < 0 ? lower.length : at;
}

/** Where what begins with "<" and opens no element ends: a comment, an end of one, a declaration; null where it is mere text. */
function endOfOther(html: string, open: number): number | null {
  if (html.startsWith("<!--", open)) {
    // "<!-->" and "<!--->" are whole comments, and "--!>" ends one as well.
    const short = /^<!--(?:>|->)/.exec(html.slice(open, open + 6))?.[0];
    if (short !== undefined) return open + short.length;
    commentEnd.lastIndex = open + 4;
    const end = commentEnd.exec(html);
    return end === null ? html.length : commentEnd.lastIndex;
  }
  const next = html.charAt(open + 1);
  if (next === "/") {
    const tag = tagAt(html, open + 2);
    if (tag !== null) return tag.end;
  } else if (next !== "!" && next !== "?") return null;
  const end = html.indexOf(">", open);
  return end < 0 ? html.length : end + 1;
}
const commentEnd = /--!?>/g;

/** Reads what a page says of where it leads. Never throws, whatever it is given; one pass over the text. */
export function readPage(html: string): PageMoves {
  let refresh: Refresh | null = null;
  let base: string | null = null;
  let isByScript = false;
  const lower = lowered(html);
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) break;
    const tag = tagAt(html, open + 1);
    if (tag === null) {
      at = endOfOther(html, open) ?? open + 1;
      continue;
    }
    at = tag.end;
    if (tag.name === "base") base ??= tag.attributes.get("href") ?? null;
    if (tag.name === "meta" && tag.attributes.get("http-equiv")?.trim().toLowerCase() === "refresh")
      refresh ??= readRefresh(tag.attributes.get("content") ?? "");
    isByScript ||= ["onload", "onerror"].some((event) => setsPlace(tag.attributes.get(event) ?? ""));
    if (rawText.has(tag.name)) {
      const end = endOfText(lower, tag.name, at);
      isByScript ||= tag.name === "script" && setsPlace(html.slice(at, end));
      at = end;
    }
  }
  return { refresh, base, isByScript };
}
