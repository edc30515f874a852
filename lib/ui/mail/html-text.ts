const latin =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
/** The named characters of Latin-1, and those of printing that mails in our languages use; another name stays as it is written. */
const named = new Map<string, string>([
  ...latin.split(" ").map((name, index) => [name, String.fromCharCode(160 + index)] as const),
  ...Object.entries({
    ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", lsquo: "‘", rsquo: "’", sbquo: "‚", ldquo: "“", rdquo: "”" },
    ...{ bdquo: "„", ndash: "–", mdash: "—", hellip: "…", bull: "•", euro: "€", trade: "™", oelig: "œ", OElig: "Œ" },
    ...{
      Yuml: "Ÿ",
      lsaquo: "‹",
      rsaquo: "›",
      rarr: "→",
      larr: "←",
      ensp: " ",
      emsp: " ",
      thinsp: " ",
      zwnj: "",
      zwj: "",
    },
  }),
]);

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}\d{0,2}));?/giu, (whole, decimal, hex, name) => {
    if (typeof name === "string") return named.get(name) ?? whole;
    const code = typeof decimal === "string" ? Number(decimal) : Number.parseInt(String(hex), 16);
    const isCharacter = code > 0 && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : "\uFFFD";
  });
}

/** What holds no words for a reader, with all that stands in it. */
const silent = new Set(["style", "script", "head", "title", "template", "noscript", "object", "svg"]);
const breaking = new Set(
  "address article br blockquote center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tbody td th thead tr ul".split(
    " ",
  ),
);
const spaced = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"]);

/** One tag or comment; quoted values may hold a `>`. */
const tags = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9:-]{0,20})(?:[^<>"']|"[^"]*"|'[^']*')*>|<[!?][^<>]*>/giu;
const mostCharacters = 2_000_000;

/**
 * The text of a page of markup as a reader sees it, line by line; what stands in a quotation begins its lines with ">". It is text
 * work alone: nothing of the page runs, is shown or is fetched.
 */
export function textOfHtml(page: string): string {
  const html = page.slice(0, mostCharacters);
  const lines: string[] = [];
  let line = "";
  let quotes = 0;
  let skipped: string | null = null;
  const end = (): void => {
    const text = line.replace(/\s+/gu, " ").trim();
    if (text !== "") lines.push(quotes > 0 ? `> ${text}` : text);
    line = "";
  };
  const blank = (): void => {
    if (lines.length > 0 && lines.at(-1) !== "") lines.push("");
  };
  const add = (text: string): void => {
    if (skipped === null) line += decoded(text);
  };
  let from = 0;
  for (const match of html.matchAll(tags)) {
    add(html.slice(from, match.index));
    from = match.index + match[0].length;
    const [, slash, raw = ""] = match;
    const name = raw.toLowerCase();
    if (skipped !== null) {
      if (slash === "/" && (name === skipped || (skipped === "head" && name === "body"))) skipped = null;
      continue;
    }
    if (slash === "" && silent.has(name)) skipped = match[0].endsWith("/>") ? null : name;
    if (!breaking.has(name)) continue;
    end();
    if (spaced.has(name)) blank();
    if (name === "blockquote") quotes = Math.max(0, quotes + (slash === "/" ? -1 : 1));
  }
  add(html.slice(from));
  end();
  return lines.join("\n").trim();
}
