import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";

const tabs =
  "featured|videos|shorts|streams|playlists|community|posts|channels|about|store|podcasts|releases|courses|membership|join|" +
  "discussion|feed|home|null|custom|activity|favorites|subscriptions|members|sponsorships|collections|null";

export const youtube: PlatformData = {
  id: "youtube",
  name: "YouTube",
  icon: "brand-youtube",
  isAdult: false,
  hosts: ["youtube.com", "youtube-nocookie.com", "youtubekids.com"],
  subdomains: "usual",
  extraSubdomains: ["music", "gaming", "kids", "studio", "uk"],
  services: ["tv", "ai"],
  mediaHosts: ["ytimg.com", "ggpht.com", "googlevideo.com", "yt3.googleusercontent.com", "img.youtube.com"],
  shareHosts: ["yt.be"],
  spaces: {
    // Ids tell capitals apart; every name below does not.
    channel: {
      url: "https://www.youtube.com/channel/{}",
      pattern: /^UC[A-Za-z0-9_-]{22}$/,
      foldsCase: false,
      keyPrefix: "channel/",
      isStable: true,
    },
    handle: {
      url: "https://www.youtube.com/@{}",
      pattern: /^[\p{L}\p{M}\p{N}_·-](?:[\p{L}\p{M}\p{N}_.·-]{0,28}[\p{L}\p{M}\p{N}_·-])$/u,
      foldsCase: true,
      keyPrefix: "@",
    },
    custom: {
      url: "https://www.youtube.com/c/{}",
      pattern: /^[\p{L}\p{M}\p{N}_.'’&·-]{1,100}$/u,
      foldsCase: true,
      keyPrefix: "c/",
    },
    user: {
      url: "https://www.youtube.com/user/{}",
      pattern: /^[\p{L}\p{M}\p{N}_.-]{1,60}$/u,
      foldsCase: true,
      keyPrefix: "user/",
    },
    // The oldest form, youtube.com/name: it may lead to a custom name or to a user's.
    bare: {
      url: "https://www.youtube.com/{}",
      pattern: /^[\p{L}\p{M}\p{N}_-][\p{L}\p{M}\p{N}_.-]{1,59}$/u,
      foldsCase: true,
      keyPrefix: "name/",
    },
  },
  bareSpaces: ["channel", "handle"],
  contents: {
    post: ["/post/**", "/@*/community?lb", "/channel|c|user/*/community?lb"],
    video: [
      "youtu.be/*/**",
      "/watch|watch_popup|ytscreeningroom/**",
      "/v|vi|e|video|videos|shorts|live|clip|source/**",
      "/@*/v|video|watch/**",
    ],
    live: ["/@*/live/**", "/channel|c|user/*/live/**", "/*/live"],
    list: ["/playlist|view_play_list|playlists|mix/**", "/embed/videoseries/**"],
    search: ["/results|search|hashtag|trending|explore|feed/**", "/@*/search/**", "/channel|c|user/*/search/**"],
    login: ["/signin|login|logout|signup|create_channel|signin_prompt|ServiceLogin/**"],
    platform_page: ["/redirect|attribution_link|oembed|embed_config|t|howyoutubeworks/**"],
  },
  profiles: [
    "/@{handle}",
    `/@{handle}/${tabs}`,
    "/user|c|channel/@{handle}",
    "/user|c|channel/@{handle}/**",
    "/channel|user|c/{channel}",
    `/channel|user|c/{channel}/${tabs}`,
    "/embed/live_stream?channel={channel}",
    "/subscribe_embed|subscribe_widget?channelid|channel={channel}",
    "/subscription_center?add_user_id={channel}",
    "/subscription_center?add_user={user}",
    "/feeds/videos.xml?channel_id={channel}",
    "/feeds/videos.xml?user={user}",
    "/browse/{channel}",
    "/c/{custom}",
    `/c/{custom}/${tabs}`,
    "/user/{user}",
    `/user/{user}/${tabs}`,
    "/{bare}",
    `/{bare}/${tabs}`,
  ],
  reserved: {
    video: "watch shorts embed v vi e live clip video videos source",
    list: "playlist playlists",
    search: "results search hashtag trending explore feed gaming",
    login: commonLogins,
    platform_page:
      `${commonPages} channel c user premium music tv kids redirect attribution_link t yt s img iframe_api player_api ` +
      "learn products browse feeds embed upload dashboard my_videos channels channel_switcher onlyatyoutube red originals movies sports learning " +
      "fashion podcasts post intl subscription_center paid_memberships reporthistory comments inbox view_all_playlists " +
      "subscribe_embed subscribe_widget live_chat live_dashboard get_video_info playables handle verify_phone_number features shows show " +
      "storefront superchat paid student family trends impact artists vr xbox link supported_browsers manifest.webmanifest sw.js sw.js_data " +
      "generate_204 error_204 youtubei player csi_204 ptracking library history subscriptions watch_later likes you " +
      "profile profile_redirector yts new testtube opensearch activate pair purchases family ads creatoracademy error",
  },
  app: {
    schemes: ["youtube", "vnd.youtube"],
    contents: { video: ["/watch/**"] },
    profiles: ["/@{handle}", "/channel/{channel}", "/user/{user}", "/c/{custom}"],
  },
  words: ["youtube", "yt", "ytb", "youtub"],
};
