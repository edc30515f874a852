import { traceInputSchema } from "@/lib/domain/traces/trace-input";
import { closedAnswer } from "@/lib/actions/closed-answer";
import { tellProblem } from "@/lib/actions/upload";
import { getActor } from "@/lib/auth/current-actor";
import { forbidden, invalidInput, notFound } from "@/lib/domain/errors";
import { traceLink } from "@/lib/usecases/trace-link";

/** Not an action of the page: an action cannot be stopped, and a trace ends with the request of whoever asked for it. */
export async function POST(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  try {
    const closed = await closedAnswer();
    if (closed) return closed;
    const actor = await getActor();
    if (!actor) return Response.json({ error: { code: "forbidden", reason: "signed_out" } }, { status: 401 });
    if (request.headers.get("sec-fetch-site") !== "same-origin") throw forbidden("cross_site");
    const { number } = await params;
    if (!/^[1-9]\d{0,14}$/.test(number)) throw notFound("case");
    const input = traceInputSchema.safeParse(await request.json().catch(() => null));
    if (!input.success) throw invalidInput("trace_link_form");
    const work = { ref: { number: Number(number) }, ...input.data };
    return Response.json(await traceLink(actor, work, { signal: request.signal }));
  } catch (error) {
    return tellProblem(error);
  }
}
