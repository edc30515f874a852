import { z } from "zod";
import type { BundleAudience } from "../notices/case-bundle";
import { pictureLimits } from "./limits";

/** Which pictures leave, chosen by a human one by one; as they are shown unless they chose otherwise for that one. */
export const imageChoicesSchema = z
  .array(z.strictObject({ id: z.uuid(), isUnredacted: z.boolean().default(false) }))
  .min(1)
  .max(pictureLimits.perCaseAtMost)
  .refine((choices) => new Set(choices.map(({ id }) => id)).size === choices.length)
  .readonly();
export type ImageChoices = z.infer<typeof imageChoicesSchema>;

/** What was blackened is somebody's face or address: it is uncovered for who may order it, and for nobody else. */
export const mayBeUnredacted = (audience: BundleAudience): boolean => audience === "authority" || audience === "court";

/** A stored picture as it stands in an archive. */
export interface BundledImage {
  readonly id: string;
  /** Of the file in the bundle; neutral. */
  readonly name: string;
  readonly mediaType: "image/jpeg";
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly shows: string;
  readonly seenWhere: string;
  readonly seenOn: Date | null;
  /** Parts of what leaves are blackened. */
  readonly isRedacted: boolean;
}
