import { apiRoute, onlyMethods, parseBody, readBody } from "@/lib/actions/api/edge";
import { keyedAnswer } from "@/lib/actions/api/keyed-answer";
import { reportsSchema, takeReports } from "@/lib/actions/api/take-reports";
import { assertCan } from "@/lib/domain/access/policy";

const take = apiRoute(async ({ actor, request, url }) => {
  // At once, rather than line by line: a token that may not log is told so by the status.
  assertCan(actor, "report:log");
  const text = await readBody(request);
  const input = parseBody(text, reportsSchema);
  const withReceipt = url.searchParams.get("receipt") === "true";
  // Each line of a submission is taken once, also where the first answer was lost half way.
  const key = request.headers.get("idempotency-key");
  const submission = key === "" ? null : key;
  return keyedAnswer({ actor, request }, `POST /reports${withReceipt ? "?receipt=true" : ""} ${text}`, async () => ({
    status: 201,
    body: await takeReports(actor, input, { submission, withReceipt }),
  }));
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = onlyMethods({ POST: take });
