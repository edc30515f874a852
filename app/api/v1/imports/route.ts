import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { importQuerySchema, readFileBody, takeImport } from "@/lib/actions/api/imports";
import { keyedAnswer } from "@/lib/actions/api/keyed-answer";
import { assertCan } from "@/lib/domain/access/policy";

const take = apiRoute(async ({ actor, request, url }) => {
  assertCan(actor, "report:import");
  const query = importQuerySchema.parse(Object.fromEntries(url.searchParams));
  const { bytes, sha256 } = await readFileBody(request);
  return keyedAnswer({ actor, request }, `POST /imports ${JSON.stringify(query)} ${sha256}`, async () => ({
    status: 202,
    body: await takeImport(actor, bytes, query),
  }));
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ POST: take });
