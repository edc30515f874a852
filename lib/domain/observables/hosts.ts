import { parse } from "tldts";
import { hostProblem } from "../addresses/web-address";

/** A host's name as the network spells it (IDNA); null where it is none. Never throws. */
export function toAsciiHost(host: string): string | null {
  if (host === "" || host.length > 253 || /[\s/?#@:\\%[\]]/u.test(host)) return null;
  try {
    const { hostname } = new URL(`http://${host}/`);
    return hostname === "" ? null : hostname.replace(/\.$/, "");
  } catch {
    return null;
  }
}

/**
 * The name that somebody registered, below a suffix of the public list; what a host lets its customers name (a page of a blog's host)
 * counts as a suffix, or all of them would be one. Null for numbers, private names and suffixes themselves.
 */
export function registrableDomain(host: string): string | null {
  if (hostProblem(host) !== null) return null;
  const { domain, isIcann, isPrivate } = parse(host, { allowPrivateDomains: true, extractHostname: false });
  // Hosts may be made of more signs than names are given out in.
  const isName = domain !== null && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain);
  return isName && (isIcann === true || isPrivate === true) ? domain : null;
}
