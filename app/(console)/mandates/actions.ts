"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { mandateSchema } from "@/lib/domain/mandate";
import { attachMandate } from "@/lib/usecases/attach-mandate";
import { createMandate } from "@/lib/usecases/create-mandate";
import { sightMandate } from "@/lib/usecases/sight-mandate";
import { withdrawMandate } from "@/lib/usecases/withdraw-mandate";

const number = z.int().positive();
const one = z.strictObject({ number });
const shown = <Result>(result: Result): Result => {
  revalidatePath("/mandates");
  return result;
};

export const create = actorAction
  .inputSchema(mandateSchema)
  .action(async ({ ctx, parsedInput }) => shown(await createMandate(ctx.actor, parsedInput)));

export const sight = actorAction
  .inputSchema(one)
  .action(async ({ ctx, parsedInput }) => shown(await sightMandate(ctx.actor, parsedInput)));

export const withdraw = actorAction
  .inputSchema(one)
  .action(({ ctx, parsedInput }) => withdrawMandate(ctx.actor, parsedInput).then(shown));

export const attach = actorAction
  .inputSchema(z.strictObject({ caseNumber: number, mandateNumber: number }))
  .action(async ({ ctx, parsedInput }) =>
    shown(
      await attachMandate(ctx.actor, {
        ref: { number: parsedInput.caseNumber },
        mandateNumber: parsedInput.mandateNumber,
      }),
    ),
  );
