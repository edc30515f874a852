import { describe, expect, it } from "vitest";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import { parseAddress, profileUrlOf } from "./parse-address";

const did = "did:plc:z72i7hdynmk6r22z27h6tvur";
const channel = "UCabcdefghijKLMNOPqrst_-";

/** Every form of one account, by platform, canonical handle and key. */
const accounts: readonly (readonly [PlatformId, string, string, readonly string[]])[] = [
  [
    "x",
    "lou_vesper",
    "lou_vesper",
    [
      "https://x.com/lou_vesper",
      "http://www.x.com/Lou_Vesper/",
      "HTTPS://TWITTER.COM/LOU_VESPER",
      "x.com/lou_vesper",
      "//x.com/lou_vesper",
      "x.com:443/lou_vesper",
      "https://x.com./lou_vesper",
      "https://mobile.twitter.com/lou_vesper",
      "https://m.twitter.com/lou_vesper?lang=fr",
      "https://fr.twitter.com/lou_vesper",
      "https://x.com/@lou_vesper",
      "https://x.com/%40lou_vesper",
      "https://x.com/lou%5Fvesper",
      "https://x.com//lou_vesper//",
      "https://x.com/lou_vesper?s=21&t=AbC-d_e",
      "https://x.com/lou_vesper?ref_src=twsrc%5Etfw#m",
      "https://x.com/lou_vesper?utm_source=insta&amp;utm_medium=bio",
      "https://twitter.com/#!/lou_vesper",
      "https://twitter.com/intent/user?screen_name=lou_vesper",
      "https://twitter.com/intent/follow?screen_name=lou_vesper&tw_p=followbutton",
      "https://x.com/lou_vesper/with_replies",
      "https://x.com/lou_vesper/media",
      "https://x.com/lou_vesper/followers",
      "https://x.com/lou_vesper/likes",
      "https://x.com/lou_vesper/highlights",
      "twitter://user?screen_name=lou_vesper",
      "https://fxtwitter.com/lou_vesper",
      "https://nitter.net/lou_vesper",
      "intent://twitter.com/lou_vesper#Intent;package=com.twitter.android;scheme=https;end",
      "hxxps://x[.]com/lou_vesper",
      "hxxp[:]//twitter[.]com/lou_vesper",
      "https[://]x[.]com/lou_vesper",
      "x (dot) com/lou_vesper",
      "twitter[dot]com/lou_vesper",
      "<https://x.com/lou_vesper>",
      "(https://x.com/lou_vesper)",
      "\"https://x.com/lou_vesper\"",
      "« https://x.com/lou_vesper »",
      "[son compte](https://x.com/lou_vesper)",
      "https://x.com/lou_vesper.",
      "https://x.com/lou_vesper,",
      "https://x.com/lou_vesper!!!",
      "👉https://x.com/lou_vesper🔥🔥",
      "https://x.com/lou_vesper👍🏽",
      "https://x.com/lou_\u200Bvesper\u200D",
      "\u202Ahttps://x.com/lou_vesper\u202C",
      "\uFEFFx.com/lou_vesper",
      "ｈｔｔｐｓ：／／ｘ．ｃｏｍ／ｌｏｕ＿ｖｅｓｐｅｒ",
      "https://x.com/ｌｏｕ＿ｖｅｓｐｅｒ",
      "https://https://x.com/lou_vesper",
      "hhttps://x.com/lou_vesper",
      "ttps://x.com/lou_vesper",
      "https//x.com/lou_vesper",
      "https:/x.com/lou_vesper",
      "https://x.com\\lou_vesper",
      "view-source:https://x.com/lou_vesper",
      "https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2Flou_vesper&h=AT0",
      "https://l.instagram.com/?u=https%3A%2F%2Fx.com%2Flou_vesper%3Ffbclid%3DPA&e=AT0",
      "https://www.google.com/url?sa=t&url=https%3A%2F%2Fx.com%2Flou_vesper&usg=x",
      "https://www.google.fr/url?q=https://l.facebook.com/l.php?u=https%253A%252F%252Fx.com%252Flou_vesper",
      "https://www.youtube.com/redirect?event=channel_header&q=https%3A%2F%2Fx.com%2Flou_vesper",
      "https://href.li/?https://x.com/lou_vesper",
      "https://out.reddit.com/t3_abc?url=https%3A%2F%2Fx.com%2Flou_vesper&token=x",
      "https://vk.com/away.php?to=https%3A%2F%2Fx.com%2Flou_vesper",
      "https://t.me/iv?url=https%3A%2F%2Fx.com%2Flou_vesper&rhash=1",
      "https://t.umblr.com/redirect?z=https%3A%2F%2Fx.com%2Flou_vesper&t=x",
      "https://www.linkedin.com/safety/go?url=https%3A%2F%2Fx.com%2Flou_vesper",
      "https://www.tiktok.com/link/v2?aid=1988&target=https%3A%2F%2Fx.com%2Flou_vesper",
      "https://slack-redir.net/link?url=https%3A%2F%2Fx.com%2Flou_vesper",
      "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.com%2Flou_vesper&data=05",
      "https://urldefense.com/v3/__https://x.com/lou_vesper__;!!abc",
      "https://urldefense.proofpoint.com/v2/url?u=https-3A__x.com_lou-5Fvesper&d=x",
      "https://duckduckgo.com/l/?uddg=https%3A%2F%2Fx.com%2Flou_vesper",
      "https://web.archive.org/web/20260101000000/https://x.com/lou_vesper",
      "https://web.archive.org/web/20260101000000*/x.com/lou_vesper",
      "web.archive.org/web/2026id_/http:/x.com/lou_vesper",
      "https://archive.ph/newest/https://x.com/lou_vesper",
      "https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjKl:https://x.com/lou_vesper",
      "https://x-com.translate.goog/lou_vesper?_x_tr_sl=fr",
      "@lou_vesper@twitter.com",
    ],
  ],
  ["x", "id:3026622545", "id:3026622545", ["https://x.com/i/user/3026622545", "https://twitter.com/intent/user?user_id=3026622545", "twitter://user?id=3026622545"]],
  [
    "instagram",
    "lou.vesper_",
    "lou.vesper_",
    [
      "https://www.instagram.com/lou.vesper_/",
      "instagram.com/lou.vesper_?igsh=MzRlODBiNWFlZA%3D%3D",
      "https://m.instagram.com/lou.vesper_",
      "https://instagram.com/Lou.Vesper_?hl=fr",
      "https://www.instagram.com/_u/lou.vesper_",
      "https://www.instagram.com/n/lou.vesper_?utm_source=qr",
      "https://www.instagram.com/lou.vesper_/tagged/",
      "https://www.instagram.com/lou.vesper_/reels/",
      "https://www.instagram.com/lou.vesper_/embed",
      "https://instagr.am/lou.vesper_",
      "https://ig.me/m/lou.vesper_",
      "instagram://user?username=lou.vesper_",
      "intent://instagram.com/_u/lou.vesper_/#Intent;package=com.instagram.android;scheme=https;end",
      "instagram[.]com/lou[.]vesper_",
      "https://www.instagram.com/lou.vesper_%3Figsh=abc",
      "https://www.instagram.com/lou.vesper_&utm_source=x",
      "@lou.vesper_@instagram.com",
    ],
  ],
  ["threads", "lou.vesper", "lou.vesper", ["https://www.threads.net/@lou.vesper", "threads.com/@Lou.Vesper?xmt=AQG", "https://www.threads.net/@lou.vesper/replies", "barcelona://user?username=lou.vesper", "https://www.threads.com/intent/follow?username=lou.vesper", "@lou.vesper@threads.net"]],
  [
    "facebook",
    "lou.vesper.92",
    "louvesper92",
    [
      "https://www.facebook.com/lou.vesper.92",
      "facebook.com/Lou.Vesper.92/",
      "https://m.facebook.com/lou.vesper.92?eav=Afb",
      "https://mbasic.facebook.com/lou.vesper.92",
      "https://web.facebook.com/lou.vesper.92",
      "https://fr-fr.facebook.com/lou.vesper.92",
      "https://es-la.facebook.com/lou.vesper.92",
      "https://fb.com/lou.vesper.92",
      "https://m.me/lou.vesper.92",
      "https://www.facebook.com/lou.vesper.92/about",
      "https://www.facebook.com/lou.vesper.92/friends",
      "https://www.facebook.com/pg/lou.vesper.92/about/",
      "https://www.facebook.com/#!/lou.vesper.92",
      "https://www.facebook.com/home.php#!/lou.vesper.92",
      "https://www.facebook.com/lou.vesper.92?mibextid=ZbWKwL&__tn__=%3C",
      "https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Flou.vesper.92&tabs=timeline",
      "fb://facewebmodal/f?href=https%3A%2F%2Fwww.facebook.com%2Flou.vesper.92",
    ],
  ],
  [
    "facebook",
    "100012241140363",
    "id:100012241140363",
    [
      "https://www.facebook.com/profile.php?id=100012241140363",
      "facebook.com/profile.php?id=100012241140363&rc=p&__tn__=R",
      "https://m.facebook.com/profile.php?v=timeline&id=100012241140363",
      "https://www.facebook.com/100012241140363",
      "https://www.facebook.com/people/Lou-Vesper/100012241140363/",
      "https://www.facebook.com/people/_/100012241140363",
      "https://www.facebook.com/pages/Lou-Vesper/100012241140363",
      "https://www.facebook.com/groups/552447494882281/user/100012241140363/",
      "https://www.facebook.com/marketplace/profile/100012241140363/",
      "https://www.facebook.com/profile/100012241140363",
      "fb://profile/100012241140363",
    ],
  ],
  ["facebook", "lou-vesper-105522931489227", "id:105522931489227", ["https://www.facebook.com/Lou-Vesper-105522931489227/", "https://www.facebook.com/p/Lou-Vesper-105522931489227/", "https://www.facebook.com/pages/category/Artist/Lou-Vesper-105522931489227/"]],
  ["tiktok", "lou.vesper", "lou.vesper", ["https://www.tiktok.com/@lou.vesper", "tiktok.com/@Lou.Vesper?is_from_webapp=1&sender_device=pc", "https://m.tiktok.com/@lou.vesper", "https://www.tiktok.com/@lou.vesper?lang=fr", "https://www.tiktok.com/embed/@lou.vesper", "https://tiktok.com/%40lou.vesper"]],
  ["tiktok", "id:6569595380449902597", "id:6569595380449902597", ["https://m.tiktok.com/h5/share/usr/6569595380449902597.html", "https://www.tiktok.com/share/user/6569595380449902597", "snssdk1233://user/profile/6569595380449902597"]],
  ["snapchat", "lou-vesper", "lou-vesper", ["https://www.snapchat.com/add/lou-vesper", "https://snapchat.com/@Lou-Vesper", "snapchat.com/add/lou-vesper?share_id=abc&locale=fr-FR", "https://story.snapchat.com/@lou-vesper", "https://www.snapchat.com/u/lou-vesper", "snapchat://add/lou-vesper"]],
  [
    "telegram",
    "lou_vesper",
    "lou_vesper",
    [
      "https://t.me/lou_vesper",
      "t.me/Lou_Vesper",
      "https://t.me/s/lou_vesper",
      "https://t.me/s/lou_vesper?before=120",
      "https://telegram.me/lou_vesper",
      "https://www.telegram.me/lou_vesper",
      "https://telegram.dog/lou_vesper",
      "https://lou_vesper.t.me",
      "https://t.me/lou_vesper?start=abc",
      "https://t.me/@lou_vesper",
      "tg://resolve?domain=lou_vesper",
      "intent://resolve?domain=lou_vesper#Intent;package=org.telegram.messenger;scheme=tg;end",
      "https://web.telegram.org/k/#@lou_vesper",
      "https://web.telegram.org/a/#@Lou_Vesper",
      "https://web.telegram.org/#/im?p=@lou_vesper",
      "https://web.telegram.org/k/#?tgaddr=tg%3A%2F%2Fresolve%3Fdomain%3Dlou_vesper",
    ],
  ],
  ["telegram", "6891155458", "id:6891155458", ["http://web.telegram.org/a/#6891155458", "tg://user?id=6891155458"]],
  ["reddit", "lou-vesper_1", "lou-vesper_1", ["https://www.reddit.com/user/Lou-Vesper_1/", "https://reddit.com/u/lou-vesper_1", "https://old.reddit.com/user/lou-vesper_1/submitted/", "https://np.reddit.com/u/lou-vesper_1", "https://fr.reddit.com/user/lou-vesper_1/comments/", "https://www.reddit.com/r/u_lou-vesper_1/", "u/lou-vesper_1", "/u/lou-vesper_1", "https://new.reddit.com/user/lou-vesper_1?utm_source=share", "https://www.reddit.com/user/lou-vesper_1.json"]],
  ["youtube", "louvesper", "@louvesper", ["https://www.youtube.com/@LouVesper", "youtube.com/@louvesper/videos", "https://m.youtube.com/@louvesper?si=abc", "https://music.youtube.com/@louvesper", "https://www.youtube.com/@louvesper/shorts", "https://youtube.com/%40louvesper", "https://www.youtube.com/user/@louvesper"]],
  ["youtube", "élo·die_二", "@élo·die_二", ["https://www.youtube.com/@Élo·die_二", "https://www.youtube.com/@%C3%89lo%C2%B7die_%E4%BA%8C", "youtube.com/@E\u0301lo·die_二"]],
  ["youtube", channel, `channel/${channel}`, [`https://www.youtube.com/channel/${channel}`, `https://gaming.youtube.com/channel/${channel}/featured`, `https://youtube.com/channel/${channel}/videos?view=0`, `https://www.youtube.com/embed/live_stream?channel=${channel}`, `https://www.youtube.com/feeds/videos.xml?channel_id=${channel}`, channel]],
  ["youtube", "louvesper", "c/louvesper", ["https://www.youtube.com/c/LouVesper", "https://www.youtube.com/c/louvesper/about"]],
  ["youtube", "louvesper", "user/louvesper", ["https://www.youtube.com/user/LouVesper", "http://m.youtube.com/user/louvesper/videos", "https://www.youtube.com/subscription_center?add_user=louvesper"]],
  ["twitch", "lou_vesper", "lou_vesper", ["https://www.twitch.tv/Lou_Vesper", "m.twitch.tv/lou_vesper/profile", "https://twitch.tv/lou_vesper/videos?filter=all", "https://www.twitch.tv/lou_vesper/clips", "https://player.twitch.tv/?channel=lou_vesper&parent=x.example", "https://www.twitch.tv/popout/lou_vesper/chat", "twitch://stream/lou_vesper"]],
  ["pinterest", "lou_vesper", "lou_vesper", ["https://www.pinterest.fr/lou_vesper/", "https://pinterest.com/lou_vesper/_saved/", "https://br.pinterest.com/lou_vesper/_created", "https://www.pinterest.co.uk/Lou_Vesper", "https://pinterest.com.au/lou_vesper/boards/", "pinterest://user/lou_vesper"]],
  ["linkedin", "lou-vesper-5a4b3c", "in/lou-vesper-5a4b3c", ["https://www.linkedin.com/in/lou-vesper-5a4b3c/", "https://fr.linkedin.com/in/Lou-Vesper-5a4b3c", "linkedin.com/mwlite/in/lou-vesper-5a4b3c", "https://www.linkedin.com/in/lou-vesper-5a4b3c/recent-activity/all/", "https://www.linkedin.com/in/lou-vesper-5a4b3c/en", "https://www.linkedin.com/comm/in/lou-vesper-5a4b3c?midToken=x", "https://www.linkedin.com/in/lou-vesper-5a4b3c/overlay/contact-info/"]],
  ["linkedin", "loïs-müller", "in/loïs-müller", ["https://www.linkedin.com/in/loïs-müller/", "https://www.linkedin.com/in/lo%C3%AFs-m%C3%BCller", "linkedin.com/in/loi\u0308s-mu\u0308ller"]],
  ["linkedin", "vesper", "company/vesper", ["https://www.linkedin.com/company/vesper/", "https://www.linkedin.com/company/Vesper/about/", "https://m.linkedin.com/company/vesper"]],
  ["tumblr", "lou-vesper", "lou-vesper", ["https://lou-vesper.tumblr.com", "https://Lou-Vesper.tumblr.com/archive", "https://www.tumblr.com/lou-vesper", "https://tumblr.com/blog/lou-vesper", "https://www.tumblr.com/blog/view/lou-vesper", "https://www.tumblr.com/dashboard/blog/lou-vesper", "lou-vesper.tumblr.com/page/2", "https://www.tumblr.com/follow/lou-vesper", "https://tumblr.com/@lou-vesper"]],
  ["vk", "lou.vesper", "lou.vesper", ["https://vk.com/lou.vesper", "m.vk.com/Lou.Vesper", "https://vkontakte.ru/lou.vesper", "https://vk.ru/lou.vesper", "https://vk.me/lou.vesper", "https://vk.com/@lou.vesper"]],
  ["vk", "id123456", "id123456", ["https://vk.com/id123456", "m.vk.com/id123456", "https://vk.com/profile.php?id=123456", "vk://vk.com/id123456"]],
  ["discord", "123456789012345678", "123456789012345678", ["https://discord.com/users/123456789012345678", "https://discordapp.com/users/123456789012345678", "https://ptb.discord.com/users/123456789012345678", "discord://-/users/123456789012345678", "<@123456789012345678>", "<@!123456789012345678>"]],
  ["bluesky", "lou.bsky.social", "lou.bsky.social", ["https://bsky.app/profile/lou.bsky.social", "bsky.app/profile/Lou.Bsky.Social", "https://bsky.app/profile/@lou.bsky.social", "https://lou.bsky.social", "@lou.bsky.social", "https://bsky.app/profile/lou.bsky.social/followers", "at://lou.bsky.social"]],
  ["bluesky", "vesper.example.com", "vesper.example.com", ["https://bsky.app/profile/vesper.example.com"]],
  ["bluesky", did, did, [`https://bsky.app/profile/${did}`, `https://bsky.app/profile/did%3Aplc%3Az72i7hdynmk6r22z27h6tvur`, `at://${did}`, `at://${did}/app.bsky.actor.profile/self`, did]],
  ["fediverse", "lou@mastodon.social", "lou@mastodon.social", ["https://mastodon.social/@lou", "https://mastodon.social/@Lou", "https://mastodon.social/users/lou", "https://mastodon.social/web/@lou", "https://mastodon.social/@lou/with_replies", "@lou@mastodon.social", "@Lou@Mastodon.Social", "lou@mastodon.social", "acct:lou@mastodon.social", "https://piaille.fr/@lou@mastodon.social", "https://elk.zone/mastodon.social/@lou"]],
  ["fediverse", "lou@social.vesper.example", "lou@social.vesper.example", ["https://social.vesper.example/@lou", "@lou@social.vesper.example", "https://social.vesper.example/@lou/media"]],
  ["fediverse", "lou@pixelfed.social", "lou@pixelfed.social", ["https://pixelfed.social/lou", "https://pixelfed.social/@lou", "@lou@pixelfed.social"]],
  ["fediverse", "lou@lemmy.world", "lou@lemmy.world", ["https://lemmy.world/u/lou", "https://lemmy.ml/u/lou@lemmy.world", "@lou@lemmy.world"]],
  ["fediverse", "lou@xn--mstodn-4ta9h.example", "lou@xn--mstodn-4ta9h.example", ["https://xn--mstodn-4ta9h.example/@lou"]],
  ["onlyfans", "lou.vesper", "lou.vesper", ["https://onlyfans.com/lou.vesper", "onlyfans.com/Lou.Vesper/media", "https://onlyfans.com/lou.vesper/c12", "https://onlyfans.com/lou.vesper/trial/abc123", "https://www.onlyfans.com/lou.vesper?ref=1"]],
  ["mym", "louvesper", "louvesper", ["https://mym.fans/louvesper", "mym.fans/LouVesper", "https://www.mym.fans/louvesper/"]],
  ["fansly", "lou_vesper", "lou_vesper", ["https://fansly.com/lou_vesper", "https://fansly.com/Lou_Vesper/posts", "https://fans.ly/lou_vesper"]],
  ["fanvue", "lou-vesper", "lou-vesper", ["https://www.fanvue.com/lou-vesper", "fanvue.com/Lou-Vesper"]],
  ["linktree", "lou.vesper", "lou.vesper", ["https://linktr.ee/lou.vesper", "linktr.ee/Lou.Vesper/", "https://linktr.ee/lou.vesper?utm_source=linktree_profile_share&ltsid=x"]],
  ["allmylinks", "lou-vesper", "lou-vesper", ["https://allmylinks.com/lou-vesper", "allmylinks.com/Lou-Vesper"]],
  ["beacons", "louvesper", "louvesper", ["https://beacons.ai/louvesper", "beacons.ai/LouVesper/shop"]],
  ["web", "https://rencontres.example.com/u/Lou?id=7", "//rencontres.example.com/u/Lou?id=7", ["https://rencontres.example.com/u/Lou?id=7", "https://RENCONTRES.example.com/u/Lou?id=7&utm_source=x&fbclid=y#top", "https://lou:secret@rencontres.example.com/u/Lou?id=7", "rencontres.example.com/u/Lou?id=7", "https://rencontres.example.com:443/u/Lou?id=7"]],
  ["web", "https://app.example.com/#!/u/lou", "//app.example.com/#!/u/lou", ["https://app.example.com/#!/u/lou"]],
  ["web", "https://xn--rencontr-i1a.example/", "//xn--rencontr-i1a.example/", ["https://rencontré.example", "https://xn--rencontr-i1a.example/"]],
];

