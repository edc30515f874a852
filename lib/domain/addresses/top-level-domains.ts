// Only for text without a scheme, to tell "lou.example.com" from "lou.vesper": with "https://" in front any host counts.
const countries =
  "ac ad ae af ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn " +
  "co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy " +
  "hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md " +
  "me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw " +
  "py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua " +
  "ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";
const generic =
  "com net org info biz name pro mobi edu gov int mil app dev page web site online website store shop blog live link click fun club vip " +
  "fans love sex sexy porn xxx adult cam webcam dating date singles chat social network media photo photos pics pictures gallery video " +
  "life world today space tech digital cloud host hosting email zone center one top win bid loan work works agency group team studio " +
  "design art style fashion beauty hair makeup yoga fitness health care clinic doctor bio best cool rocks ninja guru expert tips wiki " +
  "news press report reviews review support help services solutions systems company business ltd inc llc capital finance money cash credit " +
  "bet casino poker game games play stream tube band music audio radio show theater movie film camera graphics events party " +
  "city town place paris london berlin bzh corsica alsace brussels gent wien swiss quebec eus cat gal scot wales africa asia lat nyc miami " +
  "rest pizza cafe bar pub wine beer coffee recipes food menu kitchen house homes property estate land villas holiday travel " +
  "tours flights voyage taxi cab bike car cars auto moto parts tools supply shopping sale deals discount gift gifts toys baby kids family " +
  "mom dad men gay lgbt lgbtqia singles wedding church faith bible academy school education university college degree training courses " +
  "foundation charity gives fund green eco organic earth science energy solar build builders construction repair cleaning plumbing " +
  "engineering software codes code computer domains lol wtf fail sucks xyz icu cyou buzz sbs cfd quest monster beauty skin lat bond autos " +
  "boats motorcycles yachts homes mobi tel post jobs career careers onion example test ink wang plus new day moe foo zip mov how prof phd";

const domains = new Set(`${countries} ${generic}`.split(" "));

/** Whether the last label of a host is one in common use, or a name in another script. */
export const hasKnownDomain = (host: string): boolean => {
  const last = host.split(".").at(-1)?.toLowerCase() ?? "";
  return domains.has(last) || /^xn--[a-z0-9-]+$/.test(last) || /^[^\x00-\x7F]{2,}$/.test(last);
};
