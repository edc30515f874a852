import { z } from "zod";
import { closedAnswer } from "@/lib/actions/closed-answer";
import { getActor } from "@/lib/auth/current-actor";
import { DomainError } from "@/lib/domain/errors";
import { readBatchFile } from "@/lib/queries/read-batch-file";
import { routes } from "@/lib/routes";

const plain = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
const refused = (status: number, code: string): Response => Response.json({ code }, { status, headers: plain });

/** The archives of one's own batch, one after the other as they are read. */
export async function GET(_: Request, context: { params: Promise<{ id: string }> }): Promise<Response> {
  const closed = await closedAnswer();
  if (closed) return closed;
  const actor = await getActor();
  if (!actor) return refused(401, "forbidden");
  const id = z.uuid().safeParse((await context.params).id);
  try {
    const chunks = await readBatchFile(actor, id.success ? id.data : "00000000-0000-4000-8000-000000000000");
    const headers = {
      ...plain,
      "content-type": "application/zip",
      "content-disposition": 'attachment; filename="cases-bundles.zip"',
    };
    return new Response(streamOf(chunks), { headers });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // A link in a page: the browser is led through the question and comes back for the file.
    if (error.reason === "step_up_needed" && id.success) {
      const location = routes.confirm({ next: routes.batchFile(id.data) });
      return new Response(null, { status: 303, headers: { ...plain, location } });
    }
    return refused(error.code === "not_found" ? 404 : 403, error.code);
  }
}

/** An archive is read when the browser asks for more; one that goes away ends the reading. */
function streamOf(chunks: AsyncGenerator<Uint8Array, void>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return();
    },
  });
}
