import "server-only";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** The only part of the new address space that is given out; whatever lies beside it is some machine's own affair. */
const globalUnicast = ipaddr.IPv6.parse("2000::");
/** Hosts of ISATAP: an IPv4 address stands behind these four bytes, in whatever network. */
const isatap = new Set([0x0000, 0x0200]);

/**
 * True for addresses of the public internet alone, written in the one usual way: what readers of numbers disagree on (a leading zero,
 * missing parts, a zone) is refused. Whatever carries an IPv4 address inside (mapped, compatible, translated, tunnelled) is refused
 * as a whole: nobody publishes a web site there, and the inner address could be anything.
 */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0 || text.includes("%")) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  if (address.kind() === "ipv4") return true;
  const { parts } = address as ipaddr.IPv6;
  const isTunnel = isatap.has(parts[4] ?? 0) && parts[5] === 0x5efe;
  return (address as ipaddr.IPv6).match(globalUnicast, 3) && !isTunnel;
}
