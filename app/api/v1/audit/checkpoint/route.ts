import { apiRoute } from "@/lib/actions/api/edge";
import { readCheckpoint } from "@/lib/queries/trail-proofs";

/** The newest signed head of the trail's log, as a signed note. */
export const GET = apiRoute(async ({ actor }) => ({ text: (await readCheckpoint(actor)).note }));
