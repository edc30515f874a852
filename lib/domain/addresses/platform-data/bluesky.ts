import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";

/** A handle is a domain name; ".invalid" is what the service shows for one that no longer resolves. */
const domainHandle =
  /^(?!.*\.(?:invalid|local|localhost|arpa|internal|onion|alt)$)(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const tabs = "followers|follows|known-followers|media|replies|likes|feeds|lists|posts|videos|starter-packs|labeler|rss";

export const bluesky: PlatformData = {
  id: "bluesky",
  name: "Bluesky",
  icon: "brand-bluesky",
  isAdult: false,
  hosts: [
    "bsky.app",
    "main.bsky.dev",
    "staging.bsky.app",
    "fxbsky.app",
    "bskx.app",
    "deer.social",
    "blacksky.community",
  ],
  subdomains: "usual",
  nameHosts: { "bsky.social": "whole" },
  mediaHosts: ["cdn.bsky.app", "video.bsky.app", "cdn.bsky.social"],
  shareHosts: ["go.bsky.app"],
  spaces: {
    did: {
      url: "https://bsky.app/profile/{}",
      pattern: /^did:(?:plc:[a-z2-7]{6,64}|web:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)$/,
      foldsCase: false,
      isStable: true,
    },
    handle: { url: "https://bsky.app/profile/{}", pattern: domainHandle, foldsCase: true },
  },
  bareSpaces: ["did", "handle"],
  contents: {
    post: ["/profile/*/post/**"],
    list: [
      "/profile/*/lists|feed|feeds/*/**",
      "/starter-pack/**",
      "/starter-pack-short/**",
      "/start/**",
      "/lists|feeds/**",
    ],
    search: ["/search|hashtag|topic|tags|trending/**", "/profile/*/search/**"],
    message: ["/messages/**"],
    login: ["/login|signup/**"],
  },
  profiles: [
    "/profile/{did}",
    "/profile/{handle}",
    `/profile/{did}/${tabs}`,
    `/profile/{handle}/${tabs}`,
    "/~{handle}",
  ],
  reserved: {
    search: "search hashtag",
    login: commonLogins,
    platform_page: `${commonPages} intent moderation sys notifications saved`,
  },
  app: {
    schemes: ["at", "bluesky", "bsky"],
    contents: {
      post: ["/*/app.bsky.feed.post/**"],
      list: ["/*/app.bsky.graph.list|app.bsky.feed.generator|app.bsky.graph.starterpack/**"],
    },
    profiles: [
      "/{did}",
      "/{did}/app.bsky.actor.profile/self",
      "/profile/{did}",
      "/profile/{handle}",
      "/{handle}",
      "/{handle}/app.bsky.actor.profile/self",
    ],
  },
  words: ["bluesky", "bsky", "blusky"],
};
