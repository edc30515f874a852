"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { sentenceSchema } from "@/lib/domain/vetting/application";
import { routes } from "@/lib/routes";
import { vouchFor, withdrawVoucher } from "@/lib/usecases/vouch-for";

const one = z.object({ id: z.uuid() });

export const vouch = actorAction
  .inputSchema(one.extend({ sentence: sentenceSchema }))
  .action(async ({ ctx, parsedInput: { id, sentence } }) => {
    await vouchFor(ctx.actor, id, sentence);
    revalidatePath(routes.vouching());
  });

export const takeBack = actorAction.inputSchema(one).action(async ({ ctx, parsedInput: { id } }) => {
  await withdrawVoucher(ctx.actor, id);
  revalidatePath(routes.vouching());
});
