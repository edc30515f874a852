"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { toldConsentSchema } from "@/lib/domain/told/told-page";
import { endToldPage, resumeContact } from "@/lib/usecases/end-told-page";
import { openToldPage } from "@/lib/usecases/open-told-page";
import { resetToldCode } from "@/lib/usecases/reset-told-code";

const one = z.strictObject({ number: z.int().positive() });

/** The page is drawn anew once the code was read, and not before. */
export const openPage = actorAction
  .inputSchema(one.extend({ consent: toldConsentSchema }))
  .action(({ ctx, parsedInput }) => openToldPage(ctx.actor, parsedInput));

export const resetCode = actorAction
  .inputSchema(one)
  .action(({ ctx, parsedInput }) => resetToldCode(ctx.actor, parsedInput));

export const endPage = actorAction.inputSchema(one).action(async ({ ctx, parsedInput }) => {
  await endToldPage(ctx.actor, parsedInput);
  revalidatePath("/mandates", "layout");
});

export const resume = actorAction.inputSchema(one).action(async ({ ctx, parsedInput }) => {
  await resumeContact(ctx.actor, parsedInput);
  revalidatePath("/mandates", "layout");
});
