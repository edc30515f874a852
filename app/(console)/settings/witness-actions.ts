"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { witnessSchema } from "@/lib/domain/audit/witness";
import { routes } from "@/lib/routes";
import { addCosignatures } from "@/lib/usecases/add-cosignatures";
import { addWitness } from "@/lib/usecases/add-witness";
import { endWitness } from "@/lib/usecases/end-witness";

const witnessAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath(routes.settings());
  return result;
});

export const addOneWitness = witnessAction
  .inputSchema(witnessSchema)
  .action(({ ctx, parsedInput }) => addWitness(ctx.actor, parsedInput));

export const endOneWitness = witnessAction
  .inputSchema(z.object({ id: z.uuid() }))
  .action(({ ctx, parsedInput: { id } }) => endWitness(ctx.actor, id));

export const storeSignatures = witnessAction
  .inputSchema(z.object({ note: z.string().min(1).max(100_000) }))
  .action(({ ctx, parsedInput: { note } }) => addCosignatures(ctx.actor, note.replaceAll("\r\n", "\n")));
