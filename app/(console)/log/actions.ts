"use server";

import { getLocale } from "next-intl/server";
import { revalidatePath } from "next/cache";
import { actorAction } from "@/lib/actions/client";
import { logFormSchema } from "@/lib/domain/intake/log-form";
import { routes } from "@/lib/routes";
import { logReports } from "@/lib/usecases/log-reports";

export const submitLog = actorAction.inputSchema(logFormSchema).stateAction(async ({ parsedInput, ctx }) => {
  const results = await logReports(ctx.actor, { ...parsedInput, language: await getLocale() });
  revalidatePath(routes.log());
  return { submissionId: parsedInput.submissionId, results };
});
