import { z } from "zod";
import { platformIds } from "@/lib/domain/case/vocabulary";
import { bundleAudiences } from "@/lib/domain/notices/case-bundle";
import { noticeLanguages } from "@/lib/domain/notices/notice-input";

export const parseRequestSchema = z.strictObject({
  lines: z.array(z.string().max(4096)).min(1).max(1000),
  /** For bare handles. */
  platform: z.enum(platformIds).optional(),
});

/** The number of a case or a notice, as people say it. */
export const numberSchema = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

export const pageSizeSchema = z.coerce.number().int().min(1).max(200);

const leafNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})$/)
  .transform(Number);
export const leafIndexSchema = leafNumber;
/** Sizes of the log, the smaller one first. */
export const treeRangeSchema = z.strictObject({ from: leafNumber, to: leafNumber });
/** Who is to read the archive decides what is in it. */
export const bundleQuerySchema = z.strictObject({
  audience: z.enum(bundleAudiences),
  language: z.enum(noticeLanguages).default("en"),
});
export const reportIdSchema = z.uuid();
