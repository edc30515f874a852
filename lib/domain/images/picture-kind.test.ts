import { describe, expect, it } from "vitest";
import { pictureKindOf, type PictureKind, type PictureRefusal } from "./picture-kind";

const bytesOf = (latin: string): Uint8Array => Uint8Array.from(latin, (sign) => sign.charCodeAt(0));
const utf16 = (text: string): string => Buffer.from(`\ufeff${text}`, "utf16le").toString("latin1");

const files: Readonly<Record<PictureKind | PictureRefusal, readonly string[]>> = {
  jpeg: ["\xff\xd8\xff\xe0", "\xff\xd8\xff\xffx"],
  png: ["\x89PNG\r\n\x1a\nxxxx"],
  gif: ["GIF87a", "GIF89a/*\0\0*/=1;alert(1)"],
  webp: ["RIFF\x10\0\0\0WEBPVP8 "],
  avif: ["\0\0\0\x1cftypavif\0\0\0\0mif1miaf", "\0\0\0\x18ftypmif1\0\0\0\0mif1avif"],
  image_heic: [
    "\0\0\0\x18ftypheix\0\0\0\0mif1heix",
    "\0\0\0\x18ftypmif1\0\0\0\0mif1heic",
    "\0\0\0\x1cftypheic\0\0\0\0mif1heicavif",
  ],
  image_other_format: [
    ...[
      "BM\x46\0\0\0",
      "II*\0",
      "MM\0*",
      "II+\0",
      "MM\0+",
      "II\xbc\x01",
      "8BPS\0\x01",
      "DDS ",
      "qoif\0\0",
      "icns\0\0",
      "FLIF1",
      "FUJIFILMCCD",
    ],
    ...[
      "\0\0\x01\0\x01\0",
      "\0\0\x02\0\x01\0",
      "P5\n2 2\n255\n",
      "P6 2 2 255 ",
      "#?RADIANCE\n",
      "\x76\x2f\x31\x01",
      "SIMPLE  =    T",
      "%!PS-Adobe-3.0",
    ],
    ...[
      "\xff\x0a\xfa",
      "\0\0\0\x0cJXL \r\n\x87\n",
      "\0\0\0\x0cjP  \r\n\x87\n",
      "\xff\x4f\xff\x51",
      "\0\0\0\x18ftypcrx \0\0\0\x01isom",
    ],
    ...["\xd7\xcd\xc6\x9a\0", "#define x_width 8\n"],
  ],
  image_video: [
    ...[
      "\0\0\0\x18ftypmp42\0\0\0\0isom",
      "\0\0\0\x14ftypqt  \0\0\0\0qt  ",
      "\0\0\0\x08wide\0\0\x10\0mdat",
      "\x1aE\xdf\xa3\x01",
      "RIFF\x10\0\0\0AVI LIST",
    ],
    ...["RIFF\x10\0\0\0WAVEfmt ", "ID3\x04\0", "\xff\xfb\x90d", "OggS\0", "fLaC\0", "\x30\x26\xb2\x75\x8e", "CWS\x0a"],
  ],
  image_archive: [
    "PK\x03\x04a",
    "PK\x07\x08PK",
    "\x1f\x8b\x08",
    "\x28\xb5\x2f\xfd",
    "7z\xbc\xaf\x27",
    `${"\0".repeat(257)}ustar\0`,
  ],
  image_pdf: ["%PDF-1.7", `${" ".repeat(900)}%PDF-1.7`],
  image_svg: [
    "<svg/>",
    "<!-- c --><svg/>",
    "\xef\xbb\xbf\n<svg xmlns=''>",
    utf16("<svg/>"),
    "<?xml version='1.0'?><svg:svg/><svg ",
  ],
  image_html: ["<!DOCTYPE HTML>", "\n\n  <p>hello</p>", "<img src=x>", utf16("<html>"), "<?php echo 1;"],
  image_unknown: [
    "hello",
    "alert(1)",
    "{}",
    "MZ\x90\0",
    "\x7fELF",
    "\x89PNG\n\x1a\n",
    "\0\0\0\x08ftyp",
    "\xff".repeat(5000).replace("\xff\xff", "\xff\x00"),
  ],
  image_empty: [""],
};

describe("a file is told by its own first bytes", () => {
  it.each(Object.entries(files).flatMap(([kind, all]) => all.map((file) => [file.slice(0, 40), kind, file] as const)))(
    "%j is %s",
    (_, kind, file) => expect(pictureKindOf(bytesOf(file))).toBe(kind),
  );
});
