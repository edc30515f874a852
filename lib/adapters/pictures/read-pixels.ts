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
 * The pixels of a picture's first frame, turned as its camera said, in sRGB, on white where it is transparent, as the browser draws it
 * (lib/ui/fingerprints/read-points.ts): one picture has one fingerprint wherever it is taken. `isTransparencyIgnored` takes the colours
 * beneath instead, which a browser does not tell: what other programs do that publish fingerprints. @throws Error where it is none, or too large.
 */
export async function readPixels(file: string | Uint8Array, { isTransparencyIgnored = false } = {}): Promise<Pixels> {
  const picture = sharp(file, { limitInputPixels: mostPixels, failOn: "error", pages: 1 }).autoOrient();
  const seen = isTransparencyIgnored ? picture.removeAlpha() : picture.flatten({ background: "#ffffff" });
  const { data, info } = await seen
    .toColourspace("srgb")
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true });
  return { rgba: data, width: info.width, height: info.height };
}