describe("the forms of an address", () => {
  it.each(accounts)("reads every form of %s %s (key %s) as one account", (platform, handle, key, forms) => {
    const wrong = forms
      .map((form) => parseAddress(form))
      .filter((found) => found.kind !== "profile" || found.platform !== platform || found.handle !== handle || found.key !== key || found.reason !== null);
    expect(wrong).toEqual([]);
  });

  it("comes back to the same account from its canonical address and from its key", () => {
    for (const [platform, handle, key, forms] of accounts) {
      const found = parseAddress(forms[0] ?? "");
      expect(found.profileUrl).toMatch(/^https:\/\//);
      expect(parseAddress(found.profileUrl ?? "")).toMatchObject({ platform, handle, key });
      expect(parseAddress(profileUrlOf(platform, key) ?? "")).toMatchObject({ platform, key });
    }
  });

  it("gives no two different accounts one key", () => {
    const keys = accounts.map(([platform, , key]) => `${platform} ${key}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("carries the platform's own id wherever the address has it", () => {
    expect(parseAddress("https://x.com/i/user/12").stableId).toBe("12");
    expect(parseAddress("https://www.facebook.com/Lou-Vesper-105522931489227").stableId).toBe("105522931489227");
    expect(parseAddress(`https://bsky.app/profile/${did}`).stableId).toBe(did);
    expect(parseAddress(`https://www.youtube.com/channel/${channel}`).stableId).toBe(channel);
    expect(parseAddress("https://vk.com/id123").stableId).toBe("123");
    expect(parseAddress("https://discord.com/users/123456789012345678").stableId).toBe("123456789012345678");
    expect(parseAddress("https://onlyfans.com/u123456789").stableId).toBe("123456789");
    expect(parseAddress("https://www.linkedin.com/company/1035/").stableId).toBe("1035");
    expect(parseAddress("https://x.com/lou_vesper").stableId).toBeNull();
  });
});

describe("case and Unicode, as each platform treats them", () => {
  const key = (text: string): string | null => parseAddress(text).key;

  it("tells capitals apart where the platform does", () => {
    expect(key("youtube.com/channel/UCabcdefghijKLMNOPqrst_-")).not.toBe(key("youtube.com/channel/UCabcdefghijklmnopqrst_-"));
    expect(key("https://example.com/Lou")).not.toBe(key("https://example.com/lou"));
    expect(key("linkedin.com/in/ACoAABabcdefghijklmnopqrstuvwxyz0123456")).not.toBe(key("linkedin.com/in/ACoAABABCDEFGHIJKLMNOPQRSTUVWXYZ0123456"));
    expect(key("tiktok.com/@MS4wLjABAAAAabcdefghijklmnopqrstuv")).not.toBe(key("tiktok.com/@MS4wLjABAAAAABCDEFGHIJKLMNOPQRSTUV"));
  });

  it("keeps how the handle was written, for the eye", () => {
    expect(parseAddress("https://x.com/Lou_Vesper")).toMatchObject({ handle: "lou_vesper", shownHandle: "Lou_Vesper" });
  });

  it("takes no look-alike letter for an ASCII one", () => {
    for (const text of ["https://x.com/lоu", "https://www.instagram.com/lοu", "https://t.me/lou_vеsper", "https://www.tiktok.com/@lou‐v"]) {
      expect(parseAddress(text)).toMatchObject({ kind: "unknown", reason: "handle_shape" });
    }
  });

  it("takes no look-alike host for a platform", () => {
    for (const text of ["https://х.com/lou", "https://instаgram.com/lou", "https://x.com.evil.example/lou", "https://instagram.com@evil.example/lou", "https://evil.example/x.com/lou", "https://notx.com/lou", "https://instagram.co/lou"]) {
      expect(parseAddress(text).platform).toBe("web");
    }
  });

  it("keeps names apart that live in different spaces of one platform", () => {
    const pairs = [
      ["youtube.com/@lou", "youtube.com/c/lou"],
      ["youtube.com/c/lou", "youtube.com/user/lou"],
      ["youtube.com/user/lou", "youtube.com/lou"],
      ["linkedin.com/in/lou", "linkedin.com/company/lou"],
      ["linkedin.com/company/lou", "linkedin.com/school/lou"],
      ["x.com/12", "x.com/i/user/12"],
      ["tiktok.com/@6569595380449902", "tiktok.com/share/user/6569595380449902"],
      ["@lou@mastodon.social", "@lou@mastodon.online"],
      ["bsky.app/profile/lou.bsky.social", "bsky.app/profile/lou.example.com"],
      ["vk.com/id12", "vk.com/id123"],
      ["https://example.com/a?id=1", "https://example.com/a?id=2"],
      ["https://example.com/#/lou", "https://example.com/#/max"],
      ["https://example.com:8080/lou", "https://example.com/lou"],
      ["pinterest.com/lou", "pinterest.com/lou_"],
      ["instagram.com/lou.v", "instagram.com/louv"],
    ];
    for (const [one = "", other = ""] of pairs) {
      expect(parseAddress(one).kind).toBe("profile");
      expect(parseAddress(other).kind).toBe("profile");
      expect(key(one)).not.toBe(key(other));
    }
  });
});
