import { z } from "zod";
import { DomainError, type ErrorCode } from "@/lib/domain/errors";
import { loggerOf } from "@/lib/logger";
import { apiHeaders } from "./api-headers";

const statusOf: Record<ErrorCode, number> = {
  not_found: 404,
  forbidden: 403,
  invalid_transition: 409,
  conflict: 409,
  invalid_input: 422,
  limited: 429,
  unavailable: 503,
};
const titleOf: Record<number, string> = {
  400: "The request cannot be read",
  401: "A valid bearer token is needed",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "The state of things has changed, or does not allow this",
  412: "The case is not at the version that If-Match names",
  413: "The body is too large",
  415: "The body must be application/json",
  422: "The input does not fit",
  428: "If-Match with the version of the case is needed",
  429: "Too much at once",
  500: "Something failed here",
  503: "Not available at the moment",
};

/** A refusal that HTTP itself knows: bad bodies, missing tokens, preconditions. */
export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(reason);
  }
}

/** RFC 9457. `code` and `reason` are the stable markers to script against; titles are for people. */
export function problemResponse(error: unknown, requestId: string): Response {
  const { status, code, reason, details } = readError(error, requestId);
  const headers = { ...apiHeaders(requestId), "Content-Type": "application/problem+json" };
  const hints = {
    ...(status === 401 && { "WWW-Authenticate": 'Bearer realm="demasque"' }),
    ...((status === 429 || status === 503) && { "Retry-After": String(Number(details["retryAfterSeconds"]) || 60) }),
  };
  return new Response(
    JSON.stringify({
      type: "about:blank",
      title: titleOf[status] ?? titleOf[500],
      status,
      code,
      reason,
      details,
      requestId,
    }),
    { status, headers: { ...headers, ...hints } },
  );
}

function readError(error: unknown, requestId: string) {
  if (error instanceof HttpProblem)
    return { status: error.status, code: "http", reason: error.reason, details: error.details };
  if (error instanceof DomainError)
    return { status: statusOf[error.code], code: error.code, reason: error.reason, details: error.details };
  if (error instanceof z.ZodError) {
    const issues = error.issues
      .slice(0, 20)
      .map((issue) => ({ path: issue.path.map(String).join("."), message: issue.message }));
    return { status: 422, code: "invalid_input", reason: "schema", details: { issues } };
  }
  loggerOf(requestId).error({ err: error }, "api request failed");
  return { status: 500, code: "unexpected", reason: "unexpected", details: {} };
}
