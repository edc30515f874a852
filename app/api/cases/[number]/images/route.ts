import { z } from "zod";
import { closedAnswer } from "@/lib/actions/closed-answer";
import { readBytes } from "@/lib/actions/read-bytes";
import { tellProblem } from "@/lib/actions/upload";
import { getActor } from "@/lib/auth/current-actor";
import { ageAnswers } from "@/lib/domain/case/vocabulary";
import { forbidden, invalidInput, notFound } from "@/lib/domain/errors";
import { pictureLimits, pictureTooLarge } from "@/lib/domain/images/limits";
import { captionSchema } from "@/lib/domain/images/picture";
import { addImage } from "@/lib/usecases/add-image";

const said = z.strictObject({ ageAnswer: z.enum(ageAnswers), caption: captionSchema });

/** What is said of the picture comes in a header: nothing of the picture itself is read before that is in order. */
function saidIn(request: Request): z.infer<typeof said> {
  try {
    return said.parse(JSON.parse(decodeURIComponent(request.headers.get("x-picture") ?? "")));
  } catch {
    throw invalidInput("image_age_unanswered");
  }
}

/** Takes one picture as the body itself. */
export async function POST(request: Request, { params }: { params: Promise<{ number: string }> }): Promise<Response> {
  try {
    const closed = await closedAnswer();
    if (closed) return closed;
    const actor = await getActor();
    if (!actor)
      return Response.json({ error: { code: "forbidden", reason: "signed_out", details: {} } }, { status: 401 });
    if (request.headers.get("sec-fetch-site") !== "same-origin") throw forbidden("cross_site");
    const { number } = await params;
    if (!/^[1-9]\d{0,14}$/.test(number)) throw notFound("case");
    const read = () => readBytes(request, pictureLimits.bytesAtMost, pictureTooLarge);
    return Response.json(await addImage(actor, { ref: { number: Number(number) }, ...saidIn(request), read }));
  } catch (error) {
    return tellProblem(error);
  }
}
