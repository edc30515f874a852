import { z } from "zod";
import { platformIds } from "../case/vocabulary";
import { bundleAudiences } from "../notices/case-bundle";
import { noticeLanguages } from "../notices/notice-input";

/** One gesture is about so many cases at most; a person must be able to look over what they start. */
export const mostBatchCases = 500;
/** What was made to be downloaded is there for a day. */
export const bundlesKeptHours = 24;

export const batchKinds = ["notices", "bundles"] as const;
export type BatchKind = (typeof batchKinds)[number];

/** `planned`: the cases are frozen, and its owner has not said yet what is to be made of them. */
export const batchStatuses = ["planned", "running", "cancelled", "done", "failed"] as const;
export type BatchStatus = (typeof batchStatuses)[number];
export type BatchItemState = "waiting" | "done" | "failed" | "cancelled";

/** Drafts for the desk that was chosen for each platform; a platform without one stays out. */
const noticesSchema = z.strictObject({
  kind: z.literal("notices"),
  noticeKind: z.enum(["terms_report", "illegal_content_notice"]),
  channels: z.partialRecord(z.enum(platformIds), z.string().min(1).max(100)),
});
const bundlesSchema = z.strictObject({
  kind: z.literal("bundles"),
  audience: z.enum(bundleAudiences),
  language: z.enum(noticeLanguages),
});
export const batchOptionsSchema = z.discriminatedUnion("kind", [noticesSchema, bundlesSchema]);
export type BatchOptions = z.infer<typeof batchOptionsSchema>;
export type NoticesOptions = z.infer<typeof noticesSchema>;
export type BundlesOptions = z.infer<typeof bundlesSchema>;

/** Which notices of a batch are to be mailed, each as its owner saw it. */
export const batchMailSchema = z
  .array(z.strictObject({ number: z.int().positive(), version: z.int().positive() }))
  .min(1)
  .max(mostBatchCases);
export type BatchMailChoice = z.infer<typeof batchMailSchema>;
