import { apiRoute } from "@/lib/actions/api/edge";
import { reportIdSchema } from "@/lib/actions/api/schemas";
import { getReceipt } from "@/lib/queries/get-receipt";

/** The receipt of one's own report: a signed promise at once, with the proof as soon as its entry is sealed. */
export const GET = apiRoute<{ id: string }>(async ({ actor }, { id }) => ({
  body: await getReceipt(actor, reportIdSchema.parse(id)),
}));
