import { asUrl } from "../addresses/as-url";
import { parse } from "tldts";

/**
 * The domain that somebody registered, or was given below a host's own name (`lou.blogspot.com`); the address itself where a link names
 * one by number. Null for what is no web address.
 */
export function landingDomainOf(url: string): string | null {
  const read = /^https?:/i.test(url) ? asUrl(url) : null;
  if (read === null) return null;
  const { domain, isIp, hostname: host } = parse(read.hostname, { allowPrivateDomains: true });
  return isIp === true ? host : domain;
}
