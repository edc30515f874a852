import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { treeRangeSchema } from "@/lib/actions/api/schemas";
import { readConsistency } from "@/lib/queries/trail-proofs";

/** The proof that the log of size `to` begins with the log of size `from`. */
const answer = apiRoute(async ({ actor, url }) => {
  const { from, to } = treeRangeSchema.parse(Object.fromEntries(url.searchParams));
  return { body: await readConsistency(actor, from, to) };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
