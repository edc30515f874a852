import { OutgoingPages } from "@/lib/adapters/outgoing-pages";
import { exitCodes, UsageError } from "@/lib/cli/usage";
import { followLink, type PageSource } from "@/lib/usecases/follow-link";

/**
 * `trace URL…`: one line of JSON for each, in the order given; exit status 1 where one did not land. Nothing is kept, and no case is
 * looked at.
 */
export async function trace(links: string[], pages: PageSource = new OutgoingPages()): Promise<number> {
  if (links.length === 0) throw new UsageError("Which links?");
  const unknown = links.find((link) => link.startsWith("-"));
  if (unknown !== undefined) throw new UsageError(`There is no option ${unknown}.`);
  let status: number = exitCodes.ok;
  for (const link of links) {
    const { url, hops, final, because } = await followLink(pages, link, new AbortController().signal);
    const refused = because === "landed" ? null : because;
    if (refused !== null) status = exitCodes.foundWrong;
    process.stdout.write(`${JSON.stringify({ url, hops, final, refused })}\n`);
  }
  return status;
}
