import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";

export const onlyfans: PlatformData = {
  id: "onlyfans",
  name: "OnlyFans",
  icon: "brand-onlyfans",
  isAdult: true,
  hosts: ["onlyfans.com"],
  subdomains: "usual",
  spaces: {
    handle: {
      url: "https://onlyfans.com/{}",
      pattern: /^(?=.*[a-z_-])[a-z0-9_][a-z0-9._-]{1,49}$/i,
      foldsCase: true,
      // Who chose no name is called after the number of the account.
      idInName: /^u(\d{3,12})$/,
    },
  },
  bareSpaces: ["handle"],
  contents: {
    photo: ["/*/photos/**"],
    video: ["/*/videos/**"],
    post: ["/%d", "/%d/*/**", "/posts/**", "/*/post|posts/**"],
    live: ["/*/live|stream|streams/**"],
    story: ["/stories/**", "/*/stories|highlights/**"],
    message: ["/my/chats/**"],
    list: ["/*/bundles|lists/**"],
  },
  profiles: [
    "/{handle}",
    "/{handle}/c%d",
    "/{handle}/trial/**",
    "/{handle}/media|about|archived|likes|following|fans|subscribe",
    "/action/trial/{handle}",
  ],
  reserved: {
    search: "search explore",
    login: `${commonLogins} email-verification`,
    message: "chat chats",
    live: "live streams",
    platform_page:
      `${commonPages} my action posts dmca usc2257 brand how contract transparency-center antitrafficking referrals bookmarks ` +
      "collections subscriptions statements complaints queue vault fans cards promotions become-creator wallet posts payments appeal eu uk",
  },
  words: ["onlyfans", "onlyfan", "onlyfanss"],
  shyWords: ["of"],
};

export const mym: PlatformData = {
  id: "mym",
  name: "MYM",
  icon: "heart",
  isAdult: true,
  hosts: ["mym.fans"],
  subdomains: "usual",
  services: ["go"],
  spaces: { handle: { url: "https://mym.fans/{}", pattern: /^[a-z0-9_][a-z0-9._-]{1,39}$/i, foldsCase: true } },
  bareSpaces: ["handle"],
  contents: {
    post: ["/*/post|posts|publication|publications/**", "/app/post|posts|media|publication/**"],
    story: ["/stories/**", "/*/stories/**"],
    message: ["/app/chat|messages/**"],
    login: ["/app/sign-in|sign-up|login|register/**"],
  },
  profiles: ["/{handle}", "/{handle}/media|about|subscribe|private-media|tips|offers", "/app/profile|creator/{handle}"],
  reserved: {
    search: "search explore discover",
    login: commonLogins,
    message: "chat",
    platform_page: `${commonPages} app fr en es it de pt nl dashboard my-account subscriptions wallet referral become-creator creator dmca cgu cgv mentions-legales confidentialite charte`,
  },
  words: ["mym", "mymfans"],
};

export const fansly: PlatformData = {
  id: "fansly",
  name: "Fansly",
  icon: "heart",
  isAdult: true,
  hosts: ["fansly.com"],
  subdomains: "usual",
  spaces: { handle: { url: "https://fansly.com/{}", pattern: /^(?=.*[a-z_-])[a-z0-9_-]{2,40}$/i, foldsCase: true } },
  bareSpaces: ["handle"],
  unresolved: { share_link_needs_opening: ["fans.ly/r/**", "fans.ly/subscriptions/**", "/r/**"] },
  contents: {
    post: ["/post/**", "/*/post/**"],
    photo: ["/*/photos/**"],
    live: ["/live/**"],
    story: ["/story|stories/**"],
    message: ["/messages|chats/**"],
    list: ["/*/album|albums/**", "/collections/**"],
  },
  profiles: [
    "/{handle}",
    "/{handle}/posts|media|about|home|subscribe|likes|store",
    "fans.ly/{handle}",
    "/creator/{handle}",
  ],
  reserved: {
    search: "search explore discover hashtag",
    login: `${commonLogins} age-verification`,
    live: "live",
    message: "messages chats",
    platform_page: `${commonPages} post creator subscriptions wallet purchase notifications collections lists applications dmca 2257 usc2257 vault fyp feed r referral`,
  },
  words: ["fansly"],
};

