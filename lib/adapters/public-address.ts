import "server-only";
import ipaddr from "ipaddr.js";

/**
 * True for addresses of the public internet alone. Whatever carries an IPv4 address inside (mapped, translated, tunnelled) is refused
 * as a whole: nobody publishes a web site there, and the inner address could be anything.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  return address.range() === "unicast";
}
