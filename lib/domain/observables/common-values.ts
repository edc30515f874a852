import { isShortener } from "../addresses/shorteners";
import type { Observable } from "./observable";

/** Values that everybody has: they say nothing about who runs an account, and never tie. */
export const commonReasons = [
  "shortener",
  "link_hub",
  "platform",
  "payment_service",
  "messenger",
  "mass_host",
  "brand",
  "no_value",
] as const;
export type CommonReason = (typeof commonReasons)[number];

const domains: Readonly<Record<Exclude<CommonReason, "shortener" | "brand" | "no_value">, string>> = {
  // Pages that list links: each customer's page is a value of its own, the host is not.
  link_hub:
    "linktr.ee allmylinks.com beacons.ai beacons.page lnk.bio bio.link linkin.bio campsite.bio carrd.co taplink.cc taplink.at solo.to hoo.be " +
    "bento.me about.me flow.page msha.ke getallmylinks.com linkr.bio bio.site direct.me snipfeed.co stan.store milkshake.app link.me my.bio " +
    "instabio.cc mylinks.ai heylink.me linkfly.to tap.bio many.link znap.link guns.lol pillar.io juicy.bio onlylinks.io",
  platform:
    "x.com twitter.com instagram.com facebook.com fb.com threads.net threads.com tiktok.com snapchat.com reddit.com youtube.com twitch.tv " +
    "pinterest.com pinterest.fr linkedin.com tumblr.com vk.com discord.com discord.gg bsky.app mastodon.social onlyfans.com mym.fans fansly.com " +
    "fanvue.com patreon.com google.com apple.com microsoft.com amazon.com amazon.fr amazon.de amazon.co.uk amazon.es amazon.it wikipedia.org spotify.com",
  payment_service:
    "paypal.com paypal.me leetchi.com lydia-app.com lydia.me sumeria.eu lepotcommun.fr paylib.fr wero-wallet.eu revolut.com revolut.me cash.app " +
    "ko-fi.com buymeacoffee.com throne.com thrn.co stripe.com gofundme.com tipeee.com paysafecard.com",
  messenger: "t.me telegram.me telegram.org wa.me whatsapp.com signal.me signal.org signal.group",
  mass_host:
    "github.com gitlab.com wordpress.com blogger.com wixsite.com weebly.com google.fr goo.gl dropbox.com mega.nz mediafire.com wetransfer.com imgur.com gmail.com outlook.com notion.site",
};
const reasonOf = new Map<string, CommonReason>(
  Object.entries(domains).flatMap(([reason, names]) =>
    names.split(" ").map((name) => [name, reason as CommonReason] as const),
  ),
);

/** What an affiliate parameter holds where it holds nothing. */
const emptyValues =
  /^(?:0+|1|none|null|undefined|test|default|na|n\.a\.|home|index|organic|direct|web|mobile|desktop|true|false|instagram|facebook|twitter|tiktok|snapchat|telegram|bio|link|linktree)$/i;

const domainReason = (domain: string): CommonReason | null =>
  reasonOf.get(domain) ?? (isShortener(domain) ? "shortener" : null);

/** Why a value ties nothing; null for one that does. */
export function commonReason({ subkind, canonical }: Pick<Observable, "subkind" | "canonical">): CommonReason | null {
  if (subkind === "domain") return domainReason(canonical);
  if (subkind === "gift_card") return "brand";
  if (subkind === "affiliate_id") {
    const [domain = "", , value = ""] = canonical.split(" ");
    return value.length < 2 || emptyValues.test(value)
      ? "no_value"
      : domainReason(domain) === "platform" && value.length < 4
        ? "no_value"
        : null;
  }
  if (subkind !== "link") return null;
  // The front page of a service; below it each page is somebody's.
  const host = /^https:\/\/([^/?#:]+)\/?$/.exec(canonical)?.[1];
  return host === undefined ? null : domainReason(host);
}
