import { affiliateIdsOf, readDomain, readLink } from "../observables/links";
import type { Observable, Reading } from "../observables/observable";
import { actedAsShortener } from "./shortener-check";
import type { Trace } from "./trace";

/**
 * What of a chain can tie its account to others: the link itself, shorteners on the way, whom its parameters pay, where it landed.
 * Where it leads to a payee or a contact, that is what ties, and not the service's own domain.
 */
export function observablesOf({ hops, final }: Pick<Trace, "hops" | "final">): Observable[] {
  const links = hops
    .filter((hop, at) => at === 0 || actedAsShortener(hop, hops[at + 1]))
    .map(({ url }) => readLink(url));
  const landing = final === null ? [] : [readLanding(final)];
  const read = [...links, ...landing].flatMap((reading) => (reading.ok ? [reading.observable] : []));
  const all = [...read, ...hops.flatMap(({ url }) => affiliateIdsOf(url))];
  return [...new Map(all.map((one) => [`${one.subkind} ${one.canonical}`, one])).values()];
}

function readLanding(url: string): Reading {
  const reading = readLink(url);
  return reading.ok && reading.observable.kind !== "link" ? reading : readDomain(url);
}
