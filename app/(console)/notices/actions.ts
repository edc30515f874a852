"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actorAction } from "@/lib/actions/client";
import {
  noticeEditSchema,
  noticeNumber,
  prepareNoticeSchema,
  sendNoticeSchema,
} from "@/lib/domain/notices/notice-edit";
import { answerSchema, receiptSchema, verifyGoneSchema } from "@/lib/domain/notices/notice-tracking-input";
import { discardNotice } from "@/lib/usecases/discard-notice";
import { editNotice } from "@/lib/usecases/edit-notice";
import { prepareNotice } from "@/lib/usecases/prepare-notice";
import { recordAnswer } from "@/lib/usecases/record-answer";
import { recordReceipt } from "@/lib/usecases/record-receipt";
import { sendNotice } from "@/lib/usecases/send-notice";
import { verifyGone } from "@/lib/usecases/verify-gone";

const seen = z.strictObject({ number: noticeNumber, version: z.int().positive() });
const shown = <Result>(result: Result): Result => {
  revalidatePath("/notices", "layout");
  return result;
};

export const prepare = actorAction
  .inputSchema(prepareNoticeSchema)
  .action(({ ctx, parsedInput }) => prepareNotice(ctx.actor, parsedInput));

export const edit = actorAction
  .inputSchema(seen.extend({ edit: noticeEditSchema }))
  .action(async ({ ctx, parsedInput }) => shown(await editNotice(ctx.actor, parsedInput)));

export const discard = actorAction
  .inputSchema(seen)
  .action(({ ctx, parsedInput }) => discardNotice(ctx.actor, parsedInput).then(shown));

export const send = actorAction
  .inputSchema(sendNoticeSchema)
  .action(async ({ ctx, parsedInput }) => shown(await sendNotice(ctx.actor, parsedInput)));

export const receive = actorAction
  .inputSchema(receiptSchema)
  .action(async ({ ctx, parsedInput }) => shown(await recordReceipt(ctx.actor, parsedInput)));

export const answer = actorAction
  .inputSchema(answerSchema)
  .action(async ({ ctx, parsedInput }) => shown(await recordAnswer(ctx.actor, parsedInput)));

export const gone = actorAction
  .inputSchema(verifyGoneSchema)
  .action(async ({ ctx, parsedInput }) => shown(await verifyGone(ctx.actor, parsedInput)));
