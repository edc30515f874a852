import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";

export const discord: PlatformData = {
  id: "discord",
  name: "Discord",
  icon: "brand-discord",
  isAdult: false,
  hosts: ["discord.com", "discordapp.com"],
  subdomains: "usual",
  extraSubdomains: ["ptb", "canary"],
  mediaHosts: ["cdn.discordapp.com", "media.discordapp.net", "cdn.discord.com"],
  // Names have no address of their own and change hands; only the number of a user can be looked up.
  spaces: {
    id: { url: "https://discord.com/users/{}", pattern: /^[1-9]\d{16,19}$/, foldsCase: false, isStable: true },
  },
  bareSpaces: ["id"],
  contents: {
    invite: ["/invite/**", "discord.gg|dis.gd/**", "/servers/**", "/template/**", "discord.new/**"],
    message: ["/channels/@me/**", "/messages/**"],
    post: ["/channels/*/*/%d"],
    group_or_community: ["/channels/**", "/guilds/**", "/events/**"],
    login: ["/login|register|reset|verify|oauth2|authorize|billing/**", "/api/oauth2/**"],
    search: ["/discover|guild-discovery/**"],
    list: ["/application-directory/**", "/store/**"],
  },
  profiles: ["/users/{id}"],
  reserved: {
    login: commonLogins,
    platform_page: `${commonPages} nitro company college moderation streamkit branding hypesquad acknowledgements safetycenter open-source gifts activities ios android users app quests build`,
  },
  app: { schemes: ["discord"], contents: { invite: ["/*/invite/**"] }, profiles: ["/*/users/{id}", "/users/{id}"] },
  words: ["discord", "disc"],
};
