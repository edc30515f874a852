import { describe, expect, it } from "vitest";
import type { PlatformId } from "@/lib/domain/case/vocabulary";
import type { AddressReason } from "./address";
import { parseAddress } from "./parse-address";

type Listed = Partial<Record<AddressReason, string>>;

/** Addresses on the platforms that are nobody's profile, by platform and by what they are. */
const notProfiles: Partial<Record<PlatformId, Listed>> = {
  x: {
    post: `https://x.com/lou/status/1790000000000000000 x.com/lou/status/1790000000000000000?s=20&t=x https://twitter.com/lou/statuses/17
      https://mobile.twitter.com/lou/status/17 https://twitter.com/i/web/status/17 https://x.com/i/status/17 https://twitter.com/#!/lou/status/17
      https://x.com/lou/status/17/retweets https://x.com/lou/status/17/quotes https://x.com/lou/status/17/likes https://x.com/lou/status/17/analytics
      https://fxtwitter.com/lou/status/17 https://vxtwitter.com/lou/status/17 https://nitter.net/lou/status/17 https://x.com/lou/article/17
      https://x.com/i/articles/17 https://twitter.com/i/moments/17 https://twitter.com/i/events/17 twitter://status?id=17 twitter.com/statuses/17`,
    photo: `https://x.com/lou/status/17/photo/1 https://twitter.com/lou/photo https://x.com/lou/header_photo https://pic.twitter.com/AbCdEf
      https://pbs.twimg.com/media/AbC.jpg https://pbs.twimg.com/profile_images/17/x_400x400.jpg https://nitter.net/pic/media%2Fx.jpg`,
    video: "https://x.com/lou/status/17/video/1 https://twitter.com/i/videos/17",
    search: `https://x.com/search?q=lou&src=typed_query https://twitter.com/hashtag/lou https://x.com/explore https://x.com/explore/tabs/trending
      https://twitter.com/search-advanced https://x.com/i/trends https://x.com/lou/search?q=x https://twitter.com/who_to_follow/suggestions`,
    login: `https://x.com/login https://twitter.com/i/flow/login https://x.com/i/flow/signup https://twitter.com/login?redirect_after_login=%2Flou
      https://twitter.com/account/begin_password_reset https://x.com/signup https://x.com/logout https://twitter.com/oauth/authorize?oauth_token=x
      https://twitter.com/account/access https://twitter.com/sessions`,
    list: "https://x.com/lou/lists/mes-listes https://x.com/i/lists/17 https://twitter.com/lou/lists/x/members https://twitter.com/lou/moments/17",
    live: "https://x.com/i/spaces/1vAxRkV https://x.com/i/broadcasts/1vAxRkV",
    group_or_community: "https://x.com/i/communities/17 https://x.com/i/communities/17/members",
    message: "https://x.com/messages https://x.com/messages/17-18 https://twitter.com/messages/compose?recipient_id=17",
    platform_page: `https://x.com/home https://x.com/notifications https://x.com/settings/account https://x.com/i/bookmarks https://x.com/tos https://x.com/privacy
      https://x.com/intent/post?text=lou https://twitter.com/intent/tweet?url=https://x.com/lou https://twitter.com/share?url=x https://x.com/i/grok
      https://x.com/compose/post https://x.com/jobs https://help.x.com/en/forms https://developer.x.com/en https://business.x.com/lou https://x.com/i/verified
      https://about.twitter.com/lou https://blog.x.com/lou https://ads.x.com/lou https://x.com/about https://twitter.com/download?ref=x https://x.com/followers`,
    front_page: "https://x.com https://twitter.com/ https://www.x.com/?lang=fr https://x.com/#",
    share_link_needs_opening: "https://t.co/AbCdEf1234",
    handle_shape: "https://x.com/lou-vesper https://x.com/a_name_of_sixteen https://x.com/lou.vesper https://x.com/lou%20vesper",
    unknown_path: "https://x.com/lou/whatever https://x.com/a/b/c/d",
  },
  instagram: {
    post: "https://www.instagram.com/p/C1abcDEfGhi/ instagram.com/lou/p/C1abcDEfGhi/ https://www.instagram.com/p/C1abc/?igsh=x&img_index=2 https://www.instagram.com/p/C1abc/embed/captioned https://instagr.am/p/C1abc instagram://media?id=17_18 https://ddinstagram.com/p/C1abc",
    video: "https://www.instagram.com/reel/C1abc/ https://www.instagram.com/reels/C1abc/ https://www.instagram.com/tv/C1abc/ https://www.instagram.com/lou/reel/C1abc/ https://www.instagram.com/reels/ https://www.instagram.com/reels/audio/17/",
    photo: "https://scontent-cdg4-1.cdninstagram.com/v/t51/x.jpg?stp=x",
    story: "https://www.instagram.com/stories/lou/17/ https://www.instagram.com/stories/lou/ https://www.instagram.com/stories/highlights/17/ https://www.instagram.com/s/aGlnaGxpZ2h0OjE3?story_media_id=17",
    live: "https://www.instagram.com/lou/live/",
    list: "https://www.instagram.com/lou/guide/x/17/ https://www.instagram.com/lou/saved/x/17/",
    search: "https://www.instagram.com/explore/ https://www.instagram.com/explore/tags/lou/ https://www.instagram.com/explore/locations/17/paris/ https://www.instagram.com/explore/search/keyword/?q=lou https://www.instagram.com/web/search/topsearch/?query=lou https://www.instagram.com/directory/profiles/ https://www.instagram.com/popular/lou/",
    login: "https://www.instagram.com/accounts/login/ https://www.instagram.com/accounts/login/?next=/lou/ https://www.instagram.com/accounts/emailsignup/ https://www.instagram.com/accounts/password/reset/ https://www.instagram.com/challenge/ https://www.instagram.com/oauth/authorize?x=1 https://www.instagram.com/accounts/edit/ https://www.instagram.com/login",
    message: "https://www.instagram.com/direct/inbox/ https://www.instagram.com/direct/t/17/ https://ig.me/j/AbC",
    platform_page: "https://www.instagram.com/about/us/ https://www.instagram.com/legal/privacy/ https://www.instagram.com/web/lite/ https://help.instagram.com/ https://help.instagram.com/17 https://business.instagram.com/lou https://about.instagram.com/lou https://i.instagram.com/api/v1/users/17/info/ https://www.instagram.com/developer/ https://www.instagram.com/press https://www.instagram.com/api/v1/x https://www.instagram.com/download/ https://www.instagram.com/privacy/checks https://www.instagram.com/terms",
    invite: "https://www.instagram.com/invites/contact/?i=abc",
    share_link_needs_opening: "https://www.instagram.com/share/AbCdEf https://www.instagram.com/share/reel/AbC",
    front_page: "https://www.instagram.com/ instagram.com https://www.instagram.com/?hl=fr",
    handle_shape: "https://www.instagram.com/lou..vesper https://www.instagram.com/.lou https://www.instagram.com/lou-vesper https://www.instagram.com/lou%20v https://www.instagram.com/a_name_that_is_thirty_one_long_x",
    unknown_path: "https://www.instagram.com/lou/whatever/else",
  },
  threads: {
    post: "https://www.threads.net/@lou/post/C1abc https://www.threads.com/@lou/post/C1abc?xmt=x https://www.threads.net/t/C1abc https://www.threads.net/@lou/post/C1abc/embed",
    photo: "https://www.threads.net/@lou/post/C1abc/media",
    search: "https://www.threads.net/search?q=lou https://www.threads.net/tag/lou https://www.threads.net/search?q=lou&filter=profiles",
    login: "https://www.threads.net/login https://www.threads.com/login/?next=x",
    platform_page: "https://www.threads.net/settings https://www.threads.net/intent/post?text=x https://www.threads.net/activity https://help.threads.net/x https://about.threads.com",
    front_page: "https://www.threads.net/ https://www.threads.com",
    unknown_path: "https://www.threads.net/lou",
  },
  facebook: {
    post: "https://www.facebook.com/lou.vesper/posts/pfbid02abc https://www.facebook.com/permalink.php?story_fbid=pfbid02&id=100012241140363 https://m.facebook.com/story.php?story_fbid=17&id=18 https://www.facebook.com/17/posts/18 https://www.facebook.com/notes/lou/x/17 https://www.facebook.com/lou/notes https://www.facebook.com/pg/lou/posts/ https://www.facebook.com/lou/posts https://www.facebook.com/posts/17 fb://post/17 https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Flou%2Fposts%2F17",
    photo: "https://www.facebook.com/photo.php?fbid=17&set=a.18 https://www.facebook.com/photo/?fbid=17 https://www.facebook.com/photo?fbid=17&set=pob.18 https://www.facebook.com/lou.vesper/photos/a.17/18 https://www.facebook.com/lou.vesper/photos https://www.facebook.com/lou.vesper/photos_by https://www.facebook.com/media/set/?set=a.17&type=3 https://m.facebook.com/photo.php?fbid=17&id=18 https://www.facebook.com/profile.php?id=17&sk=photos https://scontent.xx.fbcdn.net/v/x.jpg https://www.facebook.com/pg/lou/photos/ https://www.facebook.com/photos/17 https://www.facebook.com/album.php?fbid=17 https://lookaside.fbsbx.com/x",
    video: "https://www.facebook.com/watch/?v=17 https://www.facebook.com/watch https://www.facebook.com/lou/videos/17/ https://www.facebook.com/lou/videos/x/17/ https://fb.watch/AbCdEf/ https://www.facebook.com/reel/17 https://www.facebook.com/reels/17 https://www.facebook.com/video.php?v=17 https://www.facebook.com/lou/reels/ https://www.facebook.com/watch/live/?v=17 https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Flou%2Fvideos%2F17",
    story: "https://www.facebook.com/stories/17/UzpfSVND https://www.facebook.com/stories/lou",
    live: "https://www.facebook.com/live/producer/17 https://www.facebook.com/lou/live",
    group_or_community: "https://www.facebook.com/groups/552447494882281/ https://www.facebook.com/groups/lelaunchpad https://www.facebook.com/groups/17/posts/18/ https://www.facebook.com/groups/17/permalink/18/ https://www.facebook.com/events/17/ https://www.facebook.com/events/upcoming https://m.facebook.com/groups/17?view=permalink&id=18 https://www.facebook.com/group.php?gid=17 https://www.facebook.com/events/lou/x/17",
    search: "https://www.facebook.com/search/top?q=lou https://www.facebook.com/search/people/?q=lou https://www.facebook.com/public/Lou-Vesper https://www.facebook.com/hashtag/lou https://www.facebook.com/directory/people/L https://www.facebook.com/search.php?q=lou https://www.facebook.com/places/x/17",
    login: "https://www.facebook.com/login https://www.facebook.com/login.php?next=https%3A%2F%2Fwww.facebook.com%2Flou https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fprofile.php%3Fid%3D17 https://www.facebook.com/r.php https://www.facebook.com/recover/initiate https://www.facebook.com/checkpoint/17 https://m.facebook.com/login/identify https://www.facebook.com/reg/ https://www.facebook.com/login/device-based/regular/login/?next=x",
    message: "https://www.facebook.com/messages/t/17 https://www.messenger.com/t/17 https://www.facebook.com/messages/e2ee/t/17",
    invite: "https://m.me/j/AbC https://m.me/ch/AbC",
    platform_page: "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fx.com%2Flou https://www.facebook.com/share.php?u=https%3A%2F%2Fx.com https://www.facebook.com/dialog/share?href=x https://www.facebook.com/help/17 https://www.facebook.com/policies https://www.facebook.com/settings https://www.facebook.com/marketplace/ https://www.facebook.com/marketplace/item/17 https://www.facebook.com/ads/library/?id=17 https://www.facebook.com/home.php https://www.facebook.com/me https://www.facebook.com/profile.php https://www.facebook.com/gaming/ https://www.facebook.com/pages/ https://www.facebook.com/pages/create https://www.facebook.com/friends https://www.facebook.com/bookmarks https://www.facebook.com/saved/ https://www.facebook.com/memories https://developers.facebook.com/docs https://business.facebook.com/business/home https://about.facebook.com/lou https://apps.facebook.com/game https://www.facebook.com/privacy/policy https://www.facebook.com/legal/terms https://www.facebook.com/notifications https://www.facebook.com/weather https://www.facebook.com/tr?id=17&ev=PageView https://www.facebook.com/fundraisers https://www.facebook.com/careers",
    share_link_needs_opening: "https://www.facebook.com/share/AbCdEf/ https://www.facebook.com/share/p/AbC/ https://www.facebook.com/share/v/AbC/ https://fb.me/AbC https://fb.me/lou https://www.facebook.com/app_scoped_user_id/17/",
    front_page: "https://www.facebook.com https://fb.com/ https://m.facebook.com/?refsrc=x",
    handle_shape: "https://www.facebook.com/lou%20vesper https://www.facebook.com/xyz.php",
  },
  tiktok: {
    video: "https://www.tiktok.com/@lou/video/7300000000000000000 https://www.tiktok.com/@lou/video/73?is_from_webapp=1&sender_device=pc https://m.tiktok.com/v/73.html https://www.tiktok.com/embed/v2/73 https://www.tiktok.com/@/video/73 https://www.tiktok.com/share/video/73 https://vxtiktok.com/@lou/video/73 https://www.tiktok.com/embed/73 https://www.tiktok.com/video/73",
    photo: "https://www.tiktok.com/@lou/photo/73 https://p16-sign.tiktokcdn.com/x.jpeg",
    live: "https://www.tiktok.com/@lou/live https://www.tiktok.com/live https://www.tiktok.com/@lou/live?enter_from=x",
    list: "https://www.tiktok.com/@lou/playlist/x-73 https://www.tiktok.com/@lou/collection/x-73",
    search: "https://www.tiktok.com/search?q=lou https://www.tiktok.com/search/user?q=lou https://www.tiktok.com/tag/lou https://www.tiktok.com/discover/lou https://www.tiktok.com/music/x-73 https://www.tiktok.com/foryou https://www.tiktok.com/explore https://www.tiktok.com/following https://www.tiktok.com/place/x-73",
    login: "https://www.tiktok.com/login https://www.tiktok.com/login/phone-or-email?redirect_url=https%3A%2F%2Fwww.tiktok.com%2F%40lou https://www.tiktok.com/signup",
    message: "https://www.tiktok.com/messages?lang=fr",
    platform_page: "https://www.tiktok.com/about https://www.tiktok.com/legal/page/eea/privacy-policy https://support.tiktok.com/fr https://newsroom.tiktok.com/fr-fr https://ads.tiktok.com/lou https://www.tiktok.com/setting https://www.tiktok.com/upload https://shop.tiktok.com/view/product/17 https://www.tiktok.com/business/fr",
    share_link_needs_opening: "https://vm.tiktok.com/ZMabc/ vt.tiktok.com/ZSabc https://www.tiktok.com/t/ZTabc/",
    front_page: "https://www.tiktok.com/ https://www.tiktok.com/?lang=fr",
    handle_shape: "https://www.tiktok.com/@lou-vesper",
    unknown_path: "https://www.tiktok.com/lou https://www.tiktok.com/@",
  },
  snapchat: {
    story: "https://www.snapchat.com/p/0a1b2c3d-0000-4000-8000-000000000000/17 https://story.snapchat.com/s/m:W7_x https://www.snapchat.com/s/abc",
    video: "https://www.snapchat.com/spotlight/W7_abc https://www.snapchat.com/@lou/spotlight/W7_abc https://www.snapchat.com/@lou/W7_abc",
    search: "https://www.snapchat.com/explore/lou https://www.snapchat.com/discover/x/17 https://www.snapchat.com/topic/lou",
    login: "https://www.snapchat.com/login https://www.snapchat.com/signup",
    platform_page: "https://www.snapchat.com/lens/abc https://www.snapchat.com/unlock/?type=SNAPCODE&uuid=abc https://www.snapchat.com/download https://accounts.snapchat.com/accounts/login https://help.snapchat.com/hc/fr https://map.snapchat.com/@48,2 https://www.snapchat.com/add https://web.snapchat.com/ https://www.snapchat.com/plus https://www.snapchat.com/web/0a1b",
    share_link_needs_opening: "https://t.snapchat.com/AbCdEf https://www.snapchat.com/t/AbC",
    front_page: "https://www.snapchat.com",
    handle_shape: "https://www.snapchat.com/add/1lou https://www.snapchat.com/add/lo https://www.snapchat.com/add/a-name-of-sixteen",
  },
  telegram: {
    post: "https://t.me/lou_vesper/17 t.me/s/lou_vesper/17 https://t.me/lou_vesper/17?comment=18 https://t.me/c/1234567890/17 https://t.me/lou_vesper/17/18 tg://resolve?domain=lou_vesper&post=17 https://telegram.me/lou_vesper/17 https://t.me/lou_vesper/17?single https://lou_vesper.t.me/17",
    story: "https://t.me/lou_vesper/s/17",
    invite: "https://t.me/joinchat/AAAAAE9B8u_wO9d4NiJp3w https://t.me/+AbCdEfGhIjKlMnOp https://telegram.me/joinchat/AAAA https://t.me/addlist/AbC tg://join?invite=AbC https://telegram.me/s/joinchat/AAAAAE9B8u",
    phone_number: "https://t.me/+33612345678",
    group_or_community: "https://t.me/c/1234567890",
    platform_page: "https://t.me/addstickers/Lou https://t.me/share/url?url=https%3A%2F%2Fx.com%2Flou https://t.me/proxy?server=x https://t.me/setlanguage/fr https://telegram.org/faq https://web.telegram.org/k/ https://desktop.telegram.org/ https://core.telegram.org/api https://t.me/socks?server=x https://t.me/bg/x https://t.me/invoice/x https://t.me/$abc",
    login: "https://t.me/login/12345 https://t.me/confirmphone?phone=1&hash=2",
    share_link_needs_opening: "https://t.me/contact/17:AbC https://t.me/m/AbC",
    front_page: "https://telegram.org https://t.me https://telegram.me/ https://web.telegram.org/",
    handle_shape: "https://t.me/lo https://t.me/1louvesper https://t.me/lou-vesper https://t.me/louvesper_",
    unknown_path: "https://t.me/lou_vesper/app",
  },
  reddit: {
    post: "https://www.reddit.com/r/de/comments/abc/x/ https://www.reddit.com/user/lou_v/comments/abc/x/ https://redd.it/abc https://old.reddit.com/comments/abc https://www.reddit.com/r/u_lou_v/comments/abc/x/ https://www.reddit.com/u/lou_v/comments/abc/x/def/ https://www.reddit.com/poll/abc",
    photo: "https://www.reddit.com/gallery/abc https://i.redd.it/abc.jpg https://preview.redd.it/abc.png?width=1 https://www.reddit.com/media?url=https%3A%2F%2Fi.redd.it%2Fabc.jpg https://styles.redditmedia.com/x https://v.redd.it/abc",
    group_or_community: "https://www.reddit.com/r/adventofcode/ r/adventofcode https://reddit.com/r/de https://www.reddit.com/r/all/top",
    search: "https://www.reddit.com/search/?q=lou https://www.reddit.com/search/?q=lou&type=user https://www.reddit.com/r/de/search?q=lou https://www.reddit.com/subreddits/ https://www.reddit.com/t/lou/ https://www.reddit.com/user/lou_v/search/?q=x",
    login: "https://www.reddit.com/login/ https://www.reddit.com/login/?dest=https%3A%2F%2Fwww.reddit.com%2Fuser%2Flou_v https://www.reddit.com/register https://www.reddit.com/account/register/",
    message: "https://www.reddit.com/message/compose/?to=lou_v https://www.reddit.com/chat/room/x",
    list: "https://www.reddit.com/user/lou_v/m/x/",
    platform_page: "https://www.reddit.com/settings https://www.reddit.com/submit https://www.reddit.com/user/me https://www.reddit.com/wiki/x https://www.reddit.com/premium https://www.reddit.com/policies/privacy-policy https://www.reddit.com/user/ https://ads.reddit.com/x",
    share_link_needs_opening: "https://www.reddit.com/r/de/s/AbCdEf https://www.reddit.com/u/lou_v/s/AbCdEf https://reddit.app.link/abc",
    front_page: "https://www.reddit.com/ https://old.reddit.com",
    handle_shape: "https://www.reddit.com/user/[deleted] https://www.reddit.com/user/lo https://www.reddit.com/user/a_name_of_twenty_one_x",
    unknown_path: "https://www.reddit.com/louvesper",
  },
  youtube: {
    video: "https://www.youtube.com/watch?v=dQw4w9WgXcQ https://youtu.be/dQw4w9WgXcQ https://youtu.be/dQw4w9WgXcQ?si=x&t=1 https://www.youtube.com/shorts/dQw4w9WgXcQ https://www.youtube.com/embed/dQw4w9WgXcQ https://www.youtube.com/v/dQw4w9WgXcQ https://www.youtube.com/live/dQw4w9WgXcQ?feature=share https://m.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1 https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ https://music.youtube.com/watch?v=dQw4w9WgXcQ https://www.youtube.com/clip/Ugkx https://www.youtube.com/e/dQw4w9WgXcQ https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3Df5ZJLklAIQc vnd.youtube://watch?v=dQw4w9WgXcQ https://www.youtube.com/shorts https://www.youtube.com/watch https://www.youtube.com/video/8CCuerpdwnw",
    post: "https://www.youtube.com/post/Ugkx https://www.youtube.com/channel/UCabcdefghijKLMNOPqrst_-/community?lb=Ugkx https://www.youtube.com/@lou/community?lb=Ugkx",
    photo: "https://i.ytimg.com/vi/x/hqdefault.jpg https://yt3.ggpht.com/x=s88",
    live: "https://www.youtube.com/@lou/live https://www.youtube.com/c/lou/live",
    list: "https://www.youtube.com/playlist?list=PL1 https://music.youtube.com/playlist?list=PL1 https://www.youtube.com/view_play_list?p=1 https://www.youtube.com/embed/videoseries?list=PL1",
    search: "https://www.youtube.com/results?search_query=lou https://www.youtube.com/hashtag/lou https://www.youtube.com/feed/trending https://www.youtube.com/feed/history https://www.youtube.com/@lou/search?query=x https://www.youtube.com/feed/subscriptions https://www.youtube.com/gaming https://music.youtube.com/search?q=lou",
    login: "https://www.youtube.com/signin?next=%2F%40lou https://www.youtube.com/login https://www.youtube.com/create_channel",
    platform_page: "https://www.youtube.com/about/ https://www.youtube.com/premium https://www.youtube.com/t/terms https://www.youtube.com/account https://tv.youtube.com/watch/x https://www.youtube.com/c/ https://www.youtube.com/user/ https://www.youtube.com/channel/ https://www.youtube.com/redirect https://www.youtube.com/upload https://www.youtube.com/howyoutubeworks/ https://www.youtube.com/reporthistory https://www.youtube.com/kids https://www.youtube.com/ads https://www.youtube.com/creators/ https://www.youtube.com/profile_redirector/102339060754169863014",
    front_page: "https://www.youtube.com https://m.youtube.com/?hl=fr&gl=FR https://youtu.be/ https://studio.youtube.com/",
    share_link_needs_opening: "https://yt.be/abc",
    handle_shape: "https://www.youtube.com/channel/UCshort https://www.youtube.com/@ https://www.youtube.com/@lou!v",
    unknown_path: "https://www.youtube.com/louvesper/whatever/else",
  },
  twitch: {
    video: "https://www.twitch.tv/videos/17 https://clips.twitch.tv/AbcDef https://www.twitch.tv/lou_v/clip/AbcDef https://www.twitch.tv/lou_v/video/17 https://www.twitch.tv/lou_v/v/17 https://player.twitch.tv/?video=v17 https://m.twitch.tv/clip/AbcDef https://m.twitch.tv/videos/17",
    list: "https://www.twitch.tv/collections/AbC",
    group_or_community: "https://www.twitch.tv/team/lou",
    search: "https://www.twitch.tv/directory https://www.twitch.tv/directory/category/just-chatting https://www.twitch.tv/search?term=lou https://www.twitch.tv/directory/game/x https://www.twitch.tv/directory/following",
    login: "https://www.twitch.tv/login https://www.twitch.tv/signup https://id.twitch.tv/oauth2/authorize?x=1 https://www.twitch.tv/activate",
    platform_page: "https://www.twitch.tv/p/fr-fr/about/ https://help.twitch.tv/s/ https://dev.twitch.tv/docs https://www.twitch.tv/settings/profile https://www.twitch.tv/turbo https://www.twitch.tv/drops/inventory https://www.twitch.tv/jobs https://blog.twitch.tv/fr/x https://go.twitch.tv/x https://www.twitch.tv/subscriptions https://www.twitch.tv/wallet",
    front_page: "https://www.twitch.tv https://m.twitch.tv/",
    handle_shape: "https://www.twitch.tv/lou.vesper https://www.twitch.tv/a",
  },
  pinterest: {
    post: "https://www.pinterest.fr/pin/17/ https://pinterest.com/pin/create/button/?url=x https://www.pinterest.com/pin/17--18/ https://www.pinterest.com/pin/17/sent/?invite_code=x pinterest://pin/17",
    photo: "https://i.pinimg.com/736x/x.jpg",
    list: "https://www.pinterest.fr/lou_vesper/mes-idees/ https://pinterest.com/lou_vesper/board/section/",
    search: "https://www.pinterest.fr/search/pins/?q=lou https://www.pinterest.com/search/users/?q=lou https://www.pinterest.fr/ideas/x/17/ https://www.pinterest.com/explore/x/ https://www.pinterest.com/categories/x/ https://www.pinterest.com/today/",
    login: "https://www.pinterest.fr/login/ https://www.pinterest.com/login/?next=%2Flou_vesper https://www.pinterest.com/signup https://www.pinterest.com/password/reset/",
    platform_page: "https://www.pinterest.com/settings/ https://help.pinterest.com/fr https://business.pinterest.com/fr/ https://www.pinterest.com/about https://policy.pinterest.com/fr https://www.pinterest.com/_/_/x/ https://www.pinterest.com/homefeed/ https://developers.pinterest.com/ https://www.pinterest.com/business/create/",
    share_link_needs_opening: "https://pin.it/AbCdEf",
    front_page: "https://www.pinterest.fr https://pinterest.com/",
    handle_shape: "https://www.pinterest.com/lou-vesper/",
  },
  linkedin: {
    post: "https://www.linkedin.com/posts/lou-vesper_x-activity-17-abcd https://www.linkedin.com/feed/update/urn:li:activity:17/ https://www.linkedin.com/pulse/x-lou-vesper https://www.linkedin.com/feed/ https://www.linkedin.com/embed/feed/update/urn:li:share:17 https://www.linkedin.com/newsletters/x-17/",
    photo: "https://www.linkedin.com/in/lou-vesper/overlay/photo/ https://media.licdn.com/dms/image/x https://www.linkedin.com/in/lou-vesper/overlay/background-photo/ https://www.linkedin.com/in/lou-vesper/overlay/17/single-media-viewer/?x=1",
    search: "https://www.linkedin.com/search/results/people/?keywords=lou https://www.linkedin.com/pub/dir/Lou/Vesper https://www.linkedin.com/jobs/view/17/ https://www.linkedin.com/jobs/ https://www.linkedin.com/directory/people-a https://www.linkedin.com/search/results/all/?keywords=x",
    login: "https://www.linkedin.com/login https://www.linkedin.com/uas/login?session_redirect=%2Fin%2Flou https://www.linkedin.com/authwall?sessionRedirect=https%3A%2F%2Fwww.linkedin.com%2Fin%2Flou https://www.linkedin.com/signup/cold-join https://www.linkedin.com/checkpoint/lg/login https://www.linkedin.com/oauth/v2/authorization?x=1",
    group_or_community: "https://www.linkedin.com/groups/17/ https://www.linkedin.com/groups/17/profile",
    message: "https://www.linkedin.com/messaging/thread/17/ https://www.linkedin.com/notifications/",
    live: "https://www.linkedin.com/events/17/",
    video: "https://www.linkedin.com/learning/x https://www.linkedin.com/video/live/urn:li:x",
    invite: "https://www.linkedin.com/mynetwork/",
    platform_page: "https://www.linkedin.com/in/ https://www.linkedin.com/company/ https://www.linkedin.com/shareArticle?mini=true&url=x https://www.linkedin.com/sharing/share-offsite/?url=x https://www.linkedin.com/help/linkedin https://www.linkedin.com/legal/privacy-policy https://business.linkedin.com/fr-fr https://www.linkedin.com/premium/products https://www.linkedin.com/services/page/17 https://www.linkedin.com/products/x https://news.linkedin.com/x",
    share_link_needs_opening: "https://lnkd.in/abc",
    handle_shape: "https://www.linkedin.com/profile/view?id=12345",
    front_page: "https://www.linkedin.com https://fr.linkedin.com/",
  },
  tumblr: {
    post: "https://lou-vesper.tumblr.com/post/17/x https://www.tumblr.com/lou-vesper/17/x https://www.tumblr.com/lou-vesper/17 https://www.tumblr.com/blog/view/lou-vesper/17 https://at.tumblr.com/lou-vesper/17/abc https://www.tumblr.com/dashboard/blog/lou-vesper/17 https://www.tumblr.com/reblog/17/abc https://lou-vesper.tumblr.com/private/17/x https://embed.tumblr.com/embed/post/x/17",
    photo: "https://lou-vesper.tumblr.com/image/17 https://64.media.tumblr.com/x/s1280/x.jpg https://lou-vesper.tumblr.com/photoset_iframe/x https://66.media.tumblr.com/avatar_x_128.png",
    search: "https://www.tumblr.com/search/lou https://www.tumblr.com/tagged/lou https://www.tumblr.com/explore/trending https://lou-vesper.tumblr.com/tagged/x https://lou-vesper.tumblr.com/search/x https://www.tumblr.com/lou-vesper/tagged/x",
    login: "https://www.tumblr.com/login https://www.tumblr.com/login?redirect_to=%2Flou-vesper https://www.tumblr.com/register https://www.tumblr.com/forgot_password",
    group_or_community: "https://www.tumblr.com/communities/lou",
    message: "https://www.tumblr.com/messaging/x https://www.tumblr.com/inbox",
    platform_page: "https://www.tumblr.com/dashboard https://www.tumblr.com/settings/account https://www.tumblr.com/policy/fr/privacy https://www.tumblr.com/about https://api.tumblr.com/v2/blog/lou-vesper.tumblr.com/info https://www.tumblr.com/blog/ https://www.tumblr.com/new/text https://www.tumblr.com/help https://www.tumblr.com/themes/ https://www.tumblr.com/likes https://www.tumblr.com/share/link?url=x",
    share_link_needs_opening: "https://tmblr.co/ZabcDEF",
    front_page: "https://www.tumblr.com https://tumblr.com/",
  },
  vk: {
    post: "https://vk.com/wall-17_18 https://vk.com/wall123_45 https://vk.com/lou?w=wall123_45 https://vk.com/id17?w=wall17_18%2Fall https://vk.com/topic-17_18 https://vk.com/@lou-vesper-article https://m.vk.com/wall-17_18?reply=19 https://vk.com/page-17_18 https://vk.com/doc17_18",
    photo: "https://vk.com/photo17_18 https://vk.com/photo-17_18?rev=1 https://vk.com/album17_0 https://vk.com/albums17 https://vk.com/id17?z=photo17_18%2Falbum17_0 https://vk.com/lou?z=photo17_18 https://sun9-1.userapi.com/x.jpg",
    video: "https://vk.com/video17_18 https://vk.com/video-17_18 https://vk.com/clip-17_18 https://vk.com/videos17 https://vk.com/lou?z=video17_18 https://vk.com/video/playlist/17_18 https://vk.com/video https://vkvideo.ru/video-17_18",
    story: "https://vk.com/story17_18 https://vk.com/lou?w=story17_18",
    group_or_community: "https://vk.com/club123 https://vk.com/public123 https://vk.com/event123 https://vk.com/app123_45 https://vk.com/groups",
    message: "https://vk.com/im?sel=17 https://vk.com/write17 https://vk.com/im",
    search: "https://vk.com/search?c%5Bq%5D=lou https://vk.com/people/lou https://vk.com/feed https://vk.com/feed?section=search&q=lou https://vk.com/friends?id=17",
    login: "https://vk.com/login https://vk.com/login?to=bG91 https://id.vk.com/auth?app_id=1 https://vk.com/join https://vk.com/restore https://oauth.vk.com/authorize?x=1",
    list: "https://vk.com/audios17 https://vk.com/market-17 https://vk.com/music/playlist/17_18",
    invite: "https://vk.me/join/AbC",
    platform_page: "https://vk.com/share.php?url=x https://vk.com/about https://vk.com/terms https://vk.com/settings https://dev.vk.com/ru https://vk.com/support https://vk.com/away.php https://vk.com/widget_community.php?gid=17",
    front_page: "https://vk.com https://m.vk.com/",
    handle_shape: "https://vk.com/lou-vesper",
  },
  discord: {
    invite: "https://discord.gg/abc https://discord.com/invite/abc discordapp.com/invite/abc https://discord.new/abc",
    group_or_community: "https://discord.com/channels/17/18 https://discord.com/events/17/18",
    post: "https://discord.com/channels/17/18/19",
    message: "https://discord.com/channels/@me https://discord.com/channels/@me/17 https://discord.com/channels/@me/17/18",
    photo: "https://cdn.discordapp.com/avatars/123456789012345678/abc.png https://media.discordapp.net/attachments/17/18/x.png",
    login: "https://discord.com/login https://discord.com/register https://discord.com/oauth2/authorize?client_id=17",
    platform_page: "https://discord.com/download https://discord.com/terms https://support.discord.com/hc/fr https://discord.com/nitro https://discord.com/developers/applications https://discord.com/blog/x https://discord.com/safety",
    search: "https://discord.com/discover",
    front_page: "https://discord.com https://discordapp.com/",
    handle_shape: "https://discord.com/users/123 https://discord.com/users/louvesper",
  },
  bluesky: {
    post: "https://bsky.app/profile/lou.bsky.social/post/3kabc https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3kabc/liked-by at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3kabc https://fxbsky.app/profile/lou.bsky.social/post/3kabc",
    list: "https://bsky.app/profile/lou.bsky.social/lists/3kabc https://bsky.app/profile/lou.bsky.social/feed/x https://bsky.app/starter-pack/lou.bsky.social/3kabc https://bsky.app/start/lou.bsky.social/3kabc",
    search: "https://bsky.app/search?q=lou https://bsky.app/hashtag/lou",
    message: "https://bsky.app/messages/3kabc",
    photo: "https://cdn.bsky.app/img/avatar/plain/did:plc:x/y@jpeg",
    platform_page: "https://bsky.app/settings https://bsky.app/notifications https://bsky.app/support/tos https://bsky.app/intent/compose?text=x https://bsky.app/moderation https://docs.bsky.app/x",
    share_link_needs_opening: "https://go.bsky.app/AbC",
    front_page: "https://bsky.app https://bsky.app/",
    handle_shape: "https://bsky.app/profile/lou https://bsky.app/profile/handle.invalid",
  },
  fediverse: {
    post: "https://mastodon.social/@lou/113000000000000000 https://mastodon.social/@lou@mstdn.social/113 https://mastodon.social/users/lou/statuses/113 https://misskey.io/notes/9abc https://pleroma.social/notice/9abc https://lemmy.world/post/17 https://lemmy.world/comment/17 https://pixelfed.social/p/lou/17 https://social.vesper.example/@lou/113000000000000000 https://social.vesper.example/@lou/statuses/01HABC https://mastodon.social/@lou/113/embed https://pleroma.social/objects/0a1b",
    search: "https://mastodon.social/tags/lou https://mastodon.social/explore https://mastodon.social/search?q=lou https://mastodon.social/@lou/tagged/x https://mastodon.social/directory",
    login: "https://mastodon.social/auth/sign_in https://mastodon.social/auth/sign_up https://lemmy.world/login https://mastodon.social/oauth/authorize?x=1 https://mastodon.social/authorize_interaction?uri=x",
    group_or_community: "https://lemmy.world/c/lou https://fedia.io/m/lou",
    video: "https://framatube.org/w/abc https://peertube.tv/videos/watch/0a1b",
    platform_page: "https://mastodon.social/about https://mastodon.social/settings/profile https://mastodon.social/public https://mastodon.social/home https://mastodon.social/privacy-policy https://lemmy.world/instances",
    front_page: "https://mastodon.social https://lemmy.world/",
  },
  onlyfans: {
    post: "https://onlyfans.com/123456789/lou.vesper https://onlyfans.com/123456789 https://onlyfans.com/posts/17",
    photo: "https://onlyfans.com/lou.vesper/photos",
    login: "https://onlyfans.com/login https://onlyfans.com/signup",
    message: "https://onlyfans.com/my/chats/chat/17/",
    platform_page: "https://onlyfans.com/help https://onlyfans.com/terms https://onlyfans.com/my/settings https://onlyfans.com/about https://onlyfans.com/dmca https://onlyfans.com/privacy https://onlyfans.com/my/notifications https://support.onlyfans.com/x https://onlyfans.com/contract https://onlyfans.com/bookmarks/all",
    search: "https://onlyfans.com/search?q=lou",
    front_page: "https://onlyfans.com https://onlyfans.com/?ref=17",
  },
  mym: {
    login: "https://mym.fans/login https://mym.fans/register https://mym.fans/app/sign-in https://mym.fans/signup",
    post: "https://mym.fans/lou/post/17 https://mym.fans/app/media/17",
    search: "https://mym.fans/search?q=lou https://mym.fans/explore",
    platform_page: "https://mym.fans/app/settings https://mym.fans/faq https://mym.fans/fr https://creators.mym.fans/x https://mym.fans/terms",
    front_page: "https://mym.fans",
  },
  fansly: {
    post: "https://fansly.com/post/17 https://fansly.com/lou_vesper/post/17",
    live: "https://fansly.com/live/lou_vesper",
    login: "https://fansly.com/login https://fansly.com/signup",
    message: "https://fansly.com/messages/17",
    search: "https://fansly.com/explore https://fansly.com/explore/tag/x https://fansly.com/search?q=lou",
    platform_page: "https://fansly.com/settings https://fansly.com/tos https://fansly.com/privacy https://help.fansly.com/x https://fansly.com/notifications",
    share_link_needs_opening: "https://fans.ly/r/lou_vesper",
    front_page: "https://fansly.com",
  },
  fanvue: {
    post: "https://www.fanvue.com/lou/post/0a1b https://www.fanvue.com/post/0a1b",
    login: "https://www.fanvue.com/signin https://www.fanvue.com/signup https://www.fanvue.com/login",
    search: "https://www.fanvue.com/discover https://www.fanvue.com/search?q=lou",
    platform_page: "https://www.fanvue.com/terms https://www.fanvue.com/settings https://legal.fanvue.com/x https://help.fanvue.com/x https://www.fanvue.com/home",
    front_page: "https://www.fanvue.com",
  },
  linktree: {
    login: "https://linktr.ee/login https://linktr.ee/register",
    platform_page: "https://linktr.ee/admin https://linktr.ee/s/pricing https://linktr.ee/blog/x https://linktr.ee/help/x https://linktr.ee/marketplace https://linktr.ee/templates https://linktr.ee/privacy",
    search: "https://linktr.ee/discover https://linktr.ee/discover/trending",
    front_page: "https://linktr.ee",
  },
  allmylinks: {
    login: "https://allmylinks.com/login https://allmylinks.com/signup",
    platform_page: "https://allmylinks.com/about https://allmylinks.com/terms https://allmylinks.com/link/out?id=17 https://allmylinks.com/privacy",
    front_page: "https://allmylinks.com",
  },
  beacons: {
    login: "https://beacons.ai/login https://beacons.ai/signup",
    platform_page: "https://beacons.ai/i/blog/x https://beacons.ai/pricing https://beacons.ai/i/plans https://beacons.ai/terms https://home.beacons.ai/x",
    front_page: "https://beacons.ai",
  },
  web: {
    search: "https://www.google.com/search?q=lou https://www.google.fr/search?q=lou&tbm=isch https://www.bing.com/search?q=lou https://duckduckgo.com/?q=lou https://yandex.com/images/search?text=lou https://www.google.com/ https://lens.google.com/search?p=x https://www.qwant.com/?q=lou https://www.ecosia.org/search?q=lou https://search.yahoo.com/search?p=lou",
  },
};

