import type { Finding } from "./address";
import { content, isContentReason, unknown } from "./address";
import { stripInvisible } from "./clean-text";
import { nameIn, profileIn } from "./identity";
import type { Captured, Place, Template } from "./path-template";
import { matchTemplate } from "./path-template";
import type { PlatformRules, Reasoned } from "./platforms";

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const segmentsOf = (path: string): string[] =>
  path
    .split("/")
    .map((piece) => stripInvisible(decodeOnce(piece)).trim())
    .filter((piece) => piece !== "" && piece !== ".");

/** First value of each parameter, names in lower case. */
export function queryOf(search: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) {
    // Links copied out of HTML still carry "&amp;".
    const key = name.toLowerCase().replace(/^amp;/, "");
    if (!query.has(key)) query.set(key, value);
  }
  return query;
}

/** The account that a capture names: null when its shape is no name of that space. */
function accountOf(rules: PlatformRules, captured: Captured): Finding | null {
  const space = rules.data.spaces[captured.space];
  if (space === undefined) return null;
  const name = nameIn(captured.value, space);
  return name === null ? null : profileIn(rules.data.id, captured.space, name);
}

function firstReason(rules: PlatformRules, candidates: readonly Reasoned[], place: Place): Finding | null {
  for (const { reason, template } of candidates) {
    if (matchTemplate(template, place) === false) continue;
    return isContentReason(reason) ? content(rules.data.id, reason) : unknown(reason, rules.data.id);
  }
  return null;
}

function firstProfile(
  rules: PlatformRules,
  templates: readonly Template[],
  place: Place,
): { found: Finding | null; sawName: boolean } {
  let sawName = false;
  const isReserved = rules.reserved.has((place.segments[0] ?? "").toLowerCase());
  for (const template of templates) {
    if (template.startsWithName && isReserved) continue;
    const match = matchTemplate(template, place);
    if (typeof match === "boolean") continue;
    sawName = true;
    const found = accountOf(rules, match);
    if (found !== null) return { found, sawName };
  }
  return { found: null, sawName };
}

/** What a path on a platform's own host leads to. */
export function matchPlace(rules: PlatformRules, place: Place): Finding {
  const platform = rules.data.id;
  const early = firstReason(rules, rules.early, place);
  if (early !== null) return early;
  const { found, sawName } = firstProfile(rules, rules.profiles, place);
  if (found !== null) return found;
  if (sawName) return unknown("handle_shape", platform);
  const [first] = place.segments;
  if (first === undefined) return content(platform, "front_page");
  const reserved = rules.reserved.get(first.toLowerCase());
  if (reserved !== undefined) return content(platform, reserved);
  const late = firstReason(rules, rules.late, place);
  if (late !== null) return late;
  return unknown("unknown_path", platform);
}

/** The same for an address that opens the platform's app. */
export function matchAppPlace(rules: PlatformRules, place: Place): Finding {
  const early = firstReason(rules, rules.appContents, place);
  if (early !== null) return early;
  const { found, sawName } = firstProfile(rules, rules.appProfiles, place);
  return found ?? unknown(sawName ? "handle_shape" : "unknown_path", rules.data.id);
}
