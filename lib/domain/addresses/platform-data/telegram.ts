import type { PlatformData } from "../platform-shape";

export const telegram: PlatformData = {
  id: "telegram",
  name: "Telegram",
  icon: "brand-telegram",
  isAdult: false,
  hosts: ["t.me", "telegram.me", "telegram.dog", "tx.me", "telesco.pe"],
  subdomains: "usual",
  nameHosts: { "t.me": "label" },
  hashHosts: ["web.telegram.org", "webk.telegram.org", "weba.telegram.org", "webz.telegram.org"],
  mediaHosts: ["cdn-telegram.org"],
  spaces: {
    handle: { url: "https://t.me/{}", pattern: /^[a-z][a-z0-9_]{2,30}[a-z0-9]$/i, foldsCase: true },
    id: {
      url: "https://web.telegram.org/a/#{}",
      pattern: /^[1-9]\d{0,19}$/,
      foldsCase: false,
      keyPrefix: "id:",
      isStable: true,
    },
    // Channels and groups, as the web clients number them.
    peer: {
      url: "https://web.telegram.org/k/#{}",
      pattern: /^-[1-9]\d{0,19}$/,
      foldsCase: false,
      keyPrefix: "peer:",
      isStable: true,
    },
  },
  bareSpaces: ["handle"],
  unresolved: { phone_number: ["/+%d", "/~*/+%d"], share_link_needs_opening: ["/m/**", "/contact/**"] },
  contents: {
    story: ["/*/s/**", "/*/a/**"],
    live: ["/call/**", "/*/livestream/**"],
    invite: ["/joinchat/**", "/s/joinchat/**", "/+*/**", "/addlist/**"],
    login: ["/login/**", "/confirmphone/**"],
    platform_page: [
      "/addstickers|addemoji|addtheme|setlanguage|share|proxy|socks|bg|invoice|giftcode|nft|stargift|auction/**",
      "/$*/**",
    ],
    group_or_community: ["/c/%d", "/boost?c"],
    post: ["/c/%d/**", "/s/*/%d/**", "/*/%d/**", "/*/%d-%d", "/iv/**"],
  },
  profiles: [
    "/{handle}",
    "/s/{handle}",
    "/boost/{handle}",
    "/~{handle}",
    "web.telegram.org|webk.telegram.org|weba.telegram.org|webz.telegram.org/*/#@{handle}",
    "web.telegram.org|webk.telegram.org|weba.telegram.org|webz.telegram.org/*/#{id}",
    "web.telegram.org|webk.telegram.org|weba.telegram.org|webz.telegram.org/*/#{peer}",
    "web.telegram.org|webk.telegram.org|weba.telegram.org|webz.telegram.org/#@{handle}",
    "web.telegram.org|webk.telegram.org|weba.telegram.org|webz.telegram.org/#{id}",
    "web.telegram.org|webk.telegram.org|weba.telegram.org|webz.telegram.org/#{peer}",
    "web.telegram.org/im?p=@{handle}",
  ],
  reserved: {
    invite: "joinchat",
    login: "login auth confirmphone oauth",
    platform_page:
      "addstickers addemoji addlist addtheme auction boost c call contact dl file giftcode invoice iv m nft proxy s setlanguage share " +
      "socks stargift apps faq privacy tos robots.txt",
  },
  otherwise: {
    platform_page: ["telegram.org/**", "web.telegram.org|webk.telegram.org|weba.telegram.org|webz.telegram.org/**"],
  },
  app: {
    schemes: ["tg", "telegram"],
    contents: {
      post: ["/resolve?domain&post", "/privatepost/**"],
      story: ["/resolve?domain&story"],
      invite: ["/join/**", "/addlist/**"],
      login: ["/login/**", "/confirmphone/**"],
    },
    profiles: ["/resolve?domain={handle}", "/user?id={id}", "/openmessage?user_id={id}", "/openmessage?chat_id={peer}"],
  },
  words: ["telegram", "telegramme", "telegrame", "tg", "tlgrm"],
};
