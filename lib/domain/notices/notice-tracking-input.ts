import { z } from "zod";
import { outcomes } from "../case/vocabulary";
import { noticeNumber } from "./notice-edit";

const seen = { number: noticeNumber, version: z.int().positive().optional() };

export const receiptSchema = z.strictObject({
  ...seen,
  reference: z.string().trim().max(200),
  receivedAt: z.coerce.date(),
});
export type ReceiptInput = z.infer<typeof receiptSchema>;

export const answerSchema = z.strictObject({
  ...seen,
  /** Empty stands for every case of the notice. */
  caseNumbers: z.array(noticeNumber).max(100).default([]),
  outcome: z.enum(outcomes),
  /** The day on which the desk told us; from it the complaint's six months run. */
  informedOn: z.coerce.date(),
  note: z.string().trim().max(2000).default(""),
});
export type AnswerInput = z.infer<typeof answerSchema>;

export const verifyGoneSchema = z.strictObject({ ...seen, caseNumber: noticeNumber, verifiedAt: z.coerce.date() });
export type VerifyGoneInput = z.infer<typeof verifyGoneSchema>;
