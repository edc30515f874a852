import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { AddressReason, ContentReason } from "./address";
import type { Template } from "./path-template";
import { compileTemplate } from "./path-template";
import { bluesky } from "./platform-data/bluesky";
import { allmylinks, beacons, fansly, fanvue, linktree, mym, onlyfans } from "./platform-data/creators";
import { discord } from "./platform-data/discord";
import { facebook } from "./platform-data/facebook";
import { instagram } from "./platform-data/instagram";
import { linkedin } from "./platform-data/linkedin";
import { fediverse, web } from "./platform-data/open-web";
import { pinterest } from "./platform-data/pinterest";
import { reddit } from "./platform-data/reddit";
import { snapchat } from "./platform-data/snapchat";
import { telegram } from "./platform-data/telegram";
import { threads } from "./platform-data/threads";
import { tiktok } from "./platform-data/tiktok";
import { tumblr } from "./platform-data/tumblr";
import { twitch } from "./platform-data/twitch";
import { vk } from "./platform-data/vk";
import { x } from "./platform-data/x";
import { youtube } from "./platform-data/youtube";
import type { PlatformData, Templates } from "./platform-shape";

export const platforms: Readonly<Record<PlatformId, PlatformData>> = {
  x,
  instagram,
  facebook,
  threads,
  tiktok,
  snapchat,
  telegram,
  reddit,
  youtube,
  twitch,
  pinterest,
  linkedin,
  tumblr,
  vk,
  discord,
  bluesky,
  fediverse,
  onlyfans,
  mym,
  fansly,
  fanvue,
  linktree,
  allmylinks,
  beacons,
  web,
};

export interface Reasoned {
  readonly reason: AddressReason;
  readonly template: Template;
}

/** A platform's data, compiled once. */
export interface PlatformRules {
  readonly data: PlatformData;
  readonly early: readonly Reasoned[];
  readonly profiles: readonly Template[];
  readonly reserved: ReadonlyMap<string, ContentReason>;
  readonly late: readonly Reasoned[];
  readonly appContents: readonly Reasoned[];
  readonly appProfiles: readonly Template[];
}

type ByReason = Partial<Record<AddressReason, Templates>>;

const compileByReason = (byReason: ByReason = {}): Reasoned[] =>
  Object.entries(byReason).flatMap(([reason, templates]) =>
    templates.map((source) => ({ reason: reason as AddressReason, template: compileTemplate(source) })),
  );

// A word that stands in two lists keeps its first reason; the general "platform_page" comes last in every platform's data.
function compileReserved(reserved: PlatformData["reserved"]): Map<string, ContentReason> {
  const words = new Map<string, ContentReason>();
  for (const [reason, list] of Object.entries(reserved)) {
    for (const word of list.toLowerCase().split(" ")) if (!words.has(word)) words.set(word, reason as ContentReason);
  }
  return words;
}

const compile = (data: PlatformData): PlatformRules => ({
  data,
  early: [...compileByReason(data.unresolved), ...compileByReason(data.contents)],
  profiles: data.profiles.map(compileTemplate),
  reserved: compileReserved(data.reserved),
  late: compileByReason(data.otherwise),
  appContents: compileByReason(data.app?.contents),
  appProfiles: (data.app?.profiles ?? []).map(compileTemplate),
});

export const platformRules: Readonly<Record<PlatformId, PlatformRules>> = Object.fromEntries(
  Object.values(platforms).map((data) => [data.id, compile(data)]),
) as Record<PlatformId, PlatformRules>;
