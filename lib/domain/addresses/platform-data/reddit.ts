import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";

const tabs = "comments|submitted|posts|overview|gilded|upvoted|downvoted|saved|hidden|about|trophies|avatar|snoovatar|followers";

export const reddit: PlatformData = {
  id: "reddit",
  name: "Reddit",
  icon: "brand-reddit",
  isAdult: false,
  hosts: ["reddit.com", "rxddit.com", "vxreddit.com"],
  subdomains: "any",
  services: ["about", "accounts", "ads", "api", "business", "chat", "gateway", "help", "i", "mod", "mods", "oauth", "preview", "support", "v"],
  mediaHosts: ["redditmedia.com", "redditstatic.com", "i.redd.it", "v.redd.it", "preview.redd.it", "external-preview.redd.it"],
  shareHosts: ["reddit.app.link"],
  spaces: {
    handle: { url: "https://www.reddit.com/user/{}", pattern: /^[a-z0-9_-]{3,20}$/i, foldsCase: true },
  },
  bareSpaces: ["handle"],
  unresolved: { share_link_needs_opening: ["/r/*/s/**", "/u|user/*/s/**"] },
  contents: {
    photo: ["/gallery/**", "/media/**"],
    video: ["/video/**", "/rpan/**"],
    post: ["redd.it/**", "/r/*/comments/**", "/u|user/*/comments/*/**", "/comments/**", "/tb/**", "/poll/**", "/link/**", "/by_id/**"],
    list: ["/u|user/*/m/**", "/me/**"],
    message: ["/message|chat/**"],
    search: ["/search/**", "/subreddits|users|topics|t|explore|domain/**", "/r/*/search/**", "/u|user/*/search/**"],
    login: ["/login|register|account/**"],
    platform_page: ["/u|user/me/**"],
  },
  profiles: [
    "/u|user/{handle}",
    `/u|user/{handle}/${tabs}`,
    "/r/u_{handle}",
    "/r/u_{handle}/hot|new|top|rising|about|best",
    "/user/{handle}.json",
    "/user/{handle}/.rss",
  ],
  reserved: {
    group_or_community: "r",
    search: "search subreddits users explore",
    login: commonLogins,
    message: "message chat",
    platform_page: `${commonPages} user u submit settings prefs premium coins wiki w mod best hot new top rising controversial`,
  },
  app: { schemes: ["reddit", "apollo"], contents: { post: ["/comments/**"] }, profiles: ["/u|user/{handle}", "/reddit/u|user/{handle}"] },
  words: ["reddit", "redit"],
};
