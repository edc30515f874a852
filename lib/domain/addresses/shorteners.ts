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
    "lnkd.in t.co fb.me pin.it tmblr.co hyperurl.co gowal.la rotf.lol 7.ly tinylink.in urlzs.com bom.so byvn.net " +
    // Also those that pay for visitors, that note who came, and those of one firm or paper.
    "bit.do adfoc.us adshort.co al.ly ay.gy boost.ink sub2unlock.com sub2get.com clicksfly.com clk.sh cutwin.com droplink.co " +
    "gestyy.com ceesty.com corneey.com destyy.com festyy.com clkmein.com viid.me linkbucks.com linkshrink.net linksly.co " +
    "loot-link.com lootlinks.co lootdest.com lootdest.org link-hub.net link-target.net up-to-down.net linkpays.in mboost.me " +
    "rekonise.com oke.io payskip.org rocklinks.net shareus.io shortzon.com shrinkearn.com shrinkforearn.in shrinke.me stfly.me " +
    "tei.ai tmearn.com tnlink.in try2link.com uii.io urlpay.net vplink.in work.ink xpshort.com gplinks.in link1s.com link4m.com " +
    "ouo.today iplogger.org iplogger.com iplogger.co iplogger.ru iplogger.info 2no.co yip.su grabify.link blasze.com maper.info " +
    "ps3cfw.com ipgrabber.ru bmwforum.co leancoding.co spottyfly.com stopify.co freegiftcards.co joinmy.site curiouscat.club " +
    "catsnthing.com catsnthings.fun shrekis.life headshot.monster gaming-at-my.best progaming.monster yourmy.monster " +
    "screenshare.host imageshare.best screenshot.best gamingfun.me fortnitechat.site fortnight.space youshouldclick.us crabrave.pw " +
    "shrtm.nu short.cm shorturl.com shorturl.fm shorturl.re surl.li surl.gd surl.lu lstu.fr frama.link huit.re miniurl.com " +
    "minilink.io ity.im qr.net w.wiki 2u.pw bityl.co b.link clc.to clk.li dft.ba disq.us durl.me eepurl.com " +
    "fur.ly git.io goo.by hec.su jmp.sh kl.am l8r.it lin.ee lnk.sk lnkiy.com ln.run lru.jp me-qr.com mub.me " +
    "oal.lu okt.to p.tl ping.fm qlink.it qrs.ly rb6.me rfr.bz rplg.co s.free.fr sco.lt shar.es share.re shorl.com shrten.com " +
    "shrunken.com skl.sh smsh.me snipurl.com snurl.com sn.im sniply.io sptfy.com spotify.link starturl.com svy.mk swiy.co " +
    "switchy.io tiny.pl tnij.org to.ly togoto.us tr.ee tweez.me twurl.nl u.bb ubm.io url.ie url2.fr urls.fr " +
    "urls.tr urly.it urlgeni.us urli.ai usat.ly utm.to vbly.us wa.link walink.co py.pl s.team gph.is gofund.me kck.st " +
    "igg.me pxl.to qrfy.com qr.page scan.page linkjust.com share.google g.page photos.app.goo.gl amzn.eu amzn.asia ebay.us ebay.to " +
    "etsy.me lequi.pe leparisi.fr cbsn.ws abcn.ws nbcnews.to fxn.ws washin.st bloom.bg bzfd.it dailym.ai ind.pn wrd.cm " +
    "engt.co tnw.to thr.cm vrge.co lat.ms politi.co nydn.us nym.ag nyer.cm ti.me nflx.it ibm.biz aka.ms msft.it adobe.ly " +
    "sforce.co ora.cl cs.co dell.to slate.me strw.rs zd.net cnet.co gizmo.do lifehac.kr imdb.to flic.kr 1.usa.gov go.usa.gov " +
    "go.wh.gov b23.tv xhslink.com m.tb.cn 3.cn suo.nz mrw.so 6du.in kurzelinks.de t1p.de k1l.de acortaurl.com " +
    "encurtador.com.br encr.pw l1nq.com l1nk.dev abre.ai bityli.com skr.sh tr.link shorten.asia shope.ee me2.do kko.to naver.me " +
    "zrr.kr abit.ly bitl.bz alie.kr 00m.in ux.nu urx.space onl.la onl.tw lihi.cc lihi.io lihi2.com on.mash.to " +
    "on.wsj.com on.cnn.com tiny.ph tinyarro.ws tinyurl.mobi moo.st bre.ad tiny.pm xurl.es yhoo.it zip.net zurl.ws zurl.io twit.ac " +
    "migre.me mzl.la ff.im fwd4.me hurl.it hurl.ws idek.net korta.nu liip.to liltext.com ln-s.net lurl.no merky.de minurl.fr nn.nf " +
    "notlong.com o-x.fr pli.gs ppfr.it qte.me qurl.com rde.me redir.ec ri.ms rnk.me rt.nu ru.ly rubyurl.com safe.mn sdut.us " +
    "shrt.st shw.me snipr.com srs.li th8.us thinfi.com tighturl.com timesurl.at tini.us tpm.ly u76.org url4.eu urlborg.com " +
    "urlcover.com urlcut.com urlenco.de urlkiss.com virl.com vl.am wapurl.co.uk xrl.us xrl.in xurl.jp zz.gd zi.ma zud.me"
  ).split(" "),
);

/** Also for the names below them (`brand.app.link`, `x.page.link`). */
export function isShortener(hostname: string): boolean {
  const labels = hostname.replace(/^www\./, "").split(".");
  return labels.some((_, start) => start < labels.length - 1 && shorteners.has(labels.slice(start).join(".")));
}
