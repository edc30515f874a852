/** Hosts whose links lead elsewhere and say nothing before they are opened. The tool never opens them by itself. */
const shorteners = new Set(
  (
    "bit.ly bitly.com bitly.ws j.mp amzn.to tinyurl.com tiny.one tiny.cc tiny.ie tinyu.cc goo.gl g.co ow.ly ht.ly owl.li is.gd v.gd buff.ly " +
    "cutt.ly cutt.us rb.gy rebrand.ly shorturl.at shorturl.asia shorturl.gg short.gy short.io s.id t.ly t2m.io bl.ink lc.cx " +
    "urlz.fr urlr.me u.to v.ht clck.ru vk.cc goo.su qps.ru adf.ly j.gs q.gs shorte.st sh.st ouo.io ouo.press bc.vc linkvertise.com " +
    "link-to.net link-center.net direct-link.net exe.io exey.io cpmlink.net cuty.io za.gl zee.gl gplinks.co shrinkme.io fc.lc " +
    "dlvr.it ift.tt trib.al po.st qr.ae hubs.ly hubs.la hubs.li smarturl.it lnk.to ffm.to fanlink.to soo.gd snip.ly snip.li " +
    "x.co y2u.be a.co wp.me su.pr cli.gs tr.im ur1.ca budurl.com mcaf.ee moourl.com 2.gp 1url.com zpr.io yep.it dub.sh dub.co " +
    "spoo.me kutt.it gg.gg ulvis.net da.gd clicky.me chilp.it shrtco.de 9qr.de shrt.li me2.kr han.gl vo.la url.kr buly.kr " +
    "t.cn url.cn suo.im dwz.cn 0rz.tw reurl.cc lihi1.com pse.is ppt.cc picsee.io bre.is l.ead.me page.link onelink.to app.link " +
    "dsc.gg snipfeed.co geni.us apple.co spoti.fi youtu.im nyti.ms wapo.st cnn.it bbc.in lemde.fr huff.to tcrn.ch econ.st reut.rs " +
    "flip.it mz.cm db.tt 1drv.ms maps.app.goo.gl forms.gle me.qr.com qrco.de qrcd.org l.linklyhq.com linkly.link " +
    "tny.im n9.cl acortar.link bitlii.com t.ssl.cash rlu.ru u.nu x.gd is.gy i8.ae n.pr zws.im go2l.ink s2r.co vurl.com cut.lu " +
    "lnkd.in t.co fb.me pin.it tmblr.co hyperurl.co gowal.la rotf.lol 7.ly tinylink.in urlzs.com bom.so byvn.net"
  ).split(" "),
);

/** Also for the names below them (`brand.app.link`, `x.page.link`). */
export function isShortener(hostname: string): boolean {
  const labels = hostname.replace(/^www\./, "").split(".");
  return labels.some((_, start) => start < labels.length - 1 && shorteners.has(labels.slice(start).join(".")));
}
