import { withoutTracking } from "../addresses/web-address";

/** One per click: they tell no operator from another and may tell the person who clicked. */
const perClick =
  /^(?:click_?id|clid|cl_?id|c_?lick|transaction_?id|visitor_?id|session_?id|session|phpsessid|jsessionid)$/i;
/** On one site the same, on another the number of a page: short numbers and words stay. */
const perhapsPerClick = /^(?:tid|sid|cid|token|uuid)$/i;
const isName = (value: string): boolean => /^(?:\d{1,9}|[a-z][a-z_-]{1,14})$/i.test(value);

/** What sites put into the links that their readers share: who shared, from which device. The page is the same. */
const sharing: readonly (readonly [host: RegExp, names: RegExp])[] = [
  [/(?:^|\.)(?:youtube\.com|youtu\.be)$/, /^(?:si|feature|pp|ab_channel)$/],
  [/(?:^|\.)spotify\.com$/, /^(?:si|nd|dlsi|pi)$/],
  [/^(?:mobile\.|m\.)?(?:x|twitter)\.com$/, /^(?:s|t|mx)$/],
  [
    /(?:^|\.)tiktok\.com$/,
    /^(?:_[a-z]|is_from_webapp|sender_(?:device|web_id)|is_copy_url|checksum|timestamp|tt_from|web_id|u_code|share_\w+|social_sharing|social_share_type|ugbiz_name)$/,
  ],
  [/(?:^|\.)facebook\.com$/, /^(?:rdid|share_url|paipv|eav|_rdr|refsrc|acontext)$/],
  [/(?:^|\.)threads\.(?:net|com)$/, /^(?:xmt|slof)$/],
  [/(?:^|\.)reddit\.com$/, /^(?:share_id|rdt)$/],
  [/(?:^|\.)snapchat\.com$/, /^(?:share_id|sender_web_id|device_type|sc_referrer|sc_ua|invite_id|locale)$/],
  [/(?:^|\.)pinterest\.[a-z.]{2,6}$/, /^(?:invite_code|sender|sfo)$/],
  [/(?:^|\.)linktr\.ee$/, /^(?:lt_utm_source|ltsid)$/],
];

const looksPersonal = /@|%40/i;

/** %7e and "~" are one; of what has to be escaped, the digits are capitals. */
export const withPlainEscapes = (text: string): string =>
  text.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const sign = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(sign) ? sign : escape.toUpperCase();
  });

/**
 * What is left out of a link's query: how a reader came there (the list of lib/domain/addresses), what is made anew for every click,
 * and whatever holds an e-mail address. Affiliate parameters stay: they are evidence. The rest is put in order.
 */
export function orderedQuery(search: string, host: string): string {
  const shared = sharing.find(([hosts]) => hosts.test(host))?.[1];
  const pairs = withoutTracking(search)
    .slice(1)
    .split("&")
    .map(withPlainEscapes)
    .filter((pair) => {
      const [name = "", value = ""] = pair.split("=", 2);
      if (pair === "" || perClick.test(name) || looksPersonal.test(value) || shared?.test(name) === true) return false;
      return !perhapsPerClick.test(name) || isName(value);
    });
  return pairs.length === 0 ? "" : `?${[...new Set(pairs)].sort().join("&")}`;
}