export const fanvue: PlatformData = {
  id: "fanvue",
  name: "Fanvue",
  icon: "heart",
  isAdult: true,
  hosts: ["fanvue.com"],
  subdomains: "usual",
  spaces: { handle: { url: "https://www.fanvue.com/{}", pattern: /^[a-z0-9_][a-z0-9._-]{1,39}$/i, foldsCase: true } },
  bareSpaces: ["handle"],
  contents: { post: ["/post|posts/**", "/*/post|posts/**"], message: ["/chat|messages/**"], live: ["/live/**"] },
  profiles: ["/{handle}", "/{handle}/media|about|subscribe|fv-*|likes|trial|free-trial/**"],
  reserved: {
    search: "search explore discover",
    login: `${commonLogins} sign-in`,
    platform_page: `${commonPages} dashboard subscriptions wallet referrals agency agencies ai-creators blog creator become-a-creator compliance dmca 2257 feed notifications vault`,
  },
  words: ["fanvue"],
};

export const linktree: PlatformData = {
  id: "linktree",
  name: "Linktree",
  icon: "brand-linktree",
  isAdult: false,
  hosts: ["linktr.ee", "linktree.com"],
  subdomains: "usual",
  spaces: { handle: { url: "https://linktr.ee/{}", pattern: /^[a-z0-9._-]{1,30}$/i, foldsCase: true } },
  bareSpaces: ["handle"],
  contents: { platform_page: ["/s/**", "/blog/**", "/help/**", "linktree.com/**"] },
  profiles: ["/{handle}", "/{handle}/shop|store|links|posts|collection|community|about/**", "/@{handle}"],
  reserved: {
    search: "search discover",
    login: commonLogins,
    platform_page: `${commonPages} admin s templates marketplace enterprise solutions plans products dashboard onboarding discover-linktree charities resources`,
  },
  words: ["linktree", "linktr", "linktr.ee"],
};

export const allmylinks: PlatformData = {
  id: "allmylinks",
  name: "AllMyLinks",
  icon: "link",
  isAdult: false,
  hosts: ["allmylinks.com"],
  subdomains: "usual",
  spaces: { handle: { url: "https://allmylinks.com/{}", pattern: /^[a-z0-9_][a-z0-9._-]{1,39}$/i, foldsCase: true } },
  bareSpaces: ["handle"],
  contents: { platform_page: ["/link/**", "/site/**", "/page/**"] },
  profiles: ["/{handle}"],
  reserved: {
    search: "search explore discover",
    login: commonLogins,
    platform_page: `${commonPages} link links site dashboard profile premium themes confirm dmca`,
  },
  words: ["allmylinks", "allmylink"],
};

export const beacons: PlatformData = {
  id: "beacons",
  name: "Beacons",
  icon: "link",
  isAdult: false,
  hosts: ["beacons.ai", "beacons.page"],
  subdomains: "usual",
  spaces: { handle: { url: "https://beacons.ai/{}", pattern: /^[a-z0-9_][a-z0-9._-]{0,39}$/i, foldsCase: true } },
  bareSpaces: ["handle"],
  contents: { platform_page: ["/i/**", "/app-pages/**"] },
  profiles: ["/{handle}", "/{handle}/shop|store|home|links|mediakit|media-kit|about|page/**"],
  reserved: {
    search: "search explore discover",
    login: commonLogins,
    platform_page: `${commonPages} i app-pages dashboard templates integrations solutions link-in-bio media-kit ai products plans academy`,
  },
  words: ["beacons", "beacons.ai"],
};
