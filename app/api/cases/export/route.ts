import { z } from "zod";
import { closedAnswer } from "@/lib/actions/closed-answer";
import { getActor } from "@/lib/auth/current-actor";
import { exportFormats, exportMediaType } from "@/lib/domain/case/export-row";
import { DomainError } from "@/lib/domain/errors";
import { exportCases } from "@/lib/queries/export-cases";
import { routes } from "@/lib/routes";
import { caseQueryFor, loadCaseAddress } from "@/lib/tables/case-filters";

const refused = (status: number, code: string): Response =>
  Response.json({ code }, { status, headers: { "cache-control": "no-store" } });
const seeOther = (path: string): Response =>
  new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store" } });
const numbers = z
  .string()
  .regex(/^\d{1,15}(,\d{1,15}){0,999}$/)
  .transform((text) => text.split(",").map(Number))
  .optional();
const asked = z.object({ format: z.enum(exportFormats).default("csv"), cases: numbers });

/** The cases of a list, of a selection (`cases=412,440`), as a file that the importer reads. Written while it is read. */
export async function GET(request: Request): Promise<Response> {
  const closed = await closedAnswer();
  if (closed) return closed;
  const actor = await getActor();
  if (!actor) return refused(401, "forbidden");
  const search = new URL(request.url).searchParams;
  const given = asked.safeParse({ format: search.get("format") ?? undefined, cases: search.get("cases") ?? undefined });
  if (!given.success) return refused(400, "invalid_input");
  const { format, cases } = given.data;
  const query = cases ? null : caseQueryFor(actor, loadCaseAddress(search));
  if (!cases && !query) return refused(403, "forbidden");
  try {
    const lines = await exportCases(actor, format, query ? { query } : { numbers: cases ?? [] });
    const headers = {
      "content-type": exportMediaType[format],
      "content-disposition": `attachment; filename="cases.${format}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    };
    return new Response(streamOf(lines), { headers });
  } catch (error) {
    // A link in a page: the browser is led through the question and comes back for the file.
    if (error instanceof DomainError && error.reason === "step_up_needed")
      return seeOther(routes.confirm({ next: `/api/cases/export?${search.toString()}` }));
    if (error instanceof DomainError) return refused(error.code === "not_found" ? 404 : 403, error.code);
    throw error;
  }
}

/** A batch is read when the browser asks for more; one that goes away ends the reading. */
function streamOf(lines: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return();
    },
  });
}
