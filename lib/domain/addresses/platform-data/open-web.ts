import type { PlatformData } from "../platform-shape";

/** Servers are not listed here: see fediverse-servers.ts. A handle always names its server. */
export const fediverse: PlatformData = {
  id: "fediverse",
  name: "Fediverse",
  icon: "brand-mastodon",
  isAdult: false,
  hosts: [],
  subdomains: "usual",
  spaces: {},
  bareSpaces: [],
  contents: {},
  profiles: [],
  reserved: {},
  words: [
    "mastodon",
    "masto",
    "fediverse",
    "fedivers",
    "pixelfed",
    "lemmy",
    "peertube",
    "misskey",
    "pleroma",
    "friendica",
  ],
};

/** Every other public page: its exact address is its name. */
export const web: PlatformData = {
  id: "web",
  name: "Web",
  icon: "world",
  isAdult: false,
  hosts: [],
  subdomains: "usual",
  spaces: {},
  bareSpaces: [],
  contents: {},
  profiles: [],
  reserved: {},
  words: [],
};
