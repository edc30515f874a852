import { getLocale } from "next-intl/server";
import { readUpload, tellProblem } from "@/lib/actions/upload";
import { closedAnswer } from "@/lib/actions/closed-answer";
import { getActor } from "@/lib/auth/current-actor";
import { uploadImport } from "@/lib/usecases/upload-import";

/** Takes the file as the body itself. A server action would hold every body of every action to this size. */
export async function POST(request: Request): Promise<Response> {
  try {
    const closed = await closedAnswer();
    if (closed) return closed;
    const actor = await getActor();
    if (!actor)
      return Response.json({ error: { code: "forbidden", reason: "signed_out", details: {} } }, { status: 401 });
    const file = await readUpload(request);
    return Response.json(await uploadImport(actor, { ...file, language: await getLocale() }));
  } catch (error) {
    return tellProblem(error);
  }
}
