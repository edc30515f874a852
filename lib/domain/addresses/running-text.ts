import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { Finding } from "./address";
import { unknown } from "./address";
import { fediverseAccount } from "./fediverse";
import { knownServer } from "./fediverse-servers";
import type { Lexeme } from "./lexemes";
import { lexemesOf } from "./lexemes";
import { locateHost } from "./locate-host";
import { parseHandle } from "./parse-handle";
import { parseLink } from "./parse-link";
import { plainWord, platformsNamed } from "./platform-words";

export interface Found {
  readonly finding: Finding;
  readonly text: string;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));
/** "@lou on insta": what may stand between a handle and the platform that it belongs to. */
const connectors = setOf("sur on dans in via chez from at the le la du de compte account profil profile");
/** "mon insta c'est lou.v": what may stand between a platform and the handle. */
const fillers = setOf(
  "est is c'est its it's pseudo compte account user username handle profil profile name nom id identifiant de du le mon son sa ma my her his their the",
);
const joiners = setOf("et and ou or & + y und e");
const neverHandles = setOf(
  "moi toi lui elle eux me her him them you link lien here ici ok oui non yes no ban fake faux bot bots compte account profil profile page post " +
    "story stories photo photos video videos live dm mp pas rien none nothing inconnu unknown same idem pareil aussi also et and ou or the le la les un une",
);

const isPlatformMark = (lexeme: Lexeme | undefined): boolean => lexeme?.type === "mark" && lexeme.text === ":";

/** Which platforms a lexeme names, given its neighbours. */
function named(lexemes: readonly Lexeme[], at: number): readonly PlatformId[] {
  const lexeme = lexemes[at];
  if (lexeme?.type === "link") {
    // "instagram.com : @lou": the bare host is the platform's name.
    const text = lexeme.text.toLowerCase().replace(/^www\./, "");
    const located = /^[a-z0-9.-]+$/.test(text) ? locateHost(text) : null;
    return located?.is === "pages" && located.name === null ? [located.rules.data.id] : [];
  }
  if (lexeme?.type !== "word") return [];
  const all = platformsNamed(lexeme.text);
  const next = lexemes[at + 1];
  const before = lexemes[at - 1];
  const isIntroduced = before?.type === "word" && connectors.has(plainWord(before.text));
  const isEnclosed = before?.type === "mark" && before.text === "(";
  const isPlain = isPlatformMark(next) || next?.type === "mention" || isIntroduced || isEnclosed || all.length > 1;
  return all.filter((one) => !one.isShy || isPlain).map((one) => one.platform);
}

/** The platform named behind a handle: "@lou (insta)", "@lou sur X", "lou.v insta". */
function namedBehind(lexemes: readonly Lexeme[], at: number, mayBeAdjacent: boolean): readonly PlatformId[] {
  let connected = false;
  let index = at + 1;
  for (; index < lexemes.length && index <= at + 4; index += 1) {
    const lexeme = lexemes[index];
    if (lexeme?.type === "mark" && (lexeme.text === "(" || lexeme.text === "-")) connected = true;
    else if (lexeme?.type === "word" && connectors.has(plainWord(lexeme.text)) && named(lexemes, index).length === 0)
      connected = true;
    else break;
  }
  const found = named(lexemes, index);
  const next = lexemes[index + 1];
  if (found.length === 0 || isPlatformMark(next)) return [];
  return connected || (mayBeAdjacent && next?.type !== "mention") ? found : [];
}

/** The platforms named before a word that has no "@", and how surely they announce a handle. */
function namedBefore(lexemes: readonly Lexeme[], at: number): { platforms: readonly PlatformId[]; isMarked: boolean } {
  let isMarked = false;
  for (let index = at - 1; index >= 0 && index >= at - 5; index -= 1) {
    const lexeme = lexemes[index];
    const platforms = named(lexemes, index);
    if (platforms.length > 0) return { platforms, isMarked };
    if (isPlatformMark(lexeme) || (lexeme?.type === "mark" && lexeme.text === "-")) isMarked = true;
    else if (lexeme?.type !== "word" || !fillers.has(plainWord(lexeme.text))) break;
  }
  return { platforms: [], isMarked: false };
}

interface Line {
  readonly lexemes: readonly Lexeme[];
  /** Two words and nothing else: a platform and a handle, in whichever order. */
  readonly isPair: boolean;
}

const looksLikeHandle = (word: string): boolean =>
  /^[a-z0-9._-]*$/i.test(word) && /[a-z]/i.test(word) && /[\d._]/.test(word);

