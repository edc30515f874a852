import { apiRoute, onlyMethods } from "@/lib/actions/api/edge";
import { importQuerySchema, readFileBody, takeImport } from "@/lib/actions/api/imports";
import { assertCan } from "@/lib/domain/access/policy";
import { answerOnce } from "@/lib/usecases/answer-once";

const take = apiRoute(async ({ actor, request, url }) => {
  assertCan(actor, "report:import");
  const query = importQuerySchema.parse(Object.fromEntries(url.searchParams));
  const { bytes, sha256 } = await readFileBody(request);
  const run = async () => ({ status: 202, body: await takeImport(actor, bytes, query) });
  const key = request.headers.get("idempotency-key");
  if (!key) return run();
  const asked = { key, request: `POST /imports ${JSON.stringify(query)} ${sha256}` };
  const { status, body, isRepeated } = await answerOnce(actor, asked, run);
  return { status, body, headers: isRepeated ? { "idempotency-replayed": "true" } : {} };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ POST: take });
