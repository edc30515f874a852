import { z } from "zod";
import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { readImport } from "@/lib/actions/api/imports";
import { assertCan } from "@/lib/domain/access/policy";
import { notFound } from "@/lib/domain/errors";

const afterSchema = z.strictObject({ after: z.coerce.number().int().nonnegative().default(0) });

const read = apiRoute<{ id: string }>(async ({ actor, url }, { id }) => {
  assertCan(actor, "report:import");
  if (!z.uuid().safeParse(id).success) throw notFound("import");
  const { after } = afterSchema.parse(Object.fromEntries(url.searchParams));
  return { body: await readImport(actor, id, after) };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ GET: read });
