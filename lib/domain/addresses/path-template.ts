// Templates say in data what an address looks like:
//
//   "/{handle}/media|likes"          segments; "|" separates alternatives
//   "/user/*/posts/**"               "*" is any one segment, a final "**" any number of them (also none)
//   "/*/%d"                          "%d" is digits
//   "/@{handle}"                     braces capture a name of that space; "{name+}" captures all remaining segments
//   "/profile.php?id={id}"           query values: a capture, a word, "x*" for a beginning; a bare key must be present
//   "m.me|messenger.com/t/{handle}"  without a leading slash the template holds on those hosts only
//
// Literals ignore case, as people type them on phones.

export interface Place {
  /** Without "www." and without the labels for languages and devices. */
  readonly host: string;
  /** One of the platform's own hosts: the templates without a host hold here. */
  readonly isMain: boolean;
  readonly segments: readonly string[];
  readonly query: ReadonlyMap<string, string>;
}

export interface Captured {
  readonly space: string;
  readonly value: string;
}

interface Piece {
  readonly matcher: RegExp;
  readonly space: string | null;
}

export interface Template {
  readonly hosts: readonly string[] | null;
  readonly pieces: readonly Piece[];
  readonly tail: "none" | "any" | { readonly space: string };
  readonly query: readonly { readonly name: string; readonly piece: Piece }[];
  /** The first segment is nothing but a name, so reserved words must not be taken for one. */
  readonly startsWithName: boolean;
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

function compilePiece(source: string): Piece {
  let space: string | null = null;
  const alternatives = source.split("|").map((alternative) =>
    alternative
      .split(/(%d|\*|\{[^}]*\})/)
      .map((part) => {
        if (part === "%d") return "\\d+";
        if (part === "*") return ".*";
        if (part.startsWith("{")) {
          space = part.slice(1, -1);
          return "(.+)";
        }
        return escape(part);
      })
      .join(""),
  );
  return { matcher: new RegExp(`^(?:${alternatives.join("|")})$`, "isu"), space };
}

export function compileTemplate(source: string): Template {
  const [path = "", query = ""] = source.split("?", 2);
  const slash = path.indexOf("/");
  const hosts = slash === 0 ? null : path.slice(0, slash).split("|");
  const segments = path.slice(slash).split("/").filter(Boolean);
  const last = segments.at(-1);
  const rest = last !== undefined && /^\{\w+\+\}$/.test(last) ? last.slice(1, -2) : null;
  const tail = last === "**" ? "any" : rest === null ? "none" : { space: rest };
  if (tail !== "none") segments.pop();
  return {
    hosts,
    pieces: segments.map(compilePiece),
    tail,
    query: query
      .split("&")
      .filter(Boolean)
      .flatMap((pair) => {
        const [names = "", value = "*"] = pair.split("=", 2);
        return [{ name: names, piece: compilePiece(value) }];
      }),
    startsWithName: segments[0] !== undefined && /^\{\w+\}$/.test(segments[0]),
  };
}

const matchPiece = (piece: Piece, text: string): Captured | boolean => {
  const match = piece.matcher.exec(text);
  if (match === null) return false;
  const groups: (string | undefined)[] = match.slice(1);
  const value = groups.find((group) => group !== undefined);
  return piece.space !== null && value !== undefined ? { space: piece.space, value } : true;
};

function queryValue(place: Place, names: string): string | undefined {
  for (const name of names.split("|")) {
    const value = place.query.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** True for a match without a capture; the capture, if the template has one. */
export function matchTemplate(template: Template, place: Place): Captured | boolean {
  if (template.hosts === null ? !place.isMain : !template.hosts.includes(place.host)) return false;
  const surplus = place.segments.length - template.pieces.length;
  if (surplus < 0 || (template.tail === "none" && surplus > 0)) return false;
  if (typeof template.tail === "object" && surplus === 0) return false;
  let captured: Captured | null = null;
  for (const [index, piece] of template.pieces.entries()) {
    const match = matchPiece(piece, place.segments[index] ?? "");
    if (match === false) return false;
    if (match !== true) captured = match;
  }
  for (const { name, piece } of template.query) {
    const value = queryValue(place, name);
    const match = value !== undefined && matchPiece(piece, value);
    if (match === false) return false;
    if (match !== true) captured = match;
  }
  if (typeof template.tail === "object") {
    return { space: template.tail.space, value: place.segments.slice(template.pieces.length).join("/") };
  }
  return captured ?? true;
}
