// What parameters of an address say of who is paid for its visitors. Data: names as networks and shops write them.

import { asUrl } from "../addresses/as-url";

const parameterKinds = ["affiliate", "click_id", "campaign"] as const;
export type ParameterKind = (typeof parameterKinds)[number];

export interface LinkParameter {
  readonly name: string;
  readonly value: string;
  readonly kind: ParameterKind;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const names: Readonly<Record<ParameterKind, ReadonlySet<string>>> = {
  affiliate: setOf(
    "affiliate affiliates affiliateid affiliate_id affiliate_code affid aff_id aff aff_code aff_ref a_aid a_bid aid awinaffid awinmid " +
      "partner partnerid partner_id partnerkey pap pid publisher publisher_id publisherid pub pubid pub_id zoneid zone_id zone wm wmid " +
      "webmaster webmaster_id ref refid ref_id refer referer referral referral_code referrer_id rid invite invitecode invite_code promo " +
      "promocode promo_code tag nats ccbill_ref strack hop idev_id idev_username siteid site_id ransiteid merchantid clickref wgcampaignid " +
      "offer_id offerid offer oid sid tid tracker tracking tracking_id trackid track_id source_id sourceid src_id traffic_source ts_id " +
      "afftrack rfsn sca_ref tap_a tap_s gspk gsxid ps_partner_key ps_xid psid pstool psprogram ranmid raneaid referrerid afmc ascsubtag linkcode camref pubref " +
      "userid_aff member_id_aff prg pp mb xo program program_id via fpr lmref irpid admitad_uid",
  ),
  click_id: setOf(
    "clickid click_id clid clkid click clck_id aclid cid_click gclid gclsrc gbraid wbraid dclid fbclid msclkid ttclid twclid yclid ysclid " +
      "igsh igshid li_fat_id epik irclickid irgwc cjevent cjdata sscid awc zanpid tduid vmcid obclid tblci sccid rdt_cid dicbo uclick " +
      "uclickhash rtkcid rtkclickid bemobdata cep lptoken transaction_id transactionid trans_id tx_id txid txn visitor_id visitid visit_id " +
      "hit_id hitid session_click kclickid ho_click_id ptclid qclid unbounce_clickid wickedid vgo_ee ref_click exit_id requestid reqid",
  ),
  campaign: setOf(
    "campaign campaignid campaign_id campid camp cmp cmpid cid mc_cid adid ad_id adset adset_id adgroup adgroupid ad_group creative " +
      "creative_id creativeid banner banner_id bannerid keyword kw placement placement_id network medium source src lp lpid lp_id landing " +
      "landing_id landingid funnel flow flow_id stream xtor ns_campaign trk at_campaign at_medium wt_mc icid igs ncid spm scid",
  ),
};

const patterns: readonly (readonly [ParameterKind, RegExp])[] = [
  ["campaign", /^(?:utm|pk|mtm|piwik|hsa|itm|stm|ga|sb|ns)_/],
  ["click_id", /click_?id|clk_?id/],
  [
    "affiliate",
    /^(?:aff(?:iliate)?_?)?sub_?(?:id)?_?\d{0,2}$|^s\d{1,2}$|^aff_?sub\d*$|^(?:ext|ex|my|pub|p|c|data|var|extra|custom)_?\d{1,2}$/,
  ],
  ["affiliate", /^aff[_-]|affiliate/],
];

/** What a parameter's name says of it; null for one that says nothing. */
export function parameterKindOf(name: string): ParameterKind | null {
  const key = name.toLowerCase().replaceAll("-", "_");
  for (const kind of parameterKinds) if (names[kind].has(key)) return kind;
  return patterns.find(([, pattern]) => pattern.test(key))?.[0] ?? null;
}

const valueLengthAtMost = 300;

/** The parameters of an address, those behind "#" included, in their order. */
export function parameterPairs({ searchParams, hash }: URL): [name: string, value: string][] {
  const behindHash = /^#[^?]*\?(.*)$|^#(?=[^/?&]+=)(.*)$/s.exec(hash)?.slice(1).find(Boolean) ?? "";
  return [...searchParams, ...new URLSearchParams(behindHash)];
}

/** The telling parameters of one address. Never throws. */
export function parametersOf(address: string): LinkParameter[] {
  const url = asUrl(address);
  if (url === null) return [];
  return parameterPairs(url).flatMap(([name, value]) => {
    const kind = parameterKindOf(name);
    return kind === null || value === "" ? [] : [{ name, value: value.slice(0, valueLengthAtMost), kind }];
  });
}
