/** What a file is by its own first bytes. Neither its name nor what the sender calls it is looked at. */

/** Formats that are read. */
export const pictureKinds = ["jpeg", "png", "gif", "webp", "avif"] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** Why a file is none of them, as markers of `errors.reason`. */
export type PictureRefusal =
  | "image_empty"
  | "image_svg"
  | "image_html"
  | "image_pdf"
  | "image_archive"
  | "image_video"
  | "image_heic"
  | "image_other_format"
  | "image_unknown";

const latin = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** The brands of an ISO base media file: the main one, and those that it says it is compatible with. */
function brandsOf(bytes: Uint8Array): string[] {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const text = latin(bytes, 8, Math.min(size, bytes.length, 128));
  return text.match(/[\s\S]{4}/g) ?? [];
}

const otherPictures = [
  "BM",
  "II*\0",
  "MM\0*",
  "\0\0\x01\0",
  "8BPS",
  "\xff\x0a",
  "\0\0\0\x0cjP  ",
  "\xff\x4f\xff\x51",
  "DDS ",
];
const archives = ["PK\x03\x04", "PK\x05\x06", "\x1f\x8b", "Rar!", "7z\xbc\xaf", "BZh", "\xfd7zXZ"];
const videos = ["\x1aE\xdf\xa3", "OggS", "\0\0\x01\xba", "\0\0\x01\xb3", "FLV"];

/** A picture of a kind that is read, or why not. Whatever follows the picture in its file is never kept, so it is not looked for. */
export function pictureKindOf(bytes: Uint8Array): PictureKind | PictureRefusal {
  if (bytes.length === 0) return "image_empty";
  const start = latin(bytes, 0, 16);
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (/^GIF8[79]a/.test(start)) return "gif";
  if (start.startsWith("RIFF")) return start.slice(8, 12) === "WEBP" ? "webp" : "image_video";
  if (bytes.length >= 12 && start.slice(4, 8) === "ftyp") {
    const brands = brandsOf(bytes);
    if (brands.includes("avif") || brands.includes("avis")) return "avif";
    return brands.some((brand) => /^(hei|hev|mif1|msf1)/.test(brand)) ? "image_heic" : "image_video";
  }
  if (otherPictures.some((magic) => start.startsWith(magic))) return "image_other_format";
  if (archives.some((magic) => start.startsWith(magic))) return "image_archive";
  if (videos.some((magic) => start.startsWith(magic))) return "image_video";
  return textKindOf(latin(bytes, 0, 2048));
}

function textKindOf(text: string): PictureRefusal {
  if (text.includes("%PDF-")) return "image_pdf";
  // UTF-16 has a zero beside every sign.
  const signs = text
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "")
    .replaceAll("\0", "")
    .trimStart();
  if (/<svg[\s>:]/i.test(signs)) return "image_svg";
  return /^<(!doctype|html|head|body|script|iframe|!--|\?xml)/i.test(signs) ? "image_html" : "image_unknown";
}
