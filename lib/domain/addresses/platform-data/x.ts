import type { PlatformData } from "../platform-shape";

export const x: PlatformData = {
  id: "x",
  name: "X (Twitter)",
  icon: "brand-x",
  isAdult: false,
  // The last ones show X's pages under X's own paths; people share them instead of the original.
  hosts: [
    "x.com",
    "twitter.com",
    "twitter.fr",
    "fxtwitter.com",
    "vxtwitter.com",
    "fixupx.com",
    "fixvx.com",
    "twittpr.com",
    "nitter.net",
    "nitter.poast.org",
    "xcancel.com",
  ],
  subdomains: "usual",
  mediaHosts: ["twimg.com", "pic.twitter.com", "pic.x.com"],
  shareHosts: ["t.co"],
  spaces: {
    handle: { url: "https://x.com/{}", pattern: /^[a-z0-9_]{1,15}$/i, foldsCase: true },
    id: {
      url: "https://x.com/i/user/{}",
      pattern: /^[1-9]\d{0,19}$/,
      foldsCase: false,
      keyPrefix: "id:",
      isStable: true,
      label: "id:{}",
    },
  },
  bareSpaces: ["handle"],
  contents: {
    photo: ["/*/status|statuses/*/photo/**", "/*/photo|header_photo/**", "nitter.net|nitter.poast.org/pic/**"],
    video: ["/*/status|statuses/*/video/**", "/i/videos/**"],
    post: [
      "/*/status|statuses/**",
      "/status|statuses/**",
      "/i/status/**",
      "/i/web/status/**",
      "/*/article/**",
      "/i/article|articles/**",
      "/i/moments|events/**",
    ],
    live: ["/i/spaces|broadcasts/**", "/*/spaces/**"],
    list: ["/*/lists/*/**", "/i/lists/**", "/*/moments/*/**", "/*/timelines/**"],
    group_or_community: ["/i/communities/**", "/communities/**"],
    message: ["/messages/**", "/i/chat/**"],
    search: ["/i/search/**", "/i/trends/**", "/i/topics/**", "/*/search/**"],
    login: ["/i/flow/**", "/account/**"],
  },
  profiles: [
    "/i/user/{id}",
    "/i/connect_people?user_id={id}",
    "/intent/user|follow|profile?screen_name={handle}",
    "/intent/user|follow|profile?user_id|id={id}",
    "/{handle}",
    "/{handle}/with_replies|media|likes|favorites|followers|following|verified_followers|followers_you_follow",
    "/{handle}/highlights|articles|superfollows|affiliates|topics|lists|moments|communities|subscriptions|about",
    "/{handle}/creator-subscriptions/**",
  ],
  reserved: {
    search: "search search-advanced explore hashtag trends who_to_follow",
    login: "login logout signin signup oauth sessions account logged_out",
    message: "messages",
    group_or_community: "communities",
    // Short on purpose: @business, @support and many other plain words are accounts here.
    platform_page:
      "about bookmarks compose download favorites find_friends followers following hashtags home i intent invitations jobs lists " +
      "notifications personalization privacy robots.txt rules settings share similar_to status statuses tos widgets",
  },
  app: {
    schemes: ["twitter", "x-twitter"],
    contents: { post: ["/status|tweet|post|quote/**"], search: ["/search/**"], message: ["/messages/**"] },
    profiles: ["/user|profile|follow?screen_name={handle}", "/user|profile|follow?user_id|id={id}", "/{handle}"],
  },
  words: ["twitter", "twiter", "twt", "xcom"],
  shyWords: ["x"],
};
