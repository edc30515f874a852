import { landingDomainOf } from "./landing-domain";
import { type LinkParameter, parametersOf } from "./parameters";
import { actedAsShortener } from "./shortener-check";
import type { Hop } from "./trace";

/** What a chain says of whoever set it up. */
export interface TraceFindings {
  readonly landingDomain: string | null;
  /** Each once, in the order of the chain. */
  readonly parameters: readonly LinkParameter[];
  /** Addresses of the chain that only lead elsewhere. */
  readonly shorteners: readonly string[];
  /** How many domains the chain crosses. */
  readonly domainCount: number;
}

export function findingsOf(hops: readonly Hop[], final: string | null): TraceFindings {
  const parameters = new Map<string, LinkParameter>();
  for (const { url } of hops)
    for (const one of parametersOf(url)) {
      const key = `${one.name.toLowerCase()}=${one.value}`;
      if (!parameters.has(key)) parameters.set(key, one);
    }
  return {
    landingDomain: final === null ? null : landingDomainOf(final),
    parameters: [...parameters.values()],
    shorteners: hops.filter((hop, at) => actedAsShortener(hop, hops[at + 1])).map(({ url }) => url),
    domainCount: new Set(hops.flatMap(({ url }) => landingDomainOf(url) ?? [])).size,
  };
}
