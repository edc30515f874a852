import "server-only";
import { z } from "zod";
import type { UserActor } from "@/lib/domain/access/actor";
import { prepareNoticeSchema } from "@/lib/domain/notices/notice-edit";
import { answerSchema, receiptSchema, verifyGoneSchema } from "@/lib/domain/notices/notice-tracking-input";
import { listNotices, noticeViews } from "@/lib/queries/list-notices";
import { recordAnswer } from "@/lib/usecases/record-answer";
import { recordReceipt } from "@/lib/usecases/record-receipt";
import { verifyGone } from "@/lib/usecases/verify-gone";
import { numberSchema } from "./schemas";

export { prepareNoticeSchema };

/** Of the ledger: which part of it, and from below which number on. */
export const noticeListSchema = z.strictObject({
  view: z.enum(noticeViews).default("all"),
  cursor: numberSchema.optional(),
});

/** What became of a notice. That it was sent is no event of a script's: a named human confirms it on the screen. */
export const noticeEventSchema = z.discriminatedUnion("event", [
  receiptSchema.omit({ number: true }).extend({ event: z.literal("received") }),
  answerSchema.omit({ number: true }).extend({ event: z.literal("answered") }),
  verifyGoneSchema.omit({ number: true }).extend({ event: z.literal("verified_gone") }),
]);
export type NoticeEvent = z.infer<typeof noticeEventSchema>;

export async function readLedger(actor: UserActor, { view, cursor }: z.infer<typeof noticeListSchema>) {
  const { rows, next } = await listNotices(actor, { view, before: cursor ?? null });
  return { notices: rows, cursor: next === null ? null : String(next) };
}

export async function takeNoticeEvent(
  actor: UserActor,
  number: number,
  said: NoticeEvent,
): Promise<{ number: number; version: number }> {
  if (said.event === "received") return { number, ...(await recordReceipt(actor, { ...said, number })) };
  if (said.event === "answered") return { number, ...(await recordAnswer(actor, { ...said, number })) };
  return { number, ...(await verifyGone(actor, { ...said, number })) };
}
