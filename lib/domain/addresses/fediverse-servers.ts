/** What a server runs decides what its addresses look like. Unlisted servers are read as Mastodon writes them. */
export type ServerSoftware = "mastodon" | "lemmy" | "pixelfed" | "peertube" | "friendica" | "mbin";

const servers: Readonly<Record<ServerSoftware, string>> = {
  mastodon:
    "mastodon.social mastodon.online mastodon.world mastodon.cloud mastodon.xyz mastodon.art mastodon.scot mastodon.green mastodon.nl " +
    "mastodon.ie mastodon.uno mastodon.zaclys.com mastodon.top mastodon.gamedev.place mastodon.nu mastodon.sdf.org mastodon.eus " +
    "mastodon.au mastodon.nz mastodon.bida.im mastodon.design mastodon.technology mastodon.energy mastodon.education mastodon.llarian.net " +
    "mstdn.social mstdn.jp mstdn.io mstdn.ca mstdn.party mstdn.plus mstdn.fr mstdn.business mstdn.science mas.to masto.ai masto.nu masto.es " +
    "masto.pt masto.host mamot.fr piaille.fr framapiaf.org social.vivaldi.net social.tchncs.de social.lol social.coop social.bund.de " +
    "social.linux.pizza social.network.europa.eu social.overheid.nl social.sciences.re social.numerique.gouv.fr social.anoxinon.de " +
    "hachyderm.io fosstodon.org infosec.exchange techhub.social ioc.exchange tech.lgbt chaos.social toot.community toot.cafe toot.io " +
    "tooting.ch toot.bike toot.wales tkz.one troet.cafe norden.social nrw.social ruhr.social hessen.social bonn.social det.social " +
    "muenchen.social dresden.network sueden.social berlin.social home.social universeodon.com c.im pawoo.net kolektiva.social aus.social " +
    "mindly.social sfba.social sigmoid.social scholar.social fediscience.org newsie.social journa.host defcon.social front-end.social " +
    "indieweb.social ravenation.club wandering.shop dice.camp octodon.social eldritch.cafe diaspodon.fr oc.todon.fr todon.eu todon.nl " +
    "climatejustice.social disabled.social lgbtqia.space tenforward.social twit.social writing.exchange zirk.us 101010.pl pol.social " +
    "livellosegreto.it sociale.network puntarella.party poliversity.it friendsofdesoto.social floss.social functional.cafe hostux.social " +
    "bdx.town shelter.moe pouet.chapril.org social.3dotz.de nerdculture.de metalhead.club meow.social furry.engineer plush.city " +
    "dragonscave.space planet.moe mk.nixnet.social switter.at sinblr.com humblr.social kinkyelephant.com nsfw.social baraag.net " +
    "counter.social esq.social federate.social flipboard.social press.coop threads.social vmst.io wien.rocks graz.social qoto.org " +
    "woof.group veganism.social vivaldi.net xoxo.zone botsin.space beige.party cyberplace.social glammr.us hcommons.social mathstodon.xyz " +
    "misskey.io misskey.design sushi.ski nijimiss.moe firefish.social calckey.social blahaj.zone sharkey.world shitposter.world " +
    "poa.st spinster.xyz freespeechextremist.com pleroma.social blob.cat udongein.xyz fedibird.com mixi.social better.boston",
  lemmy:
    "lemmy.world lemmy.ml lemmy.ca lemmy.one lemmy.zip lemmy.today lemmy.dbzer0.com lemmy.sdf.org lemmy.blahaj.zone lemmygrad.ml lemmynsfw.com " +
    "programming.dev sh.itjust.works beehaw.org feddit.org feddit.de feddit.it feddit.nl feddit.uk feddit.dk jlai.lu discuss.tchncs.de " +
    "infosec.pub midwest.social reddthat.com startrek.website slrpnk.net aussie.zone sopuli.xyz lemm.ee hexbear.net ttrpg.network",
  pixelfed:
    "pixelfed.social pixelfed.de pixelfed.fr pixelfed.uno pixelfed.art pixelfed.au pixelfed.tokyo pixelfed.eus pixel.tchncs.de pixey.org " +
    "metapixl.com gram.social pixelfed.scot pxlmo.com pix.diaspodon.fr",
  peertube:
    "framatube.org peertube.tv tilvids.com diode.zone video.blender.org makertube.net spectra.video tube.tchncs.de peertube.social " +
    "videos.trom.tf video.ploud.fr tube.nocturlab.fr skeptikon.fr",
  friendica:
    "friendica.me squeet.me libranet.de nerdica.net venera.social friendica.world social.isurf.ca loma.ml anonsys.net",
  mbin: "kbin.social fedia.io kbin.run kbin.earth thebrainbin.org",
};

const softwareOf = new Map<string, ServerSoftware>(
  Object.entries(servers).flatMap(([software, hosts]) =>
    hosts.split(" ").map((host) => [host, software as ServerSoftware] as const),
  ),
);

const byFirstLabel: readonly (readonly [RegExp, ServerSoftware])[] = [
  [
    /^(?:mastodon|mstdn|masto|mamot|misskey|pleroma|akkoma|gotosocial|gts|firefish|calckey|sharkey|iceshrimp|fedi|hometown)$/,
    "mastodon",
  ],
  [/^(?:lemmy|feddit)$/, "lemmy"],
  [/^(?:pixelfed)$/, "pixelfed"],
  [/^(?:peertube)$/, "peertube"],
  [/^(?:friendica)$/, "friendica"],
  [/^(?:kbin|mbin)$/, "mbin"],
];

