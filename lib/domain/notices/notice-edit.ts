import { z } from "zod";
import { noticeKinds } from "../case/vocabulary";
import { dsaCategories, dsaKeywords } from "./dsa-keywords";
import { legalGroundCodes } from "./legal-grounds";
import { leastBecause, mostBecause } from "./third-party-choices";
import { noticeFormats, noticeLanguages } from "./notice-input";

/** What people may change of a draft. Length in the database's own limits; what a notice lacks is said elsewhere. */
export const noticeEditSchema = z.strictObject({
  kind: z.enum(noticeKinds).optional(),
  channelId: z.string().min(1).max(100).optional(),
  language: z.enum(noticeLanguages).optional(),
  explanation: z.string().max(10_000).optional(),
  ruleCited: z.string().max(500).optional(),
  legalGrounds: z.array(z.enum(legalGroundCodes)).max(11).optional(),
  dsaCategory: z.enum(dsaCategories).optional(),
  dsaKeywords: z.array(z.enum(dsaKeywords)).max(10).optional(),
  /** The mailbox that was found for this notice, where the desk has none. */
  addressedTo: z.union([z.literal(""), z.email().max(254)]).optional(),
  /** Names of third persons that the text is looked through for. */
  withheldNames: z.array(z.string().trim().min(2).max(120)).max(40).optional(),
  /** Said, or taken back. */
  goodFaith: z.boolean().optional(),
});
export type NoticeEdit = z.infer<typeof noticeEditSchema>;

export const noticeNumber = z.int().positive().max(Number.MAX_SAFE_INTEGER);

export const prepareNoticeSchema = z.strictObject({
  kind: z.enum(noticeKinds),
  channelId: z.string().min(1).max(100),
  caseNumbers: z.array(noticeNumber).min(1).max(100),
  language: z.enum(noticeLanguages).optional(),
  addressedTo: z
    .strictObject({ mailbox: z.union([z.literal(""), z.email().max(254)]), name: z.string().trim().max(120) })
    .optional()
    .describe("Whose mailbox was found, where the desk stands for many: a host, a registrar, a security team"),
  /** The hosts that it is about, as the network spells them. */
  about: z
    .array(
      z
        .string()
        .max(253)
        .regex(/^[a-z0-9.-]+$/u),
    )
    .max(20)
    .optional()
    .describe(
      "For a host, registrar, shortener, link page or security team: the domains that it answers for, each one that these cases led to; a payment firm is asked about its own means of payment and needs none",
    ),
});

export const sendNoticeSchema = z.strictObject({
  number: noticeNumber,
  version: z.int().positive(),
  format: z.enum(noticeFormats),
  sentAt: z.coerce.date(),
  /** The fingerprint of what the sender saw; a notice that would be another is not recorded. */
  seen: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Data of third persons that the sender lets stand, as they stand in the text, each with the reason. */
  kept: z
    .array(
      z.strictObject({
        text: z.string().max(500),
        because: z.string().trim().min(leastBecause).max(mostBecause),
      }),
    )
    .max(100)
    .default([]),
  /** What the desk gave as its own number, where it did so at once. */
  reference: z.string().trim().max(200).default(""),
});
/** Where the desk sends it itself: by mail, or by a service's interface. */
export const mailNoticeSchema = sendNoticeSchema.omit({ format: true, sentAt: true, reference: true });
export const settleDeliverySchema = z.strictObject({
  number: noticeNumber,
  answer: z.enum(["left", "again"]),
  /** Which of the notice's reports; its mail where none is named. */
  report: z.uuid().optional(),
  /** The service's number of a report that did arrive. */
  reference: z.string().trim().max(200).optional(),
});
export type SettleDeliveryInput = z.infer<typeof settleDeliverySchema>;
export type SendNoticeInput = z.infer<typeof sendNoticeSchema>;
