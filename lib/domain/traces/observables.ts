import { affiliateIdsOf, readDomain, readLink } from "../observables/links";
import type { Observable } from "../observables/observable";
import { actedAsShortener } from "./shortener-check";
import type { Trace } from "./trace";

/**
 * What of a chain can tie its account to others: the link itself, shorteners on the way, whom its parameters pay, where it landed.
 * A payee or a contact that a link leads to is no link and is left to a person to add.
 */
export function observablesOf({ hops, final }: Pick<Trace, "hops" | "final">): Observable[] {
  const links = hops
    .filter((hop, at) => at === 0 || actedAsShortener(hop, hops[at + 1]))
    .map(({ url }) => readLink(url));
  const landing = final === null ? [] : [readDomain(final)];
  const read = [...links, ...landing].flatMap((reading) => (reading.ok ? [reading.observable] : []));
  const clear = read.filter(({ kind }) => kind === "link" || kind === "domain");
  const all = [...clear, ...hops.flatMap(({ url }) => affiliateIdsOf(url))];
  return [...new Map(all.map((one) => [`${one.subkind} ${one.canonical}`, one])).values()];
}
