"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import { mailNoticeSchema, noticeNumber, settleDeliverySchema } from "@/lib/domain/notices/notice-edit";
import { noticeLanguages } from "@/lib/domain/notices/notice-input";
import { escalationSchema, sightingSchema } from "@/lib/domain/notices/notice-tracking-input";
import { matchAnswer } from "@/lib/queries/match-answer";
import { mailNotice } from "@/lib/usecases/mail-notice";
import { makeFirstContact } from "@/lib/usecases/make-first-contact";
import { recordSighting } from "@/lib/usecases/record-sighting";
import { recordStep } from "@/lib/usecases/record-step";
import { sendByApi } from "@/lib/usecases/send-by-api";
import { settleDelivery } from "@/lib/usecases/settle-delivery";

const ledgerAction = actorAction.use(async ({ next }) => {
  const result = await next();
  revalidatePath("/notices", "layout");
  return result;
});

export const mail = ledgerAction
  .inputSchema(mailNoticeSchema)
  .action(({ ctx, parsedInput }) => mailNotice(ctx.actor, parsedInput));

export const sendReports = ledgerAction
  .inputSchema(mailNoticeSchema)
  .action(({ ctx, parsedInput }) => sendByApi(ctx.actor, parsedInput));

export const settle = ledgerAction
  .inputSchema(settleDeliverySchema)
  .action(({ ctx, parsedInput }) => settleDelivery(ctx.actor, parsedInput));

export const sight = ledgerAction
  .inputSchema(sightingSchema)
  .action(({ ctx, parsedInput }) => recordSighting(ctx.actor, parsedInput));

export const takeStep = ledgerAction
  .inputSchema(escalationSchema)
  .action(({ ctx, parsedInput }) => recordStep(ctx.actor, parsedInput));

export const firstContact = ledgerAction
  .inputSchema(z.strictObject({ caseNumber: noticeNumber, language: z.enum(noticeLanguages) }))
  .action(({ ctx, parsedInput }) => makeFirstContact(ctx.actor, parsedInput));

export const findNotice = actorAction
  .inputSchema(z.strictObject({ repliesTo: z.array(z.string().max(4000)).max(50), reference: z.string().max(60) }))
  .action(({ ctx, parsedInput }) => matchAnswer(ctx.actor, parsedInput));
