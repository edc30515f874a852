import { apiRoute, parseBody, readBody } from "@/lib/actions/api/edge";
import { reportsSchema, takeReports } from "@/lib/actions/api/take-reports";
import { assertCan } from "@/lib/domain/access/policy";
import { answerOnce } from "@/lib/usecases/answer-once";

export const POST = apiRoute(async ({ actor, request }) => {
  // At once, rather than line by line: a token that may not log is told so by the status.
  assertCan(actor, "report:log");
  const text = await readBody(request);
  const input = parseBody(text, reportsSchema);
  const key = request.headers.get("idempotency-key");
  if (!key) return { status: 201, body: await takeReports(actor, input, null) };
  const answer = await answerOnce(actor, { key, request: `POST /reports ${text}` }, async () => ({
    status: 201,
    body: await takeReports(actor, input, key),
  }));
  return {
    status: answer.status,
    body: answer.body,
    headers: answer.isRepeated ? { "idempotency-replayed": "true" } : {},
  };
});
