import "server-only";
import { assertNotShutOut, getActor } from "@/lib/auth/current-actor";
import type { UserActor } from "@/lib/domain/access/actor";
import { DomainError, type ErrorCode, type ErrorDetails } from "@/lib/domain/errors";

export interface FileAnswer {
  /** ASCII, without quotes: it goes into a header. */
  name: string;
  mediaType: string;
  body: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

const statusOf: Partial<Record<ErrorCode, number>> = {
  not_found: 404,
  invalid_input: 404,
  unavailable: 503,
  conflict: 409,
};
const refused = (status: number, code: string, { retryAfterSeconds }: ErrorDetails = {}): Response =>
  Response.json(
    { code },
    {
      status,
      headers: {
        "cache-control": "no-store",
        ...(typeof retryAfterSeconds === "number" && { "retry-after": String(retryAfterSeconds) }),
      },
    },
  );

/** A file to be kept by whoever asked, and by nobody on the way. */
export const fileAnswer = ({ name, mediaType, body, headers }: FileAnswer): Response =>
  new Response(body, {
    headers: {
      "content-type": mediaType,
      "content-disposition": `attachment; filename="${name}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      ...headers,
    },
  });

/** A file for who is signed in in the browser. */
export function fileRoute<Params = unknown>(work: (actor: UserActor, params: Params) => Promise<FileAnswer>) {
  return async (_: Request, context: { params: Promise<Params> }): Promise<Response> => {
    try {
      await assertNotShutOut();
      const actor = await getActor();
      if (!actor) return refused(401, "forbidden");
      return fileAnswer(await work(actor, await context.params));
    } catch (error) {
      if (error instanceof DomainError) return refused(statusOf[error.code] ?? 403, error.code, error.details);
      throw error;
    }
  };
}
