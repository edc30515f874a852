import { asUrl } from "../addresses/as-url";
import { isShortener } from "../addresses/shorteners";
import { locateHost } from "../addresses/locate-host";
import { commonReason } from "../observables/common-values";
import { landingDomainOf } from "./landing-domain";
import type { Hop } from "./trace";

/** Endings that links are shortened under far more often than anything is published there. */
const shortEndings = new Set(
  (
    "ly gl gd gs io to me cc co im is it in st su tk tl tn tt la lc li lt lv ma mu mx nu pe ph pl pm pw qr re rs ru se sg sh si so sr " +
    "us vc vu wf ws yt za do es fm fr ga ge gg gp hk ht id ie ag ai al am at be bz ca ci cm cx cz de dk ee eu lu md mk ml mn ms mz nl ro sk " +
    "sx tc ug uk um uz vn kr jp tw cn ir br ink app xyz top url fun link click short page bio pro one biz mobi tel"
  ).split(" "),
);

/** Short names of those that publish, not shorten. */
const publishers = new Set(
  (
    "lci.fr bfm.fr rtl.fr rmc.fr ina.fr afp.fr nrj.fr sfr.fr ouifm.fr 20min.fr w3.org web.de gmx.de gmx.ch zdf.de ard.de ndr.de wdr.de bild.de " +
    "rtbf.be vrt.be hln.be lesoir.be rts.ch srf.ch nzz.ch cff.ch sbb.ch bbc.uk rt.com nos.nl nu.nl ad.nl rai.it eni.it as.com sap.com hp.com " +
    "ya.ru ok.ru vk.ru ria.ru mail.ru rbc.ru gov.uk nhs.uk ici.ca cbc.ca nic.io wix.to"
  ).split(" "),
);

/**
 * A guess by its name alone: on our list, or as short as people register for little else. Other services with such names exist: a guess
 * counts beside what an address did, and never says by itself what it is.
 */
export function isProbableShortener(hostname: string): boolean {
  const host = hostname
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/^www\./, "");
  if (isShortener(host)) return true;
  if (locateHost(host) !== null || commonReason({ subkind: "domain", canonical: host }) !== null) return false;
  const domain = landingDomainOf(`https://${host}`);
  if (domain === null || domain !== host || publishers.has(domain)) return false;
  const at = domain.indexOf(".");
  const ending = domain.slice(at + 1);
  if (!shortEndings.has(ending)) return false;
  const name = domain.slice(0, at);
  return (
    name.length <= (ending.length === 2 ? 4 : 3) || (name.length <= 5 && (/\d/.test(name) || !/[aeiouy]/.test(name)))
  );
}

/** By what it did: a short path on a short name that led to another's domain at once. */
export function actedAsShortener(hop: Hop, next: Hop | undefined): boolean {
  const url = asUrl(hop.url);
  if (url === null) return false;
  const { hostname, pathname, search } = url;
  if (isShortener(hostname)) return true;
  if (next?.how !== "http" || hop.status === null) return false;
  const domain = landingDomainOf(hop.url);
  const isAway = domain !== null && domain !== landingDomainOf(next.url);
  const isShort = search === "" && /^\/[\w-]{2,12}\/?$/.test(pathname) && (domain?.length ?? 99) <= 12;
  return isAway && (isShort || isProbableShortener(hostname));
}
