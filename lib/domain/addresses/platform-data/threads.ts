import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";
import { instagramHandle } from "./instagram";

export const threads: PlatformData = {
  id: "threads",
  name: "Threads",
  icon: "brand-threads",
  isAdult: false,
  hosts: ["threads.net", "threads.com"],
  subdomains: "usual",
  spaces: { handle: { url: "https://www.threads.com/@{}", pattern: instagramHandle, foldsCase: true } },
  bareSpaces: ["handle"],
  contents: {
    platform_page: ["/intent/post/**"],
    photo: ["/*/post/*/media/**"],
    post: ["/*/post|posts/**", "/t/**", "/post/**", "/share/**"],
    search: ["/search/**", "/tag/**", "/explore/**", "/topic|topics/**"],
    login: ["/login/**"],
  },
  profiles: [
    "/@{handle}",
    "/@{handle}/replies|media|reposts|followers|following|embed",
    "/intent/follow?username={handle}",
  ],
  reserved: {
    search: "search tag explore",
    login: commonLogins,
    platform_page: `${commonPages} intent activity following for_you saved liked insights custom_feed`,
  },
  app: { schemes: ["barcelona"], contents: { post: ["/media/**"] }, profiles: ["/user?username={handle}"] },
  words: ["threads"],
  shyWords: ["thread"],
};
