import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { reportIdSchema } from "@/lib/actions/api/schemas";
import { getReceipt } from "@/lib/queries/get-receipt";

/** The receipt of one's own report: a signed promise at once, with the proof as soon as its entry is sealed. */
const answer = apiRoute<{ id: string }>(async ({ actor }, { id }) => ({
  body: await getReceipt(actor, reportIdSchema.parse(id)),
}));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
