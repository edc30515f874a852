import type { PlatformData } from "../platform-shape";
import { commonLogins, commonPages } from "../platform-shape";

export const vk: PlatformData = {
  id: "vk",
  name: "VK",
  icon: "brand-vk",
  isAdult: false,
  hosts: ["vk.com", "vk.ru", "vkontakte.ru", "vkvideo.ru"],
  subdomains: "usual",
  extraSubdomains: ["new", "old"],
  services: ["id", "api", "dev", "connect", "oauth", "login", "away", "cc", "cs", "ad", "ai"],
  mediaHosts: ["userapi.com", "vkuser.net", "vk-cdn.net"],
  spaces: {
    id: {
      url: "https://vk.com/id{}",
      pattern: /^[1-9]\d{0,19}$/,
      foldsCase: false,
      keyPrefix: "id",
      isStable: true,
      label: "id{}",
    },
    handle: {
      url: "https://vk.com/{}",
      pattern: /^(?=.*[a-z_])(?!id\d+$)(?!.*\.php$)[a-z0-9_](?:[a-z0-9_.]{0,30}[a-z0-9_])$/i,
      foldsCase: true,
    },
  },
  bareSpaces: ["handle"],
  contents: {
    photo: [
      "/photo%d_%d|photo-%d_%d|album%d_%d|album-%d_%d|albums%d|albums-%d|tag%d|photos%d|photos-%d/**",
      "/*?z=photo*",
      "/*?z=album*",
    ],
    video: [
      "/video%d_%d|video-%d_%d|videos%d|videos-%d|clip%d_%d|clip-%d_%d|clips%d|clips-%d/**",
      "/video|clips|clip",
      "/video/playlist|search|lives|trends/**",
      "/video_ext.php|playlist/**",
      "/*?z=video*",
      "/*?z=clip*",
    ],
    story: ["/story%d_%d|story-%d_%d|stories/**", "/*?w=story*"],
    post: [
      "/wall%d|wall-%d|wall%d_%d|wall-%d_%d|topic-%d_%d|board%d|note%d_%d|notes%d|page-%d_%d|pages|doc%d_%d|doc-%d_%d|docs%d|docs-%d|uslugi-%d|poll%d_%d|poll-%d_%d|article%d/**",
      "/*?w=wall*",
      "/*?w=page*",
      "/@*-*",
      "/widget_comments.php|widget_post.php/**",
    ],
    list: [
      "/audio%d_%d|audio-%d_%d|audios%d|audios-%d|audio_playlist*|music|audio|podcasts-%d|podcast-%d_%d|market-%d|product-%d_%d|gifts%d/**",
    ],
    group_or_community: ["/club%d|public%d|event%d/**", "/groups/**", "/app%d|app%d_%d|app%d_-%d/**"],
    message: ["/im|mail|write%d|write-%d/**", "/al_im.php/**"],
    invite: ["vk.me/join/**", "/join_chat/**"],
    search: ["/search|people|feed|explore|discover|hashtag|friends|bookmarks|fave/**"],
    login: [
      "/login|login.php|join|restore|reset|auth|registration/**",
      "id.vk.com/**",
      "login.vk.com/**",
      "oauth.vk.com/**",
    ],
    platform_page: ["/share.php|away.php|widget_*|method|api|js|images/**", "/app*_*"],
  },
  profiles: [
    "/id{id}",
    "/{handle}",
    "/@{handle}",
    "/profile.php?id={id}",
    "/video/@{handle}",
    "/clips/{handle}",
    "vk.me/id{id}",
    "vk.me/{handle}",
  ],
  reserved: {
    search: "search people feed discover friends",
    login: commonLogins,
    message: "im mail",
    group_or_community: "groups",
    list: "music audio",
    video: "video clips",
    photo: "photos albums",
    platform_page:
      `${commonPages} dev doc docs gifts market games apps wall edit biz mobile club public event id share.php away.php al_profile.php ` +
      "vkpay vk-app stickers services calls podcasts board menu page pages app",
  },
  app: {
    schemes: ["vk", "vkontakte"],
    contents: { post: ["/wall*"] },
    profiles: ["/profile/{id}", "/id{id}", "/{handle}"],
  },
  words: ["vk", "vkontakte"],
};
