import { getLocale } from "next-intl/server";
import { closedAnswer } from "@/lib/actions/closed-answer";
import { fileAnswer, fileRoute } from "@/lib/actions/file-route";
import { tellProblem } from "@/lib/actions/upload";
import { getActor } from "@/lib/auth/current-actor";
import type { UserActor } from "@/lib/domain/access/actor";
import { forbidden, invalidInput, notFound } from "@/lib/domain/errors";
import { type BundledImage, imageChoicesSchema } from "@/lib/domain/images/bundled-image";
import { bundleAudiences } from "@/lib/domain/notices/case-bundle";
import { getCaseBundle } from "@/lib/queries/get-case-bundle";
import { readImagesForBundle } from "@/lib/usecases/read-images-for-bundle";

interface Asked {
  number: string;
  audience: string;
}

function askedIn({ number, audience }: Asked) {
  const asked = bundleAudiences.find((one) => one === audience);
  if (!/^[1-9]\d{0,14}$/.test(number) || !asked) throw notFound("case");
  return { number: Number(number), audience: asked };
}

async function fileOf(actor: UserActor, asked: ReturnType<typeof askedIn>, images: readonly BundledImage[]) {
  const language = (await getLocale()) === "fr" ? "fr" : "en";
  const body = await getCaseBundle(actor, { ...asked, language, now: new Date(), images });
  return { name: `case-${String(asked.number)}-bundle.zip`, mediaType: "application/zip", body };
}

/** A case as it is handed over: summary, what the log proves, where its links led. Never a picture. */
export const GET = fileRoute<{ number: string; audience: string }>((actor, asked) => fileOf(actor, askedIn(asked), []));

/** The same with the pictures that somebody chose one by one: asked for by POST, which no link and no other site can make happen. */
export async function POST(request: Request, context: { params: Promise<Asked> }): Promise<Response> {
  try {
    const closed = await closedAnswer();
    if (closed) return closed;
    const actor = await getActor();
    if (!actor) return Response.json({ error: { code: "forbidden", reason: "signed_out" } }, { status: 401 });
    if (request.headers.get("sec-fetch-site") !== "same-origin") throw forbidden("cross_site");
    const asked = askedIn(await context.params);
    const given = imageChoicesSchema.safeParse(await request.json().catch(() => null));
    if (!given.success) throw invalidInput("bundle_images");
    const { number, audience } = asked;
    const images = await readImagesForBundle(actor, { ref: { number }, audience, choices: given.data });
    return fileAnswer(await fileOf(actor, asked, images));
  } catch (error) {
    return tellProblem(error);
  }
}
