import { headerBytes, readPictureHeader } from "@/lib/domain/fingerprints/picture-header";
import { pointsLookedAt } from "@/lib/domain/fingerprints/pdq";
import { gammaIn } from "@/lib/domain/fingerprints/png-gamma";
import { standing, unknownPart, webpOrientation } from "@/lib/domain/fingerprints/webp-orientation";

/** Why a file has no fingerprint; the words are `fingerprints.refused.<reason>`. */
export type PictureRefusal = "too_many_bytes" | "no_picture" | "too_many_pixels" | "not_readable" | "blank";

export class PictureRefused extends Error {
  readonly reason: PictureRefusal;
  constructor(reason: PictureRefusal) {
    super(reason);
    this.name = "PictureRefused";
    this.reason = reason;
  }
}

/** A photo of a hundred megapixels has about sixty million bytes; what is above is no profile picture. */
export const mostBytes = 100_000_000;
/** As on the server (lib/adapters/pictures/read-pixels.ts): decoded, they take 400 MB for a moment. */
export const mostPixels = 100_000_000;

/** Four bytes a point, of just those points that the fingerprint looks at. */
export interface Points {
  readonly rgba: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

type Surface = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
type Drawn = ImageBitmap | HTMLCanvasElement | OffscreenCanvas;

/**
 * Decodes a picture's first frame, turned as its camera said, and takes the points that are looked at, row by row: a photo of twelve
 * megapixels is never copied whole. @throws PictureRefused
 */
export async function readPoints(picture: Blob, newSurface: (width: number, height: number) => Surface | null) {
  const { plain, orientation } = await asItStands(picture);
  const bitmap = await createImageBitmap(plain, { imageOrientation: "from-image" }).catch(() => {
    throw new PictureRefused("not_readable");
  });
  try {
    return pointsOf(orientation === 1 ? bitmap : turned(bitmap, orientation, newSurface), newSurface);
  } finally {
    bitmap.close();
  }
}

/**
 * The picture as it is decoded, and how it is to be turned afterwards. Asks the first bytes and the heads of its parts only, so that one
 * that would fill the memory is not decoded to be refused.
 */
async function asItStands(picture: Blob): Promise<{ plain: Blob; orientation: number }> {
  if (picture.size > mostBytes) throw new PictureRefused("too_many_bytes");
  const start = new Uint8Array(await picture.slice(0, headerBytes).arrayBuffer());
  const header = readPictureHeader(start);
  if (header === null || header.width === 0 || header.height === 0) throw new PictureRefused("no_picture");
  if (header.width * header.height > mostPixels) throw new PictureRefused("too_many_pixels");
  const gamma = gammaIn(start);
  if (gamma !== null) return { plain: new Blob([picture.slice(0, gamma[0]), picture.slice(gamma[1])]), orientation: 1 };
  const read = async (from: number, to: number) => new Uint8Array(await picture.slice(from, to).arrayBuffer());
  const held = await webpOrientation(read, picture.size);
  if (held === null) return { plain: picture, orientation: 1 };
  const plain = new Blob([picture.slice(0, held.at), unknownPart, picture.slice(held.at + unknownPart.length)]);
  return { plain, orientation: held.orientation };
}

/** The picture drawn as its camera said. */
function turned(
  bitmap: ImageBitmap,
  orientation: number,
  newSurface: (width: number, height: number) => Surface | null,
): Drawn {
  const { transform, isSideways } = standing(orientation, bitmap.width, bitmap.height);
  const surface = isSideways ? newSurface(bitmap.height, bitmap.width) : newSurface(bitmap.width, bitmap.height);
  if (surface === null) throw new PictureRefused("not_readable");
  surface.imageSmoothingEnabled = false;
  surface.setTransform(...transform);
  surface.drawImage(bitmap, 0, 0);
  return surface.canvas;
}

function pointsOf(bitmap: Drawn, newSurface: (width: number, height: number) => Surface | null): Points {
  const { columns, rows } = pointsLookedAt(bitmap.width, bitmap.height);
  const surface = newSurface(bitmap.width, rows.length);
  if (surface === null) throw new PictureRefused("not_readable");
  surface.imageSmoothingEnabled = false;
  surface.fillStyle = "white";
  surface.fillRect(0, 0, bitmap.width, rows.length);
  if (rows.length === bitmap.height) surface.drawImage(bitmap, 0, 0);
  else rows.forEach((y, at) => surface.drawImage(bitmap, 0, y, bitmap.width, 1, 0, at, bitmap.width, 1));
  const { data } = surface.getImageData(0, 0, bitmap.width, rows.length);
  const rgba = new Uint8ClampedArray(4 * columns.length * rows.length);
  let to = 0;
  for (let row = 0; row < rows.length; row++)
    for (const x of columns) {
      const from = 4 * (row * bitmap.width + x);
      rgba.set(data.subarray(from, from + 3), to);
      to += 4;
    }
  return { rgba, width: columns.length, height: rows.length };
}
