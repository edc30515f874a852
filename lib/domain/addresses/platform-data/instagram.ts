import type { PlatformData } from "../platform-shape";

/** Letters, digits, dots and underscores; no dot at either end, no two dots in a row. Threads shares these names. */
export const instagramHandle = /^(?!.*\.\.)[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?$/i;

export const instagram: PlatformData = {
  id: "instagram",
  name: "Instagram",
  icon: "brand-instagram",
  isAdult: false,
  hosts: ["instagram.com", "instagr.am", "ddinstagram.com", "kkinstagram.com"],
  subdomains: "usual",
  mediaHosts: ["cdninstagram.com"],
  spaces: { handle: { url: "https://www.instagram.com/{}/", pattern: instagramHandle, foldsCase: true } },
  bareSpaces: ["handle"],
  unresolved: { share_link_needs_opening: ["/share/**", "ig.me/*"] },
  contents: {
    post: ["/p/**", "/*/p/**"],
    video: ["/reel|reels|tv|igtv/**", "/*/reel|reels|tv/*/**"],
    story: ["/stories/**", "/s/**", "/*/stories/**"],
    live: ["/*/live/**"],
    list: ["/*/guide|guides/*/**", "/*/saved/*/**"],
    message: ["/direct/**", "ig.me/j/**"],
    search: ["/explore/**", "/web/search/**", "/directory/**", "/popular|topics/*/**"],
    login: ["/accounts/**", "/challenge/**", "/web/login/**"],
    invite: ["/invites/**"],
  },
  profiles: [
    "/_u/{handle}",
    "/_u/{handle}/**",
    "/n/{handle}",
    "/u/{handle}",
    "ig.me/m/{handle}",
    "/{handle}",
    "/{handle}/tagged|reels|channel|feed|saved|guides|igtv|followers|following|embed|profilecard|similar_accounts|mutualonly",
  ],
  reserved: {
    search: "explore search tags locations",
    login: "login logout signin signup oauth accounts session sessions challenge",
    message: "direct",
    video: "reel reels tv igtv",
    post: "p",
    story: "stories",
    // Short on purpose: most plain words are somebody's account here.
    platform_page:
      "about ads ajax api ar archive bloks create data developer developers directory download embed.js emails fragment graphql help " +
      "invites legal lite logging meta n nametag notifications press privacy qr robots.txt s safety settings share static support " +
      "terms u web your_activity",
  },
  app: {
    schemes: ["instagram", "instagram-stories"],
    contents: {
      post: ["/media/**"],
      video: ["/reels_home/**"],
      search: ["/tag/**", "/location/**", "/explore/**"],
      platform_page: ["/camera/**", "/library/**", "/mainfeed/**", "/share/**"],
    },
    profiles: ["/user?username={handle}", "/profile?username={handle}", "/_u/{handle}"],
  },
  words: ["instagram", "insta", "instagramm", "ig", "igram"],
};
