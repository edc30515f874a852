import { z } from "zod";
import { outcomes } from "../case/vocabulary";
import { escalationSteps } from "./escalation";
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

/** In the words of whoever looked: what was there instead of the account. */
const seenText = z.string().trim().max(500).default("");

export const verifyGoneSchema = z.strictObject({
  ...seen,
  caseNumber: noticeNumber,
  verifiedAt: z.coerce.date(),
  seen: seenText,
});
export type VerifyGoneInput = z.infer<typeof verifyGoneSchema>;

/** Somebody looked, and the account is there: still, or again. */
export const sightingSchema = verifyGoneSchema.extend({ what: z.enum(["still_there", "came_back"]) });
export type SightingInput = z.infer<typeof sightingSchema>;

export const escalationSchema = z.strictObject({
  ...seen,
  caseNumber: noticeNumber,
  step: z.enum(escalationSteps),
  takenOn: z.coerce.date(),
  reference: z.string().trim().max(200).default(""),
});
export type EscalationInput = z.infer<typeof escalationSchema>;
