/** Whose links hold another link, and where in them it stands. */
export interface LinkWrapper {
  /** Anchored; matched against the host without "www.". */
  readonly host: RegExp;
  readonly path?: RegExp;
  /** Query parameters that carry the address, in order of preference. */
  readonly parameters?: readonly string[];
  /** The address is everything behind this in path and query. */
  readonly behind?: RegExp;
  /** The whole query is the address. */
  readonly query?: true;
  /** The address is one step of the path, packed; the wrapper's own path goes on behind it. */
  readonly isOneStep?: true;
  /** What the wrapper has put behind the address. */
  readonly tail?: RegExp;
  /** Characters are left out of it and stand, packed, behind "__;". */
  readonly isStarred?: true;
}

export const linkWrappers: readonly LinkWrapper[] = [
  { host: /^messenger\.com$/, path: /^\/l\.php$/, parameters: ["u"] },
  { host: /^(?:.+\.)?facebook\.com$/, path: /^\/(?:l\.php|flx\/warn\/?|si\/ajax\/l\/render\/?)$/, parameters: ["u"] },
  {
    host: /^(?:.+\.)?facebook\.com$/,
    path: /^\/plugins\/(?:page|like|likebox|follow|post|video)(?:\.php)?\/?$/,
    parameters: ["href"],
  },
  {
    host: /^(?:l|lm|lk)\.(?:facebook|instagram|messenger|workplace)\.com$|^l\.threads\.(?:net|com)$|^l\.wl\.co$/,
    parameters: ["u"],
  },
  {
    host: /^(?:.+\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/,
    path: /^\/(?:url|local_url|interstitial|scholar_url)$/,
    parameters: ["q", "url", "u"],
  },
  { host: /^(?:.+\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/, path: /^\/(?:translate|website)$/, parameters: ["u"] },
  { host: /^meet\.google\.com$/, path: /^\/linkredirect$/, parameters: ["dest"] },
  { host: /^colab\.research\.google\.com$/, path: /^\/corgiredirector$/, parameters: ["site"] },
  { host: /^(?:translate\.googleusercontent|googleweblight)\.com$/, parameters: ["u", "lite_url"] },
  { host: /^(?:.+\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/, behind: /^\/amp\/(?:s\/)?/ },
  { host: /^(?:.+\.)?cdn\.ampproject\.org$/, behind: /^\/[acviw]\/(?:s\/)?/ },
  { host: /^webcache\.googleusercontent\.com$/, behind: /^\/search\?(?:.*&)?q=cache(?::|%3A)(?:[\w-]{12}(?::|%3A))?/i },
  { host: /^(?:.+\.)?youtube\.com$/, path: /^\/redirect$/, parameters: ["q", "url"] },
  { host: /^(?:.+\.)?youtube\.com$/, path: /^\/attribution_link$/, parameters: ["u"] },
  { host: /^(?:.+\.)?youtube(?:-nocookie)?\.com$/, path: /^\/oembed$/, parameters: ["url"] },
  {
    host: /^(?:publish|oembed|embed)\.(?:twitter|x)\.com$|^publish\.(?:twitter|x)\.com$/,
    parameters: ["url", "query"],
  },
  { host: /^(?:.+\.)?(?:twitter|x)\.com$/, path: /^\/safety\/unsafe_link_warning\/?$/, parameters: ["unsafe_link"] },
  { host: /^(?:.+\.)?(?:twitter|x)\.com$/, path: /^\/i\/redirect\/?$/, parameters: ["url"] },
  { host: /^go\.bsky\.app$/, path: /^\/redirect\/?$/, parameters: ["u"] },
  { host: /^(?:.+\.)?onlyfans\.com$/, path: /^\/away\/?$/, parameters: ["url"] },
  { host: /^(?:.+\.)?chaturbate\.com$/, path: /^\/external_link\/?$/, parameters: ["url"] },
  {
    host: /^(?:href\.li|anon\.to|anonym\.to|anonymz\.com|nullrefer\.com|dereferer\.(?:me|org|com)|jump\.[25]ch\.net|hidereferrer\.com|blankrefer\.com|noref\.io|nullrefer\.ir|referer\.us)$/,
    query: true,
  },
  { host: /^out\.reddit\.com$/, parameters: ["url"] },
  { host: /^(?:.+\.)?reddit\.com$/, path: /^\/media\/?$/, parameters: ["url"] },
  { host: /^(?:.+\.)?(?:vk\.com|vk\.ru|vkontakte\.ru)$/, path: /^\/away(?:\.php)?$/, parameters: ["to"] },
  { host: /^(?:t\.me|telegram\.me)$/, path: /^\/iv$/, parameters: ["url"] },
  {
    host: /^(?:.+\.)?linkedin\.com$/,
    path: /^\/(?:redir\/(?:redirect|general-malware-page|suspicious-page)|safety\/go|slink)\/?$/,
    parameters: ["url"],
  },
  { host: /^(?:t\.umblr\.com|redirect\.tumblr\.com)$/, path: /^\/redirect$/, parameters: ["z"] },
  { host: /^(?:.+\.)?tiktok\.com$/, path: /^\/link\/v2\/?$/, parameters: ["target"] },
  { host: /^(?:.+\.)?tiktok\.com$/, path: /^\/oembed\/?$/, parameters: ["url"] },
  { host: /^(?:.+\.)?pinterest\.[a-z.]{2,6}$/, path: /^\/offsite\/?$/, parameters: ["url"] },
  { host: /^slack-redir\.net$/, path: /^\/link$/, parameters: ["url"] },
  { host: /^(?:.+\.)?safelinks\.protection\.(?:outlook\.com|office365\.us)$/, parameters: ["url"] },
  { host: /^(?:.+\.)?steamcommunity\.com$/, path: /^\/linkfilter\/?$/, parameters: ["u", "url"] },
  { host: /^(?:.+\.)?duckduckgo\.com$/, path: /^\/l\/?$/, parameters: ["uddg"] },
  { host: /^(?:.+\.)?deviantart\.com$/, path: /^\/[\w-]+\/outgoing$/, query: true },
  { host: /^disq\.us$/, path: /^\/(?:url)?$/, parameters: ["url"], tail: /:[\w-]{20,40}$/ },
  { host: /^(?:exit\.sc|gate\.sc)$/, parameters: ["url"] },
  { host: /^medium\.com$/, path: /^\/r\/$/, parameters: ["url"] },
  { host: /^(?:.+\.)?ok\.ru$/, path: /^\/dk$/, parameters: ["st.link"] },
  { host: /^(?:.+\.)?(?:page\.link|app\.goo\.gl)$/, parameters: ["link"] },
  {
    host: /^(?:.+\.)?(?:onelink\.me|app\.link)$/,
    parameters: ["af_web_dp", "$desktop_url", "$fallback_url", "$canonical_url", "$original_url"],
  },
  { host: /^(?:.+\.)?(?:awin1\.com|zenaps\.com)$/, parameters: ["ued", "p"], tail: /\]\]!?$/ },
  { host: /^click\.linksynergy\.com$/, parameters: ["murl", "RD_PARM1"] },
  {
    host: /^(?:redirect\.viglink\.com|go\.skimresources\.com|go\.redirectingat\.com|shareasale\.com|clkuk\.tradedoubler\.com)$/,
    parameters: ["u", "url", "urllink"],
  },
  {
    host: /^(?:.+\.)?(?:dpbolvw\.net|anrdoezrs\.net|jdoqocy\.com|kqzyfj\.com|tkqlhce\.com)$/,
    parameters: ["url"],
    behind: /^\/links\/.*?\/(?=https?:)/,
  },
  { host: /^urldefense\.(?:com|us)$/, behind: /^\/v3\/__/, isStarred: true },
  {
    host: /^(?:web|archive|wayback)\.archive\.org$|^archive\.org$|^web-beta\.archive\.org$/,
    behind: /^\/(?:web|wayback|save)\/(?:(?:save\/)?_embed\/)?(?:[\d*]{1,15}(?:[a-z]{2}_)?\/)?(?=[a-z0-9])/i,
  },
  {
    host: /^archive\.(?:today|ph|is|fo|li|md|vn)$/,
    behind: /^\/(?:(?:newest|oldest|timegate|o\/\w+|\d{4,14}(?:[.-]\d+)*)\/)(?=[a-z0-9])/i,
  },
  {
    host: /^(?:12ft\.io|r\.jina\.ai|ghostarchive\.org|megalodon\.jp|removepaywall\.com|outline\.com)$/,
    behind: /^\/(?:.*?\/)?(?=https?:)/i,
  },
  { host: /^(?:elk\.zone)$/, behind: /^\/(?=[a-z0-9-]+(?:\.[a-z0-9-]+)+\/@)/i },
  { host: /^(?:.+\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/, path: /^\/(?:pagead\/)?aclk$/, parameters: ["adurl"] },
  {
    host: /^(?:.+\.)?(?:googleadservices\.com|doubleclick\.net|dartsearch\.net)$/,
    parameters: ["adurl", "ds_dest_url"],
    behind: /^\/(?:ddm\/(?:track)?clk\/|clk;)[^?]*\?(?=https?:)/i,
  },
  { host: /^(?:.+\.)?instagram\.com$/, path: /^\/linkshim\/?$/, parameters: ["u"] },
  { host: /^store\.steampowered\.com$/, path: /^\/linkfilter\/?$/, parameters: ["u", "url"] },
  { host: /^(?:.+\.)?pixiv\.net$/, path: /^\/jump\.php$/, parameters: ["url"], query: true },
  { host: /^(?:.+\.)?livejournal\.com$/, path: /^\/away\/?$/, parameters: ["to"] },
  { host: /^sys\.4chan\.org$/, path: /^\/derefer$/, parameters: ["url"] },
  { host: /^(?:.+\.)?douban\.com$/, path: /^\/link2\/?$/, parameters: ["url"] },
  { host: /^tieba\.baidu\.com$/, path: /\/checkurl$/, parameters: ["url"] },
  { host: /^link\.naver\.com$/, path: /^\/bridge$/, parameters: ["url"] },
  {
    host: /^(?:outgoing\.prod\.mozaws\.net|prod\.outgoing\.prod\.webservices\.mozgcp\.net)$/,
    behind: /^\/v1\/\w+\/(?=https?(?::|%3a))/i,
  },
  { host: /^(?:.+\.)?curseforge\.com$/, path: /^\/linkout$/, parameters: ["remoteUrl"] },
  {
    host: /^(?:.+\.)?(?:yandex\.[a-z]{2,3}(?:\.[a-z]{2})?|ya\.ru)$/,
    path: /^\/(?:clck\/|redir|safety)/,
    parameters: ["url"],
  },
  { host: /^(?:.+\.)?bing\.com$/, path: /^\/alink\/link$/, parameters: ["url"] },
  {
    host: /^(?:link\.zhihu\.com|link\.csdn\.net|link\.juejin\.cn|gitee\.com|sspai\.com|afdian\.(?:net|com))$/,
    path: /^\/(?:link)?\/?$/,
    parameters: ["target"],
  },
  { host: /^(?:links\.)?jianshu\.com$/, path: /^\/go(?:-wild)?$/, parameters: ["url", "to"] },
  { host: /^c\.pc\.qq\.com$/, parameters: ["pfurl", "url"] },
  { host: /^weibo\.cn$/, path: /^\/sinaurl$/, parameters: ["u", "toasturl"] },
  { host: /^ref\.gamer\.com\.tw$/, parameters: ["url"] },
  // Mail filters.
  { host: /^(?:urldefense\.proofpoint\.com|urldefense\.(?:com|us))$/, path: /^\/v1\/url$/, parameters: ["u"] },
  { host: /^(?:.+\.)?teams\.cdn\.office\.net$/, path: /safelinks/, parameters: ["url"] },
  { host: /^linkprotect\.cudasvc\.com$/, parameters: ["a"] },
  { host: /^deref-(?:gmx\.(?:net|com|fr|at|ch)|web\.de|mail\.com|1und1\.de)$/, parameters: ["redirectUrl"] },
  { host: /^urlsand\.esvalabs\.com$|^link\.edgepilot\.com$/, parameters: ["u"] },
  { host: /^linklock\.titanhq\.com$|^mailtrack\.io$/, parameters: ["url"] },
  { host: /^(?:.+\.)?url-protection\.com$/, path: /^\/v1\/url$/, parameters: ["o"] },
  {
    host: /^(?:url\.avanan\.click|protect\.checkpoint\.com)$/,
    behind: /^\/v2\/(?:r\d\d\/)?___(?=https?:)/i,
    tail: /___\..*$/s,
  },
  // Senders of newsletters, who count who follows their links.
  { host: /^click\.pstmrk\.it$/, behind: /^\/\d[a-z]{0,2}\//, isOneStep: true },
  { host: /^streaklinks\.com$/, behind: /^\/.*?\/(?=https?(?::|%3a))/i },
  { host: /^(?:.+\.)?(?:trendmicro\.com|tmase\.trendmicro\.eu)$/, path: /^\/wis\/clicktime\//, parameters: ["url"] },
  { host: /^clicktime\.symantec\.com$/, parameters: ["u"] },
  { host: /^(?:.+\.)?protect2?\.fireeye\.com$/, parameters: ["u"] },
  { host: /^(?:.+\.)?(?:secure-web\.cisco\.com|r\.relay\.app)$/, behind: /^\/.*?\/(?=https?(?::|%3a))/i },
  { host: /^(?:.+\.)?awstrack\.me$/, behind: /^\/[A-Z]\d\/(?=https?(?::|%3a))/i },
  { host: /^click\.redditmail\.com$/, behind: /^\/CL\d\/(?=https?(?::|%3a))/i },
  // Pages with a list of links that count who follows them.
  {
    host: /^(?:.+\.)?(?:linktr\.ee|beacons\.(?:ai|page)|allmylinks\.com|lnk\.bio|linkin\.bio|campsite\.(?:bio|to)|hoo\.be|solo\.to|tap\.bio|bio\.link|bio\.site|milkshake\.app|getallmylinks\.com|link\.me|linkpop\.com|msha\.ke|snipfeed\.co|withkoji\.com|contactin\.?bio(?:\.com)?|shor\.by|flow\.page|linkbio\.co|linkfly\.to|instabio\.cc|bio\.fm|many\.link|linkr\.bio|heylink\.me|taplink\.(?:cc|at)|fans\.link|onlylinks\.com|direct\.me|carrd\.co|komi\.io|stan\.store)$/,
    parameters: [
      "url",
      "u",
      "d",
      "to",
      "link",
      "target",
      "dest",
      "destination",
      "redirect",
      "redirect_url",
      "r",
      "q",
      "out",
      "href",
    ],
  },
  // Networks that pay for visitors, where the address is named beside the payee.
  {
    host: /^(?:.+\.)?(?:sjv\.io|pxf\.io|evyy\.net|ojrq\.net|i8h\d\.net|7eer\.net|tradetracker\.net|effiliation\.com|metaffiliation\.com|netaffiliation\.com|timeone\.pro|kwanko\.com|affilae\.com|pjatr\.com|pjtra\.com|gopjn\.com|pntra\.com|pntrac\.com|pntrs\.com|avantlink\.com|flexlinks?\.com|flexlinkspro\.com|webgains\.com|admitad\.com|belboon\.de|adcell\.de|financeads\.net|daisycon\.com|cityads\.com|digidip\.net|alitems\.(?:com|co|site)|lenkmio\.com|shop-links\.co)$/,
    parameters: ["u", "url", "ulp", "return", "redir", "wgtarget", "urllink", "target", "dl"],
  },
  { host: /^(?:.+\.)?tradedoubler\.com$/, parameters: ["url"] },
  { host: /^(?:.+\.)?tradedoubler\.com$/, behind: /^\/.*?url\((?=https?(?::|%3a))/i, tail: /\).*$/s },
  { host: /^(?:.+\.)?prf\.hn$/, behind: /^\/.*?\/destination(?::|%3a)(?=https?(?::|%3a))/i },
  { host: /^rover\.ebay\.[a-z.]{2,6}$/, parameters: ["mpre"] },
  { host: /^s\.click\.aliexpress\.com$/, parameters: ["dl_target_url"] },
  { host: /^(?:www\.)?shareasale\.com$/, parameters: ["urllink"] },
  // Shorteners that pay their users for visitors, where the address is named instead of shortened.
  {
    host: /^(?:exe\.io|exey\.io|shrinkme\.io|shrinkearn\.com|gplinks\.(?:co|in)|fc\.lc|clk\.sh|cuty\.io|za\.gl|ouo\.(?:io|press))$/,
    path: /^\/(?:st|s\/\w+)\/?$/,
    parameters: ["url", "s"],
  },
  {
    host: /^(?:adf\.ly|j\.gs|q\.gs|bc\.vc|sh\.st|shorte\.st)$/,
    behind: /^\/(?:st\/)?[\w-]+\/(?=https?:\/)/i,
  },
];
