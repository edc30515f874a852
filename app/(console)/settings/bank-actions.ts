"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { routes } from "@/lib/routes";
import { allowIntimateBanks } from "@/lib/usecases/allow-intimate-banks";

const wanted = z.strictObject({ isAllowed: z.boolean(), isAdviceTaken: z.boolean() });

export const setIntimateBanks = actorAction.inputSchema(wanted).action(async ({ ctx, parsedInput }) => {
  await allowIntimateBanks(ctx.actor, parsedInput);
  revalidatePath(routes.settings());
});
