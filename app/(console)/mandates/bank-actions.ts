"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { bankEntriesSchema, consentSchema } from "@/lib/domain/bank";
import { consentBeside } from "@/lib/usecases/consent-to-bank";
import { fillBeside } from "@/lib/usecases/fill-bank";
import { makeBankCode } from "@/lib/usecases/open-bank";
import { withdrawBank } from "@/lib/usecases/withdraw-bank";

const one = z.strictObject({ number: z.int().positive() });
const consented = one.extend({ consent: consentSchema });
const filled = one.extend({ entries: bankEntriesSchema });

export const makeCode = actorAction
  .inputSchema(one)
  .action(({ ctx, parsedInput }) => makeBankCode(ctx.actor, parsedInput));

export const consent = actorAction
  .inputSchema(consented)
  .action(({ ctx, parsedInput }) => consentBeside(ctx.actor, parsedInput));

/** Nothing is drawn again: a folder is thousands of these. */
export const fill = actorAction
  .inputSchema(filled)
  .action(({ ctx, parsedInput }) => fillBeside(ctx.actor, parsedInput));

export const erase = actorAction.inputSchema(one).action(async ({ ctx, parsedInput }) => {
  const erased = await withdrawBank(ctx.actor, parsedInput);
  revalidatePath("/mandates", "layout");
  return erased;
});
