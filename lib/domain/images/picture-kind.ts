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

/** By their brand: pictures of other kinds, films, and the two that hold HEIF, of which the first brand decides. */
function boxedKindOf(bytes: Uint8Array): PictureKind | PictureRefusal {
  const [main = "", ...others] = brandsOf(bytes);
  if (/^(?:avif|avis)$/.test(main)) return "avif";
  if (/^(?:hei|hev)/.test(main)) return "image_heic";
  if (/^(?:crx |jxl |jp2 )$/.test(main)) return "image_other_format";
  if (others.includes("avif") || others.includes("avis")) return "avif";
  return [main, ...others].some((brand) => /^(?:hei|hev|mif1|msf1)/.test(brand)) ? "image_heic" : "image_video";
}

const otherPictures =
  /^(?:BM|II\*\0|MM\0\*|II\+\0|MM\0\+|II\xbc|IIRO|IIRS|IIU\0|\0\0[\x01\x02]\0|8BPS|\xff\x0a|\0\0\0\x0c(?:jP {2}|JXL )|\xff\x4f\xff\x51|DDS |qoif|P[1-7][\s#]|#\?R|\x76\x2f\x31\x01|icns|SIMPLE {2}=|FLIF|FUJIFILM|\xd7\xcd\xc6\x9a|\x01\0\0\0[\s\S]{2}\0\0|%!PS|\xc5\xd0\xd3\xc6|#define \w+_width)/;
const archives = /^(?:PK(?:\x03\x04|\x05\x06|\x07\x08)|\x1f\x8b|Rar!|7z\xbc\xaf|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd)/;
const films =
  /^(?:\x1aE\xdf\xa3|OggS|\0\0\x01[\xba\xb3]|FLV|ID3|\xff[\xfb\xf3\xf2\xf1\xf9]|fLaC|\x30\x26\xb2\x75|#!AMR|[CFZ]WS[\x03-\x20]|\0[\s\S]{3}(?:moov|mdat|wide|free|skip))/;

/** A picture of a kind that is read, or why not. Whatever follows the picture in its file is never kept, so it is not looked for. */
export function pictureKindOf(bytes: Uint8Array): PictureKind | PictureRefusal {
  if (bytes.length === 0) return "image_empty";
  const start = latin(bytes, 0, 64);
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (/^GIF8[79]a/.test(start)) return "gif";
  if (start.startsWith("RIFF")) return start.slice(8, 12) === "WEBP" ? "webp" : "image_video";
  if (bytes.length >= 12 && start.slice(4, 8) === "ftyp") return boxedKindOf(bytes);
  if (otherPictures.test(start)) return "image_other_format";
  if (archives.test(start) || latin(bytes, 257, 262) === "ustar") return "image_archive";
  if (films.test(start)) return "image_video";
  return textKindOf(latin(bytes, 0, 2048));
}

function textKindOf(text: string): PictureRefusal {
  if (text.includes("%PDF-")) return "image_pdf";
  // UTF-16 has a zero beside every sign.
  const signs = text
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "")
    .replaceAll("\0", "")
    .trimStart();
  if (/<svg[\s>:/]/i.test(signs)) return "image_svg";
  return /^<(?:[a-z][a-z0-9]*[\s>/]|!doctype|!--|\?(?:xml|php))/i.test(signs) ? "image_html" : "image_unknown";
}
