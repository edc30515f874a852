import sharp from "sharp";

export interface Pixels {
  /** Four bytes a pixel. */
  readonly rgba: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** More than any profile picture has; a hundred megapixels are 400 MB while they are looked at. */
const mostPixels = 100_000_000;

/**
 * The pixels of a picture's first frame, turned as its camera said, in sRGB. @throws Error where it is none, or too large.
 */
export async function readPixels(file: string | Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(file, { limitInputPixels: mostPixels, failOn: "error", pages: 1 })
    .autoOrient()
    .toColourspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { rgba: data, width: info.width, height: info.height };
}
