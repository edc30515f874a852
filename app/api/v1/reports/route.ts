import { apiRoute, onlyMethods, parseBody, readBody } from "@/lib/actions/api/edge";
import { reportsSchema, takeReports } from "@/lib/actions/api/take-reports";
import { assertCan } from "@/lib/domain/access/policy";
import { answerOnce } from "@/lib/usecases/answer-once";

const take = apiRoute(async ({ actor, request, url }) => {
  // At once, rather than line by line: a token that may not log is told so by the status.
  assertCan(actor, "report:log");
  const text = await readBody(request);
  const input = parseBody(text, reportsSchema);
  const withReceipt = url.searchParams.get("receipt") === "true";
  const key = request.headers.get("idempotency-key");
  if (!key) return { status: 201, body: await takeReports(actor, input, { submission: null, withReceipt }) };
  const answer = await answerOnce(
    actor,
    { key, request: `POST /reports${withReceipt ? "?receipt=true" : ""} ${text}` },
    async () => ({
      status: 201,
      body: await takeReports(actor, input, { submission: key, withReceipt }),
    }),
  );
  return {
    status: answer.status,
    body: answer.body,
    headers: answer.isRepeated ? { "idempotency-replayed": "true" } : {},
  };
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ POST: take });
