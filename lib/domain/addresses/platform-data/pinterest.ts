import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";

export const pinterest: PlatformData = {
  id: "pinterest",
  name: "Pinterest",
  icon: "brand-pinterest",
  isAdult: false,
  hosts: ["pinterest.com"],
  hostPattern: /(?:^|\.)pinterest\.(?:[a-z]{2}|com?\.[a-z]{2})$/,
  subdomains: "any",
  services: ["about", "ads", "analytics", "api", "blog", "business", "careers", "community", "create", "developers", "engineering", "help", "i", "investor", "log", "newsroom", "policy", "status", "tools", "trends", "widgets"],
  mediaHosts: ["pinimg.com"],
  shareHosts: ["pin.it"],
  spaces: { handle: { url: "https://www.pinterest.com/{}/", pattern: /^[a-z0-9_]{2,30}$/i, foldsCase: true } },
  bareSpaces: ["handle"],
  contents: {
    post: ["/pin/**", "/amp/pin/**", "/*/pin/**", "/story/**"],
    live: ["/tv/**"],
    search: ["/search|explore|ideas|categories|category|topics|discover|today|source|all|popular|everything|videos/**"],
    login: ["/login|signup|register|logout|oauth|password|join/**"],
    message: ["/news_hub|conversation|inbox/**"],
    invite: ["/*/invite|invites/**", "/invited/**"],
  },
  profiles: [
    "/{handle}",
    "/{handle}/_saved|_created|_pins|_boards|_profile|_shop|_tried|_community|_followers|_following|_activity|_all|_drafts/**",
    "/{handle}/pins|boards|followers|following|likes|tries|saved|created|activity",
    "/user/{handle}",
  ],
  reserved: {
    search: "search explore ideas categories topics discover today source",
    login: commonLogins,
    post: "pin",
    platform_page:
      `${commonPages} _ resource business-hub homefeed homefeed-tuner news_hub pin-builder pin-creation-tool idea-pin-builder ` +
      "convert-business convert-personal product-details save trust user _tools me edit",
  },
  otherwise: { list: ["/*/*/**"] },
  app: { schemes: ["pinterest"], contents: { post: ["/pin/**"], list: ["/board/**"] }, profiles: ["/user/{handle}"] },
  words: ["pinterest", "pinterst"],
};
