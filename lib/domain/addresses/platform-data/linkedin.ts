import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";

const organisation = /^[\p{L}\p{M}\p{N}\p{So}_.'’&®™–-]{1,120}$/u;

export const linkedin: PlatformData = {
  id: "linkedin",
  name: "LinkedIn",
  icon: "brand-linkedin",
  isAdult: false,
  hosts: ["linkedin.com", "linkedin.cn"],
  subdomains: "usual",
  extraSubdomains: ["touch", "lite"],
  mediaHosts: ["licdn.com"],
  shareHosts: ["lnkd.in"],
  spaces: {
    // A member's encoded id stands in the place of a name, and tells capitals apart.
    member: {
      url: "https://www.linkedin.com/in/{}",
      pattern: /^A[A-Z][A-Za-z]AA[A-Za-z0-9_-]{20,60}$|^A[A-Za-z]{2}AA[A-Za-z0-9_-]{30,60}$/,
      foldsCase: false,
      keyPrefix: "member:",
      isStable: true,
    },
    // The same in the address of old: its encoding differs, and it opens under its own path only.
    viewed: {
      url: "https://www.linkedin.com/profile/view?id={}",
      pattern: /^A[A-Za-z]{2}[A-Za-z0-9_-]{10,60}$/,
      foldsCase: false,
      keyPrefix: "view:",
      isStable: true,
    },
    person: {
      url: "https://www.linkedin.com/in/{}",
      pattern: /^[\p{L}\p{M}\p{N}\p{So}_.'’&®™–-]{2,120}$/u,
      foldsCase: true,
      keyPrefix: "in/",
    },
    publicName: {
      url: "https://www.linkedin.com/pub/{}",
      pattern: /^[\p{L}\p{M}\p{N}_.'’-]{1,120}(?:\/[a-z0-9]{1,4}){3}$/iu,
      foldsCase: true,
      keyPrefix: "pub/",
    },
    sales: {
      url: "https://www.linkedin.com/sales/people/{}",
      pattern: /^[A-Za-z0-9_-]{3,100}$/,
      foldsCase: false,
      keyPrefix: "sales/",
    },
    company: {
      url: "https://www.linkedin.com/company/{}",
      pattern: organisation,
      foldsCase: true,
      keyPrefix: "company/",
      idInName: /^(\d+)$/,
    },
    school: { url: "https://www.linkedin.com/school/{}", pattern: organisation, foldsCase: true, keyPrefix: "school/" },
    education: { url: "https://www.linkedin.com/edu/{}", pattern: organisation, foldsCase: true, keyPrefix: "edu/" },
    showcase: {
      url: "https://www.linkedin.com/showcase/{}",
      pattern: organisation,
      foldsCase: true,
      keyPrefix: "showcase/",
    },
  },
  bareSpaces: ["member", "person"],
  contents: {
    photo: [
      "/in/*/overlay/*photo*/**",
      "/in/*/detail/*photo*/**",
      "/in/*/details/*/*/*media*/**",
      "/in/*/overlay/*/*media*/**",
      "/in/*/detail/treasury/**",
    ],
    post: [
      "/posts|feed|pulse|news|newsletters|article|articles|embed|slink/**",
      "/in/*/recent-activity/%d/**",
      "/company|school|showcase/*/posts/%d/**",
      "/*/pulse/**",
    ],
    video: ["/video|videos|learning|learning-login/**"],
    live: ["/events/**", "/live/**"],
    group_or_community: ["/groups|groupRegistration|grps/**"],
    search: ["/search|directory|jobs|job|salary|topics|hashtag|title/**", "/pub/dir/**", "/company/*/jobs/*/**"],
    message: ["/messaging|inbox|notifications/**"],
    login: [
      "/login|signup|uas|checkpoint|authwall|cold-join|reg|oauth|start|logout/**",
      "/m/login|logout/**",
      "/sales|talent/login/**",
    ],
    invite: ["/mynetwork/**", "/comm/mynetwork/**"],
  },
  profiles: [
    "/in/{member}/**",
    "/in/{person}/**",
    "/mwlite|comm|m|public-profile/in/{member}/**",
    "/mwlite|comm|m|public-profile/in/{person}/**",
    "/mwlite|m/profile/in/{person}/**",
    "/mwlite/profile/{person}",
    "/profile/view?id={viewed}",
    "/sales|talent/people|profile|lead/{member}/**",
    "/sales|talent/people|profile|lead/{member},*",
    "/sales|talent/people|profile|lead/{sales}",
    "/sales|talent/people|profile|lead/{sales},*",
    "/talent/profile/{member}",
    "/recruiter/profile/{member}/**",
    "/company|company-beta|organization/{company}/**",
    "/mwlite|comm|m/company/{company}/**",
    "/sales/company|accounts/{company}",
    "/school/{school}/**",
    "/edu/{education}",
    "/edu/school/{education}",
    "/showcase/{showcase}/**",
    "/pub/{publicName+}",
  ],
  reserved: {
    post: "posts feed pulse",
    search: "search jobs directory",
    group_or_community: "groups",
    message: "messaging",
    login: `${commonLogins} uas checkpoint authwall`,
    platform_page:
      `${commonPages} in company school edu showcase pub profile sales talent recruiter premium products product services ` +
      "mynetwork learning events shareArticle sharing share redir safety psettings badges top-content games countserv post-inspector",
  },
  app: {
    schemes: ["linkedin"],
    contents: { post: ["/feed|posts/**"], group_or_community: ["/groups/**"], search: ["/jobs|search/**"] },
    profiles: ["/in|profile/{member}", "/in|profile/{person}", "/company/{company}", "/#profile/{person}"],
  },
  words: ["linkedin", "linkdin"],
};
