import { foldFullWidth, stripInvisible, trimWord } from "./clean-text";
import { locateHost } from "./locate-host";
import { platformNamed, platformsNamed } from "./platform-words";
import { hasKnownDomain } from "./top-level-domains";

export type Lexeme =
  /** `isWeak`: could be a handle with a dot in it. */
  | { readonly type: "link"; readonly text: string; readonly isWeak: boolean }
  /** "@name" */
  | { readonly type: "mention"; readonly text: string }
  /** "name@server.example", with or without "@" in front. */
  | { readonly type: "account"; readonly text: string; readonly hasSign: boolean }
  | { readonly type: "word"; readonly text: string }
  /** Punctuation that says how words belong together. */
  | { readonly type: "mark"; readonly text: string };

const link = (text: string, isWeak = false): Lexeme => ({ type: "link", text, isWeak });
const mark = (text: string): Lexeme => ({ type: "mark", text });
const pointsOn = /[:=→➡➜➔►▶⇒👉]/u;

// Known, so that "javascript:…" is refused as a link while "pseudo:lou" is two words.
const otherSchemes =
  /^(?:data|javascript|vbscript|mailto|tel|sms|smsto|callto|phone|ftp|sftp|file|blob|about|chrome|edge|ws|wss|magnet|bitcoin|ethereum|skype|whatsapp|acct|intent|view-source|web\+[a-z]+|xmpp|sip|geo|urn|cid|resource|android-app|market|did|at|gopher|ssh|git|irc|news|nntp|ldap|jar|feed|spotify|weixin|viber|signal|line|zoommtg|microsoft-edge|x-safari-https?):/i;

