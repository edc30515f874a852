import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { numberSchema } from "@/lib/actions/api/schemas";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";
import { getCase } from "@/lib/queries/get-case";

const answer = apiRoute<{ ref: string }>(async ({ actor }, { ref }) => {
  assertCan(actor, "case:list");
  const number = numberSchema.safeParse(ref);
  if (!number.success) throw notFound("case");
  const found = await getCase(actor, { number: number.data });
  return { body: found, headers: { etag: `"${found.version}"` } };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