/** The software of a server that is known, or that says so in its name; null for any other host. */
export function knownServer(host: string): ServerSoftware | null {
  const listed = softwareOf.get(host);
  if (listed !== undefined) return listed;
  const labels = host.split(".");
  if (labels.length < 2) return null;
  return byFirstLabel.find(([label]) => label.test(labels[0] ?? ""))?.[1] ?? null;
}

/** Sites that write "/@name" without being part of the fediverse. */
const otherSites = new Set(
  (
    "7cups.com medium.com flipboard.com hackerearth.com hackmd.io hashnode.com hashnode.dev hive.blog peakd.com ecency.com steemit.com " +
    "holopin.io hubpages.com kaskus.co.id laracasts.com lichess.org playstrategy.org pychess.org listed.to observablehq.com odysee.com lbry.tv " +
    "pikabu.ru producthunt.com pronouns.page replit.com repl.it seoforum.com traewelling.de unsplash.com velog.io wakatime.com clubhouse.com " +
    "joinclubhouse.com substack.com truthsocial.com gettr.com anonup.com kick.com rumble.com lemon8-app.com likee.video kwai.com triller.co dlive.tv " +
    "trovo.live vkvideo.ru vkplay.live boosty.to telegra.ph note.com note.mu zenn.dev qiita.com speakerdeck.com codepen.io glitch.com glitch.me " +
    "val.town deno.land jsr.io npmjs.com unpkg.com esm.sh cdn.skypack.dev skypack.dev jsdelivr.net cdn.jsdelivr.net instructables.com thingiverse.com " +
    "makerworld.com printables.com ko-fi.com patreon.com fanfix.io passes.com fansmine.com slushy.com admireme.vip justfor.fans manyvids.com loyalfans.com fancentro.com " +
    "unlockd.me fanhouse.app cameo.com tellonym.me ask.fm ngl.link curiouscat.live sarahah.com vsco.co bereal.com bere.al poparazzi.com locket.camera " +
    "linkin.bio lnk.bio bio.link campsite.bio solo.to hoo.be carrd.co about.me tap.bio stan.store snipfeed.co komi.io throne.com wishtender.com " +
    "spotify.com open.spotify.com soundcloud.com audius.co mixcloud.com last.fm deezer.com bandlab.com vimeo.com dailymotion.com bilibili.tv coub.com 9gag.com " +
    "imgur.com giphy.com tenor.com deviantart.com newgrounds.com pixiv.net artstation.com behance.net dribbble.com figma.com canva.com gumroad.com " +
    "etsy.com poshmark.com vinted.fr vinted.com depop.com leboncoin.fr allo.social paypal.me venmo.com cash.app wise.com revolut.me lydia-app.com leetchi.com " +
    "paragraph.xyz mirror.xyz farcaster.xyz warpcast.com lens.xyz hey.xyz zora.co foundation.app opensea.io rarible.com galxe.com debank.com " +
    "kakao.com story.kakao.com brunch.co.kr tistory.com naver.com line.me page.line.me lin.ee weibo.com douyin.com kuaishou.com xiaohongshu.com " +
    "google.com maps.google.com google.fr goo.gl openstreetmap.org waze.com archive.org archive.is archive.ph github.com gitlab.com gitee.com codeberg.org " +
    "stackblitz.com codesandbox.io kaggle.com huggingface.co leetcode.com hackerrank.com keybase.io matrix.to element.io gitter.im discourse.org revue.co " +
    "getrevue.co buttondown.com ghost.io wordpress.com blogger.com livejournal.com dreamwidth.org wattpad.com archiveofourown.org royalroad.com inkitt.com " +
    "strava.com komoot.com duolingo.com memrise.com chess.com letterboxd.com trakt.tv goodreads.com babelio.com senscritique.com bandcamp.com genius.com " +
    "rottentomatoes.com imdb.com tripadvisor.com tripadvisor.fr yelp.com polywork.com read.cv contra.com malt.fr upwork.com fiverr.com calendly.com cal.com " +
    "minds.com mewe.com gab.com parler.com bitchute.com brighteon.social locals.com subscribestar.com buymeacoffee.com liberapay.com opencollective.com hypothes.is are.na"
  ).split(" "),
);

export const writesAtNamesOnItsOwn = (host: string): boolean => {
  const labels = host.split(".");
  return labels.some((_, start) => start < labels.length - 1 && otherSites.has(labels.slice(start).join(".")));
};

const mailProviders =
  /^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|aol|icloud|me|mac|proton|protonmail|pm|gmx|web|mail|orange|wanadoo|free|sfr|laposte|bbox|numericable|neuf|club-internet|tutanota|tuta|zoho|yandex|fastmail|hey|duck|riseup|mailo|posteo|mailbox)\.(?:com|fr|net|org|de|me|co\.uk|ch|be|ca|it|es|ru|eu|io|us|nl|at|pt)$/;
export const isMailProvider = (host: string): boolean => mailProviders.test(host);
