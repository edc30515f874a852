import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { readCheckpoint } from "@/lib/queries/trail-proofs";

/** The newest signed head of the trail's log, as a signed note. */
const answer = apiRoute(async ({ actor }) => ({ text: (await readCheckpoint(actor)).note }));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
