import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";

export const tumblr: PlatformData = {
  id: "tumblr",
  name: "Tumblr",
  icon: "brand-tumblr",
  isAdult: false,
  hosts: ["tumblr.com"],
  subdomains: "usual",
  services: ["api", "assets", "at", "embed", "px", "static", "secure", "srvcs", "t", "media"],
  nameHosts: { "tumblr.com": "label" },
  mediaHosts: ["media.tumblr.com", "data.tumblr.com", "assets.tumblr.com", "static.tumblr.com"],
  shareHosts: ["tmblr.co"],
  spaces: {
    handle: { url: "https://www.tumblr.com/{}", pattern: /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/i, foldsCase: true },
  },
  bareSpaces: ["handle"],
  contents: {
    photo: ["/~*/image|photoset|photoset_iframe/**", "/*/%d/*/image/**"],
    video: ["/~*/video/**", "/video/**"],
    post: [
      "/~*/post|private|reblog/**",
      "/*/%d/**",
      "/blog/view/*/%d/**",
      "/blog/*/%d/**",
      "/dashboard/blog/*/%d/**",
      "/reblog|post|edit/**",
      "at.tumblr.com/**",
      "embed.tumblr.com/**",
    ],
    search: [
      "/~*/tagged|search|day/**",
      "/search|tagged|explore|spotlight|trending|discover|tag/**",
      "/*/tagged|search/**",
    ],
    group_or_community: ["/communities|groups/**"],
    message: ["/messages|messaging|inbox/**", "/~*/inbox/**"],
    login: ["/login|register|logout|forgot_password|account/**"],
  },
  profiles: [
    "/~{handle}",
    "/~{handle}/archive|page|ask|about|submit|likes|following|faq|rss|links|mobile|amp/**",
    "/{handle}",
    "/@{handle}",
    "/blog/{handle}",
    "/blog/view/{handle}",
    "/dashboard/blog/{handle}",
    "/follow/{handle}",
    "/{handle}/archive|ask|likes|following|followers|about|submit",
    "/share?blog={handle}",
  ],
  reserved: {
    search: "search tagged explore spotlight trending discover",
    login: `${commonLogins} forgot_password`,
    group_or_community: "communities",
    message: "messaging messages",
    platform_page:
      `${commonPages} dashboard following followers likes blog blogs new themes theme widgets share abuse customize neue_web ` +
      "settings reblog queue drafts activity activities changes domains mega-editor patio radar live tumblrmart browse post",
  },
  app: {
    schemes: ["tumblr"],
    contents: { post: ["/x-callback-url/post|blog?postid"] },
    profiles: ["/x-callback-url/blog?blogname={handle}"],
  },
  words: ["tumblr", "tumbler"],
};
