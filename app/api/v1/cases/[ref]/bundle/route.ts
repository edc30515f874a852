import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { bundleQuerySchema, numberSchema } from "@/lib/actions/api/schemas";
import { notFound } from "@/lib/domain/errors";
import { getCaseBundle } from "@/lib/queries/get-case-bundle";

/** A case as it is handed over, for who is named. One at a time, as on its screen, so that no second factor is asked for. */
const answer = apiRoute<{ ref: string }>(async ({ actor, url }, { ref }) => {
  const number = numberSchema.safeParse(ref);
  if (!number.success) throw notFound("case");
  const asked = bundleQuerySchema.parse(Object.fromEntries(url.searchParams));
  const bytes = await getCaseBundle(actor, { ...asked, number: number.data, now: new Date() });
  const name = `case-${String(number.data)}-bundle.zip`;
  return {
    bytes,
    headers: { "Content-Type": "application/zip", "Content-Disposition": `attachment; filename="${name}"` },
  };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: answer });
