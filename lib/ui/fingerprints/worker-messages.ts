import type { TurnedFingerprint } from "@/lib/domain/fingerprints/pdq";
import type { PictureRefusal, Points } from "./read-points";

/** A picture to decode, or its points where the page had to decode it. */
export type Question = { readonly id: number } & (
  { readonly picture: Blob; readonly points?: undefined } | { readonly picture?: undefined; readonly points: Points }
);

export type Answer = { readonly id: number } & (
  | { readonly outcome: "found"; readonly found: TurnedFingerprint }
  | { readonly outcome: "refused"; readonly reason: PictureRefusal }
  /** No canvas in this browser's workers: the page decodes, the worker computes. */
  | { readonly outcome: "cannot_decode" }
);
