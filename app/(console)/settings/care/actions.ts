"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { careSchema } from "@/lib/domain/care";
import { routes } from "@/lib/routes";
import { endEvening } from "@/lib/usecases/end-evening";
import { setCare } from "@/lib/usecases/set-care";

/** Queue and counts follow the choice at once. */
export const saveCare = actorAction.inputSchema(careSchema).action(async ({ parsedInput, ctx }) => {
  await setCare(ctx.actor, parsedInput);
  revalidatePath(routes.care(), "layout");
});

export const giveBackAll = actorAction
  .inputSchema(z.strictObject({}))
  .action(async ({ ctx }) => ({ released: await endEvening(ctx.actor) }));
