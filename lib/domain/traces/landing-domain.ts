import { parse } from "tldts";

/**
 * The domain that somebody registered, or was given below a host's own name (`lou.blogspot.com`); the address itself where a link names
 * one by number. Null for what is no web address.
 */
export function registrableDomain(url: string): string | null {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  const { domain, isIp, hostname: host } = parse(hostname, { allowPrivateDomains: true });
  return isIp === true ? host : domain;
}