const rows = Object.entries(notProfiles).flatMap(([platform, reasons]) =>
  Object.entries(reasons).flatMap(([reason, list]) =>
    list.split(/\s+/).filter(Boolean).map((text) => ({ platform, reason, text })),
  ),
);

describe("addresses that are nobody's profile", () => {
  it("takes not one of them for a profile", () => {
    expect(rows.filter(({ text }) => parseAddress(text).kind === "profile").map(({ text }) => text), `of ${rows.length}`).toEqual([]);
    expect(rows.length).toBeGreaterThan(500);
  });

  it("names the platform and the reason of each", () => {
    const wrong = rows
      .map((row) => ({ ...row, found: parseAddress(row.text) }))
      .filter(({ platform, reason, found }) => found.platform !== platform || found.reason !== reason)
      .map(({ platform, reason, text, found }) => `${text}: ${found.platform} ${found.reason}, not ${platform} ${reason}`);
    expect(wrong).toEqual([]);
  });

  it("gives no handle, key, id or address with them", () => {
    for (const { text } of rows) {
      expect(parseAddress(text)).toMatchObject({ handle: null, shownHandle: null, key: null, stableId: null, profileUrl: null });
    }
  });

  it("is not misled by capitals, tracking, mobile hosts or a wrapper", () => {
    const disguises = [
      (url: string): string => url.replace(/^https:\/\/(?:www\.)?/, "HTTP://WWW."),
      (url: string): string => `${url}${url.includes("?") ? "&" : "?"}utm_source=x&fbclid=y`,
      (url: string): string => `https://l.facebook.com/l.php?u=${encodeURIComponent(url)}&h=AT0`,
      (url: string): string => `https://web.archive.org/web/20260101000000/${url}`,
      (url: string): string => `(${url})`,
      (url: string): string => `vu ici : ${url} !`,
      (url: string): string => url.replace(/^https:\/\/(?:www\.)?/, "hxxps://").replace(/\.(com|me|tv|fr|app)\//, "[.]$1/"),
    ];
    const plain = rows.filter(({ text }) => /^https:\/\/[^#]*$/.test(text));
    for (const disguise of disguises) {
      expect(plain.map(({ text }) => disguise(text)).filter((text) => parseAddress(text).kind === "profile" && parseAddress(text).platform !== "web")).toEqual([]);
    }
  });

  it("says why nothing can be logged from other text", () => {
    const reasons: readonly (readonly [AddressReason, readonly string[]])[] = [
      ["ip_address", ["http://192.168.0.1/lou", "https://127.0.0.1:3000", "http://[::1]/lou", "http://0x7f000001/", "http://2130706433/", "https://8.8.8.8/lou"]],
      ["private_host", ["http://localhost/lou", "http://intranet/lou", "https://printer.local/", "http://nas.lan/lou", "http://x.internal/", "http://a.localhost:8080/"]],
      ["scheme_refused", ["javascript:alert(1)", "data:text/html,<b>lou</b>", "ftp://example.com/lou", "file:///etc/passwd", "magnet:?xt=urn:btih:x", "blob:https://x.com/1", "about:blank", "chrome://settings", "JaVaScRiPt:alert('https://x.com/lou')"]],
      ["email", ["lou@example.com", "mailto:lou@example.com", "lou.vesper+a@gmail.com", "mailto:lou@mastodon.social?subject=x"]],
      ["phone_number", ["+33 6 12 34 56 78", "06 12 34 56 78", "tel:+33612345678", "sms:+33612345678"]],
      ["shortener", ["https://bit.ly/3abcDEF", "tinyurl.com/abc", "https://cutt.ly/x", "https://rb.gy/x", "https://lou.page.link/x", "https://is.gd/x"]],
      ["handle_without_platform", ["@lou_vesper", "lou_vesper", "lou.vesper", "  @lou_vesper  ", "@lou_vesper."]],
      ["not_an_address", ["bonjour tout le monde", "?!", "elle vole des photos", "42 €"]],
      ["malformed_link", ["https://exa%20mple.com", "http://[x", "https://", "https://x.com:99999/lou"]],
      ["empty", ["", "   ", "\u200B\u200B", "\t"]],
      ["too_long", [`https://x.com/${"a".repeat(5_000)}`]],
      ["id_needed", ["lou#1234", "discord : louvesper_1"]],
      ["server_missing", ["mastodon : @lou_v"]],
    ];
    for (const [reason, texts] of reasons) {
      for (const text of texts) expect(parseAddress(text), text).toMatchObject({ kind: "unknown", reason, key: null });
    }
  });
});