const hostShape = /^(?:[\p{L}\p{N}_-]+\.)+[\p{L}][\p{L}\p{N}-]*\.?(?::\d{1,5})?(?=[/?#\\]|$)/u;

function schemelessLink(text: string, isAlone: boolean): Lexeme | null {
  const folded = foldFullWidth(stripInvisible(text)).replace(/^\/\//, "");
  const shape = hostShape.exec(folded)?.[0];
  if (shape === undefined || shape.length > 260) return null;
  const host = shape.replace(/:\d+$/, "").replace(/\.$/, "").toLowerCase();
  if (locateHost(host) !== null || host.startsWith("www.")) return link(text);
  if (!hasKnownDomain(host)) return null;
  if (folded.length > shape.length + 1) return link(text);
  return link(text, !isAlone || folded.length === shape.length);
}

function classify(word: string, isAlone: boolean): Lexeme[] {
  if (
    /^(?:h{1,3}t{1,3}ps?|t?tps?):?\/\//i.test(word) ||
    otherSchemes.test(word) ||
    /^[a-z][a-z0-9+.-]*:\/\//i.test(word)
  )
    return [link(word)];
  if (/^https?(?::|%3a)/i.test(word)) return [link(word)];
  const colon = /^([^:=@/]{1,30})[:=](?!\/\/)(.+)$/su.exec(word);
  if (colon !== null && (platformNamed(colon[1] ?? "") !== null || !hostShape.test(word))) {
    return [{ type: "word", text: colon[1] ?? "" }, mark(":"), ...classify(colon[2] ?? "", false)];
  }
  const signed = /^@(?=[^@])(.+)$/su.exec(word)?.[1];
  const glued = /^([\p{L}/]{1,30}?)\/?@([\p{L}\p{N}_.·-]+)$/u.exec(word);
  if (
    glued !== null &&
    platformsNamed(glued[1] ?? "").length > 0 &&
    !(glued[2]?.includes(".") && hasKnownDomain(glued[2]))
  ) {
    return [{ type: "word", text: glued[1] ?? "" }, mark(":"), { type: "mention", text: glued[2] ?? "" }];
  }
  const account = /^[^@\s/]+@[^@\s/]+\.[^@\s/]+$/u.test(signed ?? word);
  if (account) return [{ type: "account", text: signed ?? word, hasSign: signed !== undefined }];
  if (signed !== undefined) {
    const name = /^!?[\p{L}\p{M}\p{N}_.·-]+/u.exec(stripInvisible(signed))?.[0] ?? "";
    return name === "" ? [{ type: "word", text: word }] : [{ type: "mention", text: name.replace(/[.-]+$/, "") }];
  }
  const found = schemelessLink(word, isAlone);
  return [found ?? { type: "word", text: word }];
}

/** Cuts before a link that is glued to what precedes it ("insta:https://…"), but not inside wrapped links. */
function cutBeforeLink(chunk: string): string[] {
  const at = chunk.search(/h(?:tt|xx)ps?:\/\//i);
  if (at <= 0) return [chunk];
  const before = chunk.slice(0, at);
  const isOwnWord =
    /^[^\s/.?%]*$/.test(before) &&
    !otherSchemes.test(before) &&
    !/(?:view-source:|x-safari-|microsoft-edge:|fb:|h{1,2}t{0,2}p?s?:?)$/i.test(before);
  return isOwnWord ? [before, chunk.slice(at)] : [chunk];
}

function lexChunk(chunk: string, isAlone: boolean): Lexeme[] {
  const markdown = chunk.indexOf("](");
  if (markdown >= 0) {
    const label = chunk.slice(0, markdown).replace(/^!?\[/, "");
    return [...(label === "" ? [] : lexChunk(label, false)), ...lexChunk(chunk.slice(markdown + 2), isAlone)];
  }
  const lexemes: Lexeme[] = [];
  for (const piece of chunk.split(/[,;|](?=https?:|hxxps?:|www\.|@)/i).flatMap(cutBeforeLink)) {
    const word = trimWord(piece, isAlone && /^h(?:tt|xx)ps?:/i.test(piece));
    if (/^[([{]/.test(piece) && !/^[([{]/.test(word)) lexemes.push(mark("("));
    if (word === "") lexemes.push(mark(pointsOn.test(piece) ? ":" : /[.!?…]/.test(piece) ? "." : ","));
    else if (/^[\p{P}\p{S}]+$/u.test(word) && !word.startsWith("@"))
      lexemes.push(mark(pointsOn.test(word) ? ":" : /[-–—]/.test(word) ? "-" : ","));
    else lexemes.push(...classify(word, isAlone));
    const after = word === "" ? "" : piece.slice(piece.lastIndexOf(word) + word.length);
    if (pointsOn.test(after)) lexemes.push(mark(":"));
    else if (/[)\]}]/.test(after)) lexemes.push(mark(")"));
    else if (/[.!?…]/.test(after)) lexemes.push(mark("."));
    else if (/[,;|]/.test(after)) lexemes.push(mark(","));
  }
  return lexemes;
}

/** Joins what people write in two words: "tik tok", "only fans". */
function joinSplitNames(lexemes: readonly Lexeme[]): Lexeme[] {
  const joined: Lexeme[] = [];
  for (const lexeme of lexemes) {
    const last = joined.at(-1);
    const both = last?.type === "word" && lexeme.type === "word" ? last.text + lexeme.text : null;
    const isName = both !== null && platformNamed(both)?.isShy === false && platformNamed(lexeme.text) === null;
    if (isName) joined.splice(-1, 1, { type: "word", text: both });
    else joined.push(lexeme);
  }
  return joined;
}

/** Words, links, handles and the punctuation between them, in order. */
export function lexemesOf(line: string): Lexeme[] {
  const chunks = line
    .split(/[\s<>"«»“”„‟]+/u)
    .filter((chunk) => stripInvisible(chunk) !== "")
    // Behind a legible scheme full-width letters may belong to an exact address.
    .map((chunk) => (/^[\x21-\x7E]*:\/\//.test(chunk) ? chunk : foldFullWidth(chunk)));
  return joinSplitNames(chunks.flatMap((chunk) => lexChunk(chunk, chunks.length === 1)));
}
