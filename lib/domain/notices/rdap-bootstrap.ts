import { z } from "zod";
import { asUrl } from "../addresses/as-url";

/** Which registry answers for what (RFC 9224): lists of endings or of networks, each with the addresses of the server. */
const bootstrapSchema = z.object({
  services: z.array(z.tuple([z.array(z.string()), z.array(z.string())])).max(20_000),
});

export type Bootstrap = readonly { readonly names: readonly string[]; readonly base: string }[];

/** Servers that answer over https alone; null where the text is no such file. */
export function readBootstrap(text: string): Bootstrap | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const read = bootstrapSchema.safeParse(parsed);
  if (!read.success) return null;
  return read.data.services.flatMap(([names, addresses]) => {
    const base = addresses.find((address) => asUrl(address)?.protocol === "https:");
    return base === undefined ? [] : [{ names, base: base.endsWith("/") ? base : `${base}/` }];
  });
}

/** The server for a domain: the one of its longest ending that is listed; null where its registry has none. */
export function baseForDomain(bootstrap: Bootstrap, domain: string): string | null {
  const labels = domain.toLowerCase().split(".");
  for (let start = 0; start < labels.length; start += 1) {
    const ending = labels.slice(start).join(".");
    const found = bootstrap.find(({ names }) => names.some((name) => name.toLowerCase() === ending));
    if (found) return found.base;
  }
  return null;
}
