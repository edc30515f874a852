"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { collisionDecisions, mandateSchema, withdrawalReasons } from "@/lib/domain/mandate";
import { attachMandate } from "@/lib/usecases/attach-mandate";
import { createMandate } from "@/lib/usecases/create-mandate";
import { decideCollision } from "@/lib/usecases/decide-collision";
import { renewMandate } from "@/lib/usecases/renew-mandate";
import { sightMandate } from "@/lib/usecases/sight-mandate";
import { withdrawMandate } from "@/lib/usecases/withdraw-mandate";

const number = z.int().positive();
const one = z.strictObject({ number });
const attached = z.strictObject({ caseNumber: number, mandateNumber: number });
const withdrawn = z.strictObject({ number, reason: z.enum(withdrawalReasons) });
const decided = z.strictObject({ id: z.uuid(), decision: z.enum(collisionDecisions), reason: z.string().max(2000) });

const mandateAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath("/mandates", "layout");
  return result;
});

export const create = mandateAction
  .inputSchema(mandateSchema)
  .action(({ ctx, parsedInput }) => createMandate(ctx.actor, parsedInput));

export const sight = mandateAction
  .inputSchema(one)
  .action(({ ctx, parsedInput }) => sightMandate(ctx.actor, parsedInput));

export const renew = mandateAction
  .inputSchema(one)
  .action(({ ctx, parsedInput }) => renewMandate(ctx.actor, parsedInput));

export const withdraw = mandateAction
  .inputSchema(withdrawn)
  .action(({ ctx, parsedInput }) => withdrawMandate(ctx.actor, parsedInput));

export const decide = mandateAction
  .inputSchema(decided)
  .action(({ ctx, parsedInput }) => decideCollision(ctx.actor, parsedInput));

export const attach = mandateAction
  .inputSchema(attached)
  .action(({ ctx, parsedInput: { caseNumber, mandateNumber } }) =>
    attachMandate(ctx.actor, { ref: { number: caseNumber }, mandateNumber }),
  );
