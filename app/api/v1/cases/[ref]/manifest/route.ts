import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { numberSchema } from "@/lib/actions/api/schemas";
import { notFound } from "@/lib/domain/errors";
import { getManifest } from "@/lib/queries/get-manifest";

/** What is sealed about a case, with its proofs, to be handed on: no volunteer's identity, dates to the day. */
const answer = apiRoute<{ ref: string }>(async ({ actor }, { ref }) => {
  const number = numberSchema.safeParse(ref);
  if (!number.success) throw notFound("case");
  return { body: await getManifest(actor, { number: number.data }) };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
