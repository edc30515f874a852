import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";

export const snapchat: PlatformData = {
  id: "snapchat",
  name: "Snapchat",
  icon: "brand-snapchat",
  isAdult: false,
  hosts: ["snapchat.com"],
  subdomains: "any",
  services: [
    "accounts",
    "ads",
    "business",
    "businesshelp",
    "careers",
    "create",
    "developers",
    "forbusiness",
    "help",
    "lensstudio",
    "map",
    "newsroom",
    "support",
    "values",
    "web",
  ],
  mediaHosts: ["sc-cdn.net", "sc-jpl.com"],
  shareHosts: ["t.snapchat.com"],
  spaces: {
    handle: {
      url: "https://www.snapchat.com/add/{}",
      pattern: /^[a-z][a-z0-9._-]{1,13}[a-z0-9]$/i,
      foldsCase: true,
    },
  },
  bareSpaces: ["handle"],
  unresolved: { share_link_needs_opening: ["/t/**", "/share/**"] },
  contents: {
    story: ["/p/**", "/s/**", "/*/stories|highlights|story/**", "/story/**"],
    video: ["/spotlight/**", "/*/spotlight/**", "/@*/*/**"],
    search: ["/explore/**", "/discover/**", "/topic|place/**", "/search/**"],
    platform_page: ["/lens|lenses|unlock|geofilters|camera|snapcode|invite|games/**"],
    login: ["/login/**"],
  },
  profiles: ["/add/{handle}", "/@{handle}", "/u/{handle}", "/user/{handle}", "/add?username={handle}"],
  reserved: {
    search: "explore discover",
    login: commonLogins,
    platform_page: `${commonPages} add web plus cameos stories lens camera spotlight snap-map my-ai`,
  },
  app: { schemes: ["snapchat"], profiles: ["/add/{handle}", "/@{handle}", "/u/{handle}"] },
  words: ["snapchat", "snap", "snapchatt", "snape"],
};
