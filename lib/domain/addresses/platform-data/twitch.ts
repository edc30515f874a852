import type { PlatformData } from "../platform-shape";
import { commonLogins } from "../platform-shape";

export const twitch: PlatformData = {
  id: "twitch",
  name: "Twitch",
  icon: "brand-twitch",
  isAdult: false,
  hosts: ["twitch.tv"],
  subdomains: "usual",
  services: ["go"],
  mediaHosts: ["jtvnw.net", "ttvnw.net"],
  spaces: { handle: { url: "https://www.twitch.tv/{}", pattern: /^[a-z0-9_]{2,25}$/i, foldsCase: true } },
  bareSpaces: ["handle"],
  contents: {
    video: [
      "/videos|video/**",
      "/*/video|videos|v|b|c/%d/**",
      "/*/clip/**",
      "/clip|clips/**",
      "clips.twitch.tv/*/**",
      "player.twitch.tv/?video",
      "player.twitch.tv/?clip",
    ],
    list: ["/collections/**", "/*/collections/**"],
    group_or_community: ["/team|teams|communities|g/**"],
    search: ["/directory|search|categories|browse|following/**", "/tags/**"],
    message: ["/messages|inbox/**"],
    login: ["/login|signup|activate|passport/**", "id.twitch.tv/**", "passport.twitch.tv/**"],
  },
  profiles: [
    "/{handle}",
    "/{handle}/videos|clips|about|schedule|followers|following|events|home|profile|squad|chat|subscribe|live/**",
    "/popout|embed|moderator/{handle}",
    "/popout|embed|moderator/{handle}/**",
    "player.twitch.tv|embed.twitch.tv/?channel={handle}",
    "player.twitch.tv/{handle}",
    "dashboard.twitch.tv/u/{handle}/**",
    "/u/{handle}/**",
    "/subs|products/{handle}",
    "/subs|products/{handle}/**",
  ],
  reserved: {
    search: "directory search categories browse following tags",
    video: "videos clips",
    login: `${commonLogins} activate`,
    platform_page:
      "about broadcast careers cookie-policy creators developers download downloads email-settings embed.js help home jobs legal " +
      "messages notifications policies press privacy robots.txt settings store support terms tos upload user year-in-review " +
      "turbo prime bits subscriptions wallet inventory drops friends p popout embed moderator u subs products partner affiliate " +
      "team annual-recap event events payments redeem",
  },
  app: { schemes: ["twitch"], profiles: ["/stream|channel|open/{handle}", "/open?stream|channel={handle}"] },
  words: ["twitch"],
};
