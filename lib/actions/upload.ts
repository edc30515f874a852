import "server-only";
import { currentRequestId } from "@/lib/auth/current-actor";
import { DomainError, forbidden, invalidInput, type ToldError } from "@/lib/domain/errors";
import { loggerOf } from "@/lib/logger";
import { readBytes } from "./read-bytes";

const bytesAtMost = 50 * 1024 * 1024;

/** A file sent as a body by our own page. The browser itself says where a request comes from; another site's is refused. */
export async function readUpload(request: Request): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  if (request.headers.get("sec-fetch-site") !== "same-origin") throw forbidden("cross_site");
  const tooLarge = () => invalidInput("file_too_large", { maximumMegabytes: bytesAtMost / 1_048_576 });
  const bytes = await readBytes(request, bytesAtMost, tooLarge);
  return { name: decodeURIComponent(request.headers.get("x-file-name") ?? "import.csv"), bytes };
}

const statusOf: Partial<Record<string, number>> = {
  forbidden: 403,
  invalid_input: 422,
  not_found: 404,
  limited: 429,
  unavailable: 503,
};

/** What went wrong, in the codes that the page puts into words. */
export async function tellProblem(error: unknown): Promise<Response> {
  if (error instanceof DomainError) {
    const told: ToldError = { code: error.code, reason: error.reason, details: error.details };
    return Response.json({ error: told }, { status: statusOf[error.code] ?? 409 });
  }
  const requestId = await currentRequestId();
  loggerOf(requestId).error({ err: error }, "upload failed");
  return Response.json({ error: { code: "unexpected", requestId } satisfies ToldError }, { status: 500 });
}
