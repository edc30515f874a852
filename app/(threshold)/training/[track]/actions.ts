"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { personAction } from "@/lib/actions/client";
import { tracks } from "@/lib/domain/case/vocabulary";
import { trainingAnswerSchema } from "@/lib/domain/vetting/training";
import { routes } from "@/lib/routes";
import { answerTraining } from "@/lib/usecases/answer-training";
import { beginTraining } from "@/lib/usecases/begin-training";

const track = z.enum(tracks);

export const begin = personAction.inputSchema(z.object({ track })).action(async ({ ctx, parsedInput }) => {
  await beginTraining(ctx.actor, parsedInput.track);
  revalidatePath(routes.training(parsedInput.track));
});

export const answer = personAction
  .inputSchema(z.object({ track, caseId: z.string().max(40), answer: trainingAnswerSchema }))
  .action(async ({ ctx, parsedInput }) => {
    await answerTraining(ctx.actor, parsedInput);
    revalidatePath(routes.training(parsedInput.track));
  });
