/**
 * What a file's first bytes say of it: the kind of picture and its size in points, before anything is decoded. The name and the
 * declared type are never asked. Only kinds that browsers and the server both decode are known.
 */
export type PictureKind = "jpeg" | "png" | "gif" | "webp" | "bmp" | "avif" | "heif";

export interface PictureHeader {
  readonly kind: PictureKind;
  readonly width: number;
  readonly height: number;
}

/** So many bytes are enough, save for a photo with a large preview or colour profile before its size: those are read on to this. */
export const headerBytes = 4_194_304;

const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** Null where the bytes are no picture of a known kind, or end before the size is told. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return headerOf(bytes, view);
  } catch (error) {
    // Read past the end: a file that was cut.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function headerOf(bytes: Uint8Array, view: DataView): PictureHeader | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegHeader(view);
  if (textAt(bytes, 1, 3) === "PNG" && bytes[0] === 0x89)
    return { kind: "png", width: view.getUint32(16), height: view.getUint32(20) };
  if (/^GIF8[79]a$/.test(textAt(bytes, 0, 6)))
    return { kind: "gif", width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (textAt(bytes, 0, 4) === "RIFF" && textAt(bytes, 8, 4) === "WEBP") return webpHeader(bytes, view);
  if (textAt(bytes, 0, 2) === "BM" && view.getUint32(14, true) >= 40)
    return { kind: "bmp", width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
  if (textAt(bytes, 4, 4) === "ftyp") return boxedHeader(bytes, view);
  return null;
}

/** Goes from segment to segment to the one that begins a frame. */
function jpegHeader(view: DataView): PictureHeader | null {
  let at = 2;
  for (;;) {
    // What stands between two segments is passed over, as decoders do.
    while (view.getUint8(at) !== 0xff) at += 1;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { kind: "jpeg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += isAlone ? 2 : 2 + view.getUint16(at + 2);
  }
}

function webpHeader(bytes: Uint8Array, view: DataView): PictureHeader | null {
  const form = textAt(bytes, 12, 4);
  const three = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  if (form === "VP8X") return { kind: "webp", width: three(24) + 1, height: three(27) + 1 };
  if (form === "VP8 ")
    return { kind: "webp", width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (form !== "VP8L") return null;
  const packed = view.getUint32(21, true);
  return { kind: "webp", width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

/** The largest of the sizes that a file of boxes names; a picture made of tiles names the tiles' size too. */
function boxedHeader(bytes: Uint8Array, view: DataView): PictureHeader | null {
  const brands = textAt(bytes, 8, Math.min(view.getUint32(0), 256) - 8);
  const kind = /avi[fs]/.test(brands) ? "avif" : /hei[cfx]|hev[cx]|mif1|msf1/.test(brands) ? "heif" : null;
  if (kind === null) return null;
  let largest: PictureHeader | null = null;
  const last = Math.min(bytes.length - 16, 262_144);
  for (let at = 8; at <= last; at++) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (largest === null || width * height > largest.width * largest.height) largest = { kind, width, height };
  }
  return largest;
}
