"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { routes } from "@/lib/routes";
import { answerBankMatch } from "@/lib/usecases/answer-bank-match";
import { attachMandate } from "@/lib/usecases/attach-mandate";

const caseNumber = z.int().positive();
const answered = z.strictObject({ caseNumber, matchId: z.uuid(), isSame: z.boolean() });
const attached = z.strictObject({ caseNumber, mandateNumber: z.int().positive() });

export const answer = actorAction.inputSchema(answered).action(async ({ ctx, parsedInput }) => {
  await answerBankMatch(ctx.actor, parsedInput);
  revalidatePath(routes.case(parsedInput.caseNumber));
});

export const runUnder = actorAction.inputSchema(attached).action(async ({ ctx, parsedInput }) => {
  await attachMandate(ctx.actor, {
    ref: { number: parsedInput.caseNumber },
    mandateNumber: parsedInput.mandateNumber,
  });
  revalidatePath(routes.case(parsedInput.caseNumber));
});
