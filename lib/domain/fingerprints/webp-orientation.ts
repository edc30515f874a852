/**
 * Where a WebP file says how its camera was held. The server's decoder turns the picture so, some browsers do and others do not;
 * whoever wants one picture everywhere hides these words from the browser and turns the points itself.
 */
export interface WebpOrientation {
  /** Where the four letters stand that name the part. */
  readonly at: number;
  /** 2–8, as EXIF counts: mirrored, turned, or both. */
  readonly orientation: number;
}

/** Four letters of a part that no decoder knows, and all pass over. */
export const unknownPart = "XXIF";

/** More parts than any honest picture has; a film has one for each frame. */
const partsAtMost = 4096;
const wordsAtMost = 65_536;
const orientationTag = 0x0112;

type Read = (from: number, to: number) => Promise<Uint8Array>;

const lettersAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/** Null for another kind of file, and for one that stands as it was taken or does not say. Reads little: the heads of its parts. */
export async function webpOrientation(read: Read, size: number): Promise<WebpOrientation | null> {
  const start = await read(0, 21);
  const isExtended =
    lettersAt(start, 0) === "RIFF" && lettersAt(start, 8) === "WEBP" && lettersAt(start, 12) === "VP8X";
  // Its first byte says which further parts there are.
  if (!isExtended || ((start[20] ?? 0) & 0x08) === 0) return null;
  let at = 12;
  for (let part = 0; part < partsAtMost && at + 8 <= size; part += 1) {
    const head = await read(at, at + 8);
    if (head.length < 8) return null;
    const length = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
    if (lettersAt(head, 0) === "EXIF") {
      const orientation = orientationIn(await read(at + 8, at + 8 + Math.min(length, wordsAtMost)));
      return orientation === null ? null : { at, orientation };
    }
    at += 8 + length + (length % 2);
  }
  return null;
}

/** Of EXIF's own words, with or without their name in front; null where they do not say, or say what is nothing to do. */
function orientationIn(bytes: Uint8Array): number | null {
  const begins = lettersAt(bytes, 0) === "Exif" ? 6 : 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset + begins, Math.max(0, bytes.length - begins));
  try {
    const order = view.getUint16(0);
    if (order !== 0x4949 && order !== 0x4d4d) return null;
    const isLittle = order === 0x4949;
    const table = view.getUint32(4, isLittle);
    const count = view.getUint16(table, isLittle);
    for (let entry = 0; entry < count; entry += 1) {
      const at = table + 2 + 12 * entry;
      if (view.getUint16(at, isLittle) !== orientationTag) continue;
      const value = view.getUint16(at + 8, isLittle);
      return value >= 2 && value <= 8 ? value : null;
    }
  } catch (error) {
    // Cut short, or pointing past its own end.
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

type Transform = readonly [number, number, number, number, number, number];

/** How a canvas draws a picture of these sides so that it stands: the six numbers of its transform. */
export function standing(
  orientation: number,
  width: number,
  height: number,
): { readonly transform: Transform; readonly isSideways: boolean } {
  const transforms: Readonly<Record<number, Transform>> = {
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, height, 0],
    7: [0, -1, -1, 0, height, width],
    8: [0, -1, 1, 0, 0, width],
  };
  return { transform: transforms[orientation] ?? [1, 0, 0, 1, 0, 0], isSideways: orientation >= 5 };
}
