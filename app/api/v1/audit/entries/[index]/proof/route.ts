import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { leafIndexSchema } from "@/lib/actions/api/schemas";
import { readInclusion } from "@/lib/queries/trail-proofs";

/** The proof that a leaf is at this index of the newest signed tree. */
const answer = apiRoute<{ index: string }>(async ({ actor }, { index }) => ({
  body: await readInclusion(actor, leafIndexSchema.parse(index)),
}));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
