"use server";

import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { env } from "@/lib/env";
import { routes } from "@/lib/routes";
import { makeResetLink } from "@/lib/usecases/make-reset-link";

export const makeLink = actorAction.inputSchema(z.object({ id: z.uuid() })).action(async ({ ctx, parsedInput }) => {
  const { token } = await makeResetLink(ctx.actor, parsedInput.id);
  return `${env().publicUrl}${routes.resetPassword(token)}`;
});
