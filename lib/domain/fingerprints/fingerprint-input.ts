import { z } from "zod";

/** What a picture shows of an account. The public ones need no mandate. */
export const publicPictureKinds = ["profile_picture", "banner"] as const;
export const pictureKinds = [...publicPictureKinds, "mandated_image", "stored_image", "bank"] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** Below this a picture says too little to be told from others: its fingerprint is kept, and never compared. */
export const leastQuality = 50;
/** Two fingerprints that differ in more bits are of two pictures. */
export const mostDistance = 31;

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * A fingerprint as browsers and scripts give it. `orientations` are those of the picture turned and mirrored, its own first; without
 * them the picture is compared with others as it is, and a mirrored one is found when the other comes with its eight.
 */
export const fingerprintSchema = z
  .strictObject({
    kind: z.enum(pictureKinds),
    pdq: hashSchema,
    quality: z.int().min(0).max(100),
    orientations: z.array(hashSchema).length(8).optional(),
  })
  .refine(({ pdq, orientations }) => orientations === undefined || orientations[0] === pdq, {
    path: ["orientations"],
    error: "The first of the orientations is the picture's own.",
  });
export type FingerprintInput = z.infer<typeof fingerprintSchema>;

/** Fewer than an account shows at one time; the rest is somebody's album. */
export const fingerprintsAtOnce = 4;
