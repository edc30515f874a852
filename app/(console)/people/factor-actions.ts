"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { routes } from "@/lib/routes";
import { proposeFactorReset } from "@/lib/usecases/propose-factor-reset";

export const resetFactor = actorAction.inputSchema(z.object({ id: z.uuid() })).action(async ({ ctx, parsedInput }) => {
  const proposed = await proposeFactorReset(ctx.actor, parsedInput.id);
  revalidatePath(routes.people());
  return proposed;
});
