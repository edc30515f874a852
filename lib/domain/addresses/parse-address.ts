import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { Finding, ParsedAddress } from "./address";
import { maxLineLength, unknown } from "./address";
import { refang, replaceLoneSurrogates, stripInvisible } from "./clean-text";
import { urlOfKey } from "./identity";
import type { Found } from "./running-text";
import { isOneHandle, readLine } from "./running-text";

export type { ParsedAddress } from "./address";
export { unwrapLink } from "./unwrap-link";

export interface ParseOptions {
  /** For handles without a link: the platform that the person chose. A link always speaks for itself. */
  readonly platform?: PlatformId;
}

export interface ParsedLine extends ParsedAddress {
  /** Counted from 1. */
  readonly line: number;
}

function reasonForNothing(line: string): Finding {
  const visible = stripInvisible(line).trim();
  if (visible === "") return unknown("empty");
  if (/^\+?[\d\s().\/-]{8,24}$/.test(visible) && visible.replace(/\D/g, "").length >= 8) return unknown("phone_number");
  return unknown(isOneHandle(line) ? "handle_without_platform" : "not_an_address");
}

function findIn(line: string, options: ParseOptions): Found[] {
  if (line.length > maxLineLength) return [{ text: line.slice(0, 200), finding: unknown("too_long") }];
  const readable = refang(replaceLoneSurrogates(line));
  const found = readLine(readable, options.platform ?? null);
  return found.length > 0 ? found : [{ text: line.trim(), finding: reasonForNothing(readable) }];
}

const kinds = ["profile", "content", "unknown"] as const;

/** The one account that a line is about: its first profile; else what it holds instead, with the reason. Never throws. */
export function parseAddress(text: string, options: ParseOptions = {}): ParsedAddress {
  const found = findIn(text, options);
  const best = kinds.map((kind) => found.find(({ finding }) => finding.kind === kind)).find((one) => one !== undefined);
  return { input: text, ...(best?.finding ?? unknown("not_an_address")) };
}

const isOpenQuestion = ({ finding }: Found): boolean =>
  finding.reason === "handle_without_platform" || finding.reason === "email";

/**
 * Every account of a text of many lines, each once; a line may be a sentence with several. Lines that hold none are kept
 * with their reason; empty lines are left out. `input` is the piece of text that was recognised.
 */
export function parseLines(text: string, options: ParseOptions = {}): ParsedLine[] {
  const known = new Set<string>();
  const parsed: ParsedLine[] = [];
  for (const [index, line] of text.split(/\r\n|[\n\r\u2028\u2029]/).entries()) {
    if (stripInvisible(line).trim() === "") continue;
    const found = findIn(line, options);
    const hasAddress = found.some((one) => !isOpenQuestion(one));
    for (const one of found) {
      if (hasAddress && isOpenQuestion(one)) continue;
      const identity = one.finding.key === null ? null : `${one.finding.platform}\u0000${one.finding.key}`;
      if (identity !== null && known.has(identity)) continue;
      if (identity !== null) known.add(identity);
      parsed.push({ input: one.text, line: index + 1, ...one.finding });
    }
  }
  return parsed;
}

/** The canonical address of the profile with this identity key; null for a key that the platform could not have. */
export function profileUrlOf(platform: PlatformId, key: string): string | null {
  if (platform === "web") return key.startsWith("//") ? `https:${key}` : null;
  if (platform === "fediverse") return parseAddress(`acct:${key}`).profileUrl;
  return urlOfKey(platform, key);
}
