import { z } from "zod";

/** What a picture shows of an account. The public ones need no mandate. */
export const publicPictureKinds = ["profile_picture", "banner"] as const;
export const pictureKinds = [...publicPictureKinds, "mandated_image", "stored_image", "bank"] as const;
export type PictureKind = (typeof pictureKinds)[number];
/** What people add to a case by hand. */
export const addableKinds = [...publicPictureKinds, "mandated_image"] as const;

export const needsMandate = (kind: PictureKind): boolean => !publicPictureKinds.some((one) => one === kind);

/** Below this a picture says too little to be told from others: its fingerprint is kept, and never compared. */
export const leastQuality = 50;

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * A fingerprint as browsers and scripts give it. `orientations` are those of the picture turned and mirrored, its own first; without
 * them the picture is compared with others as it is, and a mirrored one is found when the other comes with its eight.
 */
const shapeOf = <Kinds extends readonly [PictureKind, ...PictureKind[]]>(kinds: Kinds) =>
  z
    .strictObject({
      kind: z.enum(kinds),
      pdq: hashSchema,
      quality: z.int().min(0).max(100),
      orientations: z.array(hashSchema).length(8).optional(),
    })
    .refine(({ pdq, orientations }) => orientations === undefined || orientations[0] === pdq, {
      path: ["orientations"],
      error: "The first of the orientations is the picture's own.",
    });

export const fingerprintSchema = shapeOf(addableKinds);
export interface FingerprintInput {
  readonly kind: PictureKind;
  readonly pdq: string;
  readonly quality: number;
  readonly orientations?: readonly string[] | undefined;
}

/** With a report: fewer than an account shows at one time. The rest is somebody's album. */
export const reportedFingerprintsSchema = z.array(shapeOf(publicPictureKinds)).max(4);
/** Of one case, stored images aside. */
export const fingerprintsOfCase = 40;