/** Handles written without "@": only beside a platform's name, and only what an ordinary word would not look like. */
function bareHandle({ lexemes, isPair }: Line, at: number): readonly PlatformId[] {
  const lexeme = lexemes[at];
  if (lexeme === undefined || (lexeme.type !== "word" && !(lexeme.type === "link" && lexeme.isWeak))) return [];
  if (neverHandles.has(plainWord(lexeme.text)) || fillers.has(plainWord(lexeme.text)) || named(lexemes, at).length > 0)
    return [];
  const { platforms, isMarked } = namedBefore(lexemes, at);
  const next = lexemes[at + 1];
  const isLast =
    next === undefined || next.type === "mark" || (next.type === "word" && joiners.has(plainWord(next.text)));
  if (platforms.length > 0) return looksLikeHandle(lexeme.text) || isPair || (isMarked && isLast) ? platforms : [];
  const behind = namedBehind(lexemes, at, isPair);
  return looksLikeHandle(lexeme.text) || isPair ? behind : [];
}

function account(lexeme: Lexeme & { type: "account" }, pending: readonly PlatformId[]): Finding {
  const at = lexeme.text.lastIndexOf("@");
  const user = lexeme.text.slice(0, at);
  const server = lexeme.text.slice(at + 1).toLowerCase();
  const isFediverse = lexeme.hasSign || pending.includes("fediverse") || knownServer(server) !== null;
  return isFediverse ? fediverseAccount(user, server) : unknown("email");
}

function mention(lexemes: readonly Lexeme[], at: number, pending: readonly PlatformId[]): Finding[] {
  const name = lexemes[at]?.text ?? "";
  if (/\.bsky\.social$/i.test(name)) return [parseHandle("bluesky", name)];
  const behind = namedBehind(lexemes, at, pending.length === 0);
  const platforms = behind.length > 0 ? behind : pending;
  if (platforms.length > 0) return platforms.map((platform) => parseHandle(platform, name));
  // Discord writes "<@number>" for a person.
  return [
    /^!?\d{17,20}$/.test(name) ? parseHandle("discord", name.replace("!", "")) : unknown("handle_without_platform"),
  ];
}

/** Words that are addresses by themselves. */
function tellingWord(word: string): Finding | null {
  if (/^\/?(?:u|user|r)\/[\w-]{3,21}$/i.test(word)) return parseHandle("reddit", word);
  if (/^UC[\w-]{22}$/.test(word)) return parseHandle("youtube", word);
  return /^[^\s#@]{2,32}#\d{4}$/.test(word) ? unknown("id_needed", "discord") : null;
}

function read(line: Line, at: number, pending: readonly PlatformId[]): Finding[] {
  const { lexemes } = line;
  const lexeme = lexemes[at];
  if (lexeme === undefined || lexeme.type === "mark") return [];
  if (lexeme.type === "mention") return mention(lexemes, at, pending);
  if (lexeme.type === "account") return [account(lexeme, pending)];
  const bare = bareHandle(line, at);
  if (bare.length > 0) return bare.map((platform) => parseHandle(platform, lexeme.text));
  if (lexeme.type === "link") return [parseLink(lexeme.text)];
  const telling = tellingWord(lexeme.text);
  return telling === null ? [] : [telling];
}

/** How many words a platform's name reaches forward to a handle with "@". */
const reach = 8;

/** All addresses and handles of one line, in order. Handles take the platform named beside them, else the one given. */
export function readLine(text: string, given: PlatformId | null): Found[] {
  const lexemes = lexemesOf(text);
  const spoken = lexemes.filter((lexeme) => lexeme.type !== "mark");
  const [only] = spoken;
  if (
    given !== null &&
    spoken.length === 1 &&
    only !== undefined &&
    (only.type === "word" || (only.type === "link" && only.isWeak))
  ) {
    return [{ text: only.text, finding: parseHandle(given, only.text) }];
  }
  const line: Line = { lexemes, isPair: spoken.length === 2 };
  const found: Found[] = [];
  const usual: readonly PlatformId[] = given === null ? [] : [given];
  let pending = usual;
  let distance = 0;
  for (const [at, lexeme] of lexemes.entries()) {
    const platforms = named(lexemes, at);
    if (platforms.length > 0) {
      const before = lexemes[at - 1];
      const isJoined = distance === 1 && before?.type === "word" && joiners.has(plainWord(before.text));
      pending = isJoined ? [...pending, ...platforms] : platforms;
      distance = 0;
      if (lexeme.type === "link") found.push({ text: lexeme.text, finding: parseLink(lexeme.text) });
      continue;
    }
    if (lexeme.type !== "mark") distance += 1;
    if (distance > reach || (lexeme.type === "mark" && lexeme.text === ".")) pending = usual;
    const shown =
      lexeme.type === "mention" || (lexeme.type === "account" && lexeme.hasSign) ? `@${lexeme.text}` : lexeme.text;
    for (const finding of read(line, at, pending)) found.push({ text: shown, finding });
  }
  return found;
}

/** Whether the line is nothing but one word that could be somebody's handle. */
export function isOneHandle(line: string): boolean {
  const spoken = lexemesOf(line).filter((lexeme) => lexeme.type !== "mark");
  const [only] = spoken;
  return (
    spoken.length === 1 &&
    only?.type === "word" &&
    /^(?=.*[\p{L}_]|\d{15})[\p{L}\p{N}_.·-]{2,60}$/u.test(only.text) &&
    named(spoken, 0).length === 0
  );
}
