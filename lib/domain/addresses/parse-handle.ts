import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { Finding } from "./address";
import { unknown } from "./address";
import { stripInvisible } from "./clean-text";
import { fediverseAccount, webfinger } from "./fediverse";
import { nameIn, profileIn } from "./identity";
import { matchPlace, segmentsOf } from "./match-place";
import { parseLink } from "./parse-link";
import type { Place } from "./path-template";
import type { PlatformRules } from "./platforms";
import { platformRules } from "./platforms";

/** Whether a name of this space stands alone in the path, where the platform's own pages are too. */
const sharesThePath = (rules: PlatformRules, space: string): boolean =>
  rules.profiles.some((template) => template.startsWithName && template.pieces[0]?.space === space);

function inBareSpaces(rules: PlatformRules, name: string): Finding | null {
  for (const spaceName of rules.data.bareSpaces) {
    const space = rules.data.spaces[spaceName];
    const fitting = space === undefined ? null : nameIn(name, space);
    if (fitting === null) continue;
    if (sharesThePath(rules, spaceName) && rules.reserved.has(fitting.toLowerCase())) {
      return unknown("reserved_name", rules.data.id);
    }
    return profileIn(rules.data.id, spaceName, fitting);
  }
  return null;
}

const placeOf = (rules: PlatformRules, path: string): Place => ({
  host: rules.data.hosts[0] ?? "",
  isMain: true,
  segments: segmentsOf(path),
  query: new Map(),
});

/** Names that the platform itself makes, such as "id123". */
function asPath(rules: PlatformRules, name: string): Finding | null {
  const found = matchPlace(rules, placeOf(rules, name));
  return found.kind === "profile" ? found : null;
}

const missing: Partial<Record<PlatformId, Finding>> = {
  discord: unknown("id_needed", "discord"),
  fediverse: unknown("server_missing", "fediverse"),
  web: unknown("link_needed", "web"),
};

/** A name given with its platform: "@lou", "u/lou", "in/lou", "UC…", a number where the platform has numbers. */
export function parseHandle(platform: PlatformId, text: string): Finding {
  const rules = platformRules[platform];
  const name = stripInvisible(text)
    .trim()
    .replace(/^<?@!?/, "")
    .replace(/>$/, "");
  if (platform === "web")
    return /^[^\s/]+\.[^\s/]/.test(name) ? parseLink(name) : (missing.web ?? unknown("link_needed"));
  if (platform === "fediverse") {
    const account = webfinger(name);
    return account === null ? unknown("server_missing", "fediverse") : fediverseAccount(account.user, account.server);
  }
  if (/\s/.test(name)) return missing[platform] ?? unknown("handle_shape", platform);
  if (name.includes("/")) {
    const found = matchPlace(rules, placeOf(rules, name));
    if (found.kind !== "unknown") return found;
  }
  const found = inBareSpaces(rules, name) ?? asPath(rules, name);
  if (found !== null) return found;
  // People leave out the service's own domain, as its sign-in does.
  if (platform === "bluesky" && /^[a-z0-9-]+$/i.test(name)) {
    return inBareSpaces(rules, `${name}.bsky.social`) ?? unknown("handle_shape", platform);
  }
  return missing[platform] ?? unknown("handle_shape", platform);
}
