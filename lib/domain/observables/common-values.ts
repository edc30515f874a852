import { isShortener } from "../addresses/shorteners";
import { registrableDomain } from "./hosts";
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
    "instabio.cc mylinks.ai heylink.me linkfly.to tap.bio many.link znap.link guns.lol pillar.io juicy.bio onlylinks.io " +
    "linkbio.co lnk.at shor.by koji.to withkoji.com komi.io linkpop.com popl.co zaap.bio lit.link potofu.me profcard.info start.page bio.fm campsite.to " +
    "contactin.bio contactinbio.com fans.link sociatap.com sleek.bio mssg.me hipolink.me hipolink.net ln.ki linkgenie.co linktw.in onlylinks.com biolinky.co " +
    "hopp.bio hopp.co bio.to crd.co linksome.me",
  platform:
    "x.com twitter.com instagram.com facebook.com fb.com threads.net threads.com tiktok.com snapchat.com reddit.com youtube.com twitch.tv " +
    "pinterest.com pinterest.fr linkedin.com tumblr.com vk.com discord.com discord.gg bsky.app mastodon.social onlyfans.com mym.fans fansly.com " +
    "fanvue.com patreon.com google.com apple.com microsoft.com amazon.com amazon.fr amazon.de amazon.co.uk amazon.es amazon.it wikipedia.org spotify.com " +
    "youtu.be fb.watch messenger.com x.ai snap.com soundcloud.com deezer.com netflix.com tinder.com bumble.com badoo.com meetic.fr happn.com " +
    "chaturbate.com stripchat.com cam4.com bongacams.com livejasmin.com camsoda.com myfreecams.com flirt4free.com pornhub.com xvideos.com xhamster.com " +
    "redtube.com youporn.com redgifs.com erome.com manyvids.com fancentro.com loyalfans.com justfor.fans admireme.vip swame.com iwantclips.com clips4sale.com " +
    "sextpanther.com niteflirt.com unlockd.me passes.com frisk.chat fetlife.com adultfriendfinder.com ashleymadison.com amazon.ca amazon.nl ebay.com ebay.fr " +
    "etsy.com vinted.fr vinted.com leboncoin.fr aliexpress.com temu.com shein.com yahoo.com bing.com qwant.com live.com icloud.com vimeo.com dailymotion.com quora.com " +
    "steamcommunity.com roblox.com ok.ru weibo.com zhihu.com deviantart.com flickr.com medium.com substack.com",
  payment_service:
    "paypal.com paypal.me leetchi.com lydia-app.com lydia.me sumeria.eu lepotcommun.fr paylib.fr wero-wallet.eu revolut.com revolut.me cash.app " +
    "ko-fi.com buymeacoffee.com throne.com thrn.co stripe.com gofundme.com tipeee.com paysafecard.com " +
    "sumeria.me lepotcommun.com venmo.com zellepay.com wise.com skrill.com neteller.com sumup.com sumup.link square.link squareup.com helloasso.com cotizup.com " +
    "onparticipe.fr wishtender.com streamlabs.com streamelements.com tipeeestream.com utip.io donationalerts.com boosty.to gumroad.com payhip.com " +
    "youpay.co binance.com coinbase.com blockchain.com buymeacoff.ee coff.ee transcash.fr neosurf.com rewarble.com crypto.com gocardless.com ulule.com kisskissbankbank.com",
  messenger:
    "t.me telegram.me telegram.org wa.me whatsapp.com signal.me signal.org signal.group m.me " +
    "telegram.dog telesco.pe viber.com line.me kik.com kik.me skype.com wechat.com wickr.com threema.ch threema.id session.org simplex.chat discordapp.com zoom.us",
  mass_host:
    "github.com gitlab.com wordpress.com blogger.com wixsite.com weebly.com google.fr goo.gl dropbox.com mega.nz mediafire.com wetransfer.com imgur.com gmail.com outlook.com notion.site " +
    "telegra.ph graph.org rentry.co pastebin.com justpaste.it notion.so canva.com typeform.com jotform.com mega.io gofile.io pixeldrain.com 4shared.com 1fichier.com " +
    "box.com swisstransfer.com fromsmash.com we.tl terabox.com bunkr.si cyberdrop.me catbox.moe imgbb.com ibb.co postimg.cc wix.com squarespace.com shopify.com " +
    "webflow.com godaddy.com jimdo.com e-monsite.com skyrock.com over-blog.com hotmail.com proton.me protonmail.com cloudflare.com amazonaws.com",
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
  return host === undefined ? null : (domainReason(host) ?? domainReason(registrableDomain(host) ?? ""));
}
