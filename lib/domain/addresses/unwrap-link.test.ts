import { describe, expect, it } from "vitest";
import { innerLink, unwrapLink } from "./unwrap-link";

const inner = "https://landing.example/a?b=1";
const packed = encodeURIComponent(inner);
const base64 = (text: string): string => Buffer.from(text).toString("base64url");

describe("a wrapped link says what is inside", () => {
  it.each([
    `https://m.facebook.com/l.php?u=${packed}`,
    `https://touch.facebook.com/flx/warn/?u=${packed}`,
    `HTTPS://L.FACEBOOK.COM/L.PHP?U=${packed}`,
    `https://meet.google.com/linkredirect?authuser=0&dest=${packed}`,
    `https://scholar.google.com/scholar_url?url=${packed}&hl=fr`,
    `https://www.google.com/local_url?q=${packed}`,
    `https://translate.google.com/website?sl=auto&tl=fr&u=${packed}`,
    `https://landing-example.translate.goog/a?b=1&_x_tr_sl=auto&_x_tr_tl=fr`,
    `https://googleweblight.com/i?u=${packed}`,
    `https://ad.doubleclick.net/ddm/clk/12345;678;a?${inner}`,
    `https://clickserve.dartsearch.net/link/click?lid=1&ds_dest_url=${packed}`,
    `https://www.dereferer.com/?${inner}`,
    `http://jump.5ch.net/?${inner}`,
    `https://disq.us/?url=${packed}&key=abc`,
    `https://disq.us/url?url=${encodeURIComponent(`${inner}:dk3bJtlQzMGLFHhj8Qj0rI3kN6k`)}&cuid=1`,
    `https://usg01.safelinks.protection.office365.us/?url=${packed}`,
    `https://urldefense.proofpoint.com/v1/url?u=${packed}&k=abc`,
    `https://urldefense.com/v3/__https:/landing.example/a?b=1__;!!Abc!def$`,
    `https://urldefense.com/v3/__https://l.facebook.com/l.php?u=https*3A*2F*2Flanding.example*2Fa*3Fb*3D1__;JSUlJSUl!!A!b$`,
    `https://urlsand.esvalabs.com/?u=${packed}&e=1&h=2`,
    `https://link.edgepilot.com/s/8c4a0b3c/abc?u=${inner}`,
    `https://deref-gmx.net/mail/client/abc/dereferrer/?redirectUrl=${packed}`,
    `https://linklock.titanhq.com/analyse?url=${packed}&data=x`,
    `https://checkpoint.url-protection.com/v1/url?o=${packed}&g=M`,
    `https://protect.checkpoint.com/v2/___${inner}___.YzJ1`,
    `https://us-east-1.awstrack.me/L0/https:%2F%2Flanding.example%2Fa%3Fb=1/1/0100/sig=1`,
    `https://click.pstmrk.it/3ts/landing.example%2Fa%3Fb%3D1/XYZ/abc`,
    `https://click.convertkit-mail2.com/abc/def/${base64(inner)}`,
    `https://streaklinks.com/abc/${packed}?email=x`,
    `https://twitter.com/safety/unsafe_link_warning?unsafe_link=${packed}`,
    `https://go.bsky.app/redirect?u=${packed}`,
    `https://onlyfans.com/away?url=${packed}`,
    `https://m.chaturbate.com/external_link/?url=${packed}`,
    `https://www.deviantart.com/lou/outgoing?${inner}`,
    `https://www.pixiv.net/jump.php?url=${packed}`,
    `https://www.livejournal.com/away?to=${packed}`,
    `https://www.douban.com/link2/?url=${packed}`,
    `https://www.bing.com/aclk?ld=1&u=${base64(packed)}`,
    `https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&p=%5B%5B${packed}%5D%5D`,
    `https://brand.digidip.net/visit?url=${packed}`,
    `https://clk.tradedoubler.com/click?p(1)a(2)url(${packed})`,
    `https://clk.tradedoubler.com/click?p=1&a=2&url=${packed}`,
    `https://adf.ly/123456/${inner}`,
    `https://ouo.io/s/abc?s=${packed}`,
    `https://exe.io/st?api=abc&url=${packed}`,
    `https://contactinbio.com/go?url=${packed}`,
  ])("%s", (link) => {
    expect(unwrapLink(link)).toBe(inner);
    expect(unwrapLink(inner)).toBe(inner);
  });

  it.each([
    ["packed two and three times", `https://l.facebook.com/l.php?u=${encodeURIComponent(encodeURIComponent(packed))}`],
    [
      "within wrappers of two kinds",
      `https://l.instagram.com/?u=${encodeURIComponent(`https://urldefense.com/v3/__${inner}__;!!a!b$`)}`,
    ],
    ["with the ampersand spelled out", `http://lm.facebook.com/l.php?h=1&amp;u=${packed}`],
  ])("%s", (_, link) => expect(unwrapLink(link)).toBe(inner));

  it.each([
    ["https://l.facebook.com/l.php?u=https://landing.example%252Fa", "https://landing.example/a"],
    ["https://l.facebook.com/l.php?u=http:/landing.example/a", "http://landing.example/a"],
    ["https://l.facebook.com/l.php?u=//landing.example/a", "https://landing.example/a"],
    ["https://l.facebook.com/l.php?u=landing.example/a", "https://landing.example/a"],
    [`https://anonym.to/?${inner}#top`, `${inner}#top`],
    // A filter that packs the "%" of an escape, as it most often does.
    [
      "https://urldefense.com/v3/__https://landing.example/a*20b*2Fc__;JSU!!Abc!def$",
      "https://landing.example/a%20b%2Fc",
    ],
    ["https://urldefense.com/v3/__https://landing.example/x*y__;Iw!!A!b$", "https://landing.example/x#y"],
  ])("%s → %s", (link, expected) => expect(unwrapLink(link)).toBe(expected));

  it.each([
    `https://www.facebook.com/sharer/sharer.php?u=${packed}`,
    `https://twitter.com/intent/tweet?url=${packed}`,
    `https://t.me/share/url?url=${packed}`,
    `https://landing.example/l.php?u=${packed}`,
    `https://l.facebook.com.evil.example/l.php?u=${packed}`,
    `https://evil-facebook.com/l.php?u=${packed}`,
    "https://l.facebook.com/l.php?u=javascript%3Aalert(1)",
    "https://l.facebook.com/l.php?u=lou%40exemple.fr",
    "https://linktr.ee/lou?r=index.php&q=v1.2",
    "https://linktr.ee/lou?utm_source=linktree_profile_share&ltsid=abc",
    "https://www.deviantart.com/lou",
    "https://chaturbate.com/in/?tour=x&campaign=y",
    "https://onlyfans.com/lou",
    "https://disq.us/p/2abc",
    "https://adf.ly/abc",
    "https://exe.io/abc",
    "https://click.pstmrk.it/",
    "https://urldefense.com/v3/__;!!",
  ])("not here: %s", (link) => expect(innerLink(link)).toBeNull());
});
